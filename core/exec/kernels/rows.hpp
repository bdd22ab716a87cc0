// core/exec/kernels/rows.hpp — the rows a kernel is asked for, and the loops over them.
#pragma once

#include <cstdint>
#include <span>

namespace millrace {

/// Rows out of `row_count`, ascending.
struct Rows {
  std::uint32_t row_count = 0;
  std::span<const std::uint32_t> selected;

  /// Whether a straight loop over all rows is faster than picking the selected ones.
  bool is_dense() const { return selected.size() * 4 >= row_count; }
};

/// f(row) for each selected row.
template <typename F>
void for_each_row(const Rows& rows, F&& f) {
  if (rows.selected.size() == rows.row_count) {
    for (std::uint32_t row = 0; row < rows.row_count; ++row) f(row);
  } else {
    for (const std::uint32_t row : rows.selected) f(row);
  }
}

/// f(row) for each selected row, and for the others too where that is faster.
/// REQUIRES: f does no harm on rows that hold anything: no report, no text, no trap.
template <typename F>
void sweep(const Rows& rows, F&& f) {
  if (rows.is_dense()) {
    for (std::uint32_t row = 0; row < rows.row_count; ++row) f(row);
  } else {
    for (const std::uint32_t row : rows.selected) f(row);
  }
}

}  // namespace millrace
