// core/exec/kernels/selection.hpp — narrowing selections without a branch per row.
#pragma once

#include <cstddef>
#include <span>

#include "core/exec/evaluator.hpp"
#include "core/exec/kernels/rows.hpp"

namespace millrace {

/// Appends to `kept` the rows for which keeps(row) is 1; it gives 0 for the others.
template <typename F>
void append_kept(const Rows& rows, Selection& kept, F keeps) {
  const std::size_t before = kept.size();
  kept.resize(before + rows.selected.size());
  std::uint32_t* out = kept.data() + before;
  if (rows.selected.size() == rows.row_count) {
    for (std::uint32_t row = 0; row < rows.row_count; ++row) {
      *out = row;
      out += keeps(row);
    }
  } else {
    for (const std::uint32_t row : rows.selected) {
      *out = row;
      out += keeps(row);
    }
  }
  kept.resize(static_cast<std::size_t>(out - kept.data()));
}

/// Removes `taken` from `rows`; both ascending.
void subtract_rows(Selection& rows, std::span<const std::uint32_t> taken);
/// The same without a branch per row. REQUIRES: every row of `taken` is one of `rows`.
void subtract_subset(Selection& rows, std::span<const std::uint32_t> taken);

}  // namespace millrace
