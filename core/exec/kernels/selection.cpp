// core/exec/kernels/selection.cpp — set difference of selections.
#include "core/exec/kernels/selection.hpp"

#include <algorithm>

namespace millrace {

void subtract_rows(Selection& rows, std::span<const std::uint32_t> taken) {
  if (taken.empty()) return;
  std::size_t kept = 0;
  std::size_t next = 0;
  for (const std::uint32_t row : rows) {
    while (next < taken.size() && taken[next] < row) ++next;
    const bool is_taken = next < taken.size() && taken[next] == row;
    rows[kept] = row;
    kept += is_taken ? 0 : 1;
  }
  rows.resize(kept);
}

void subtract_subset(Selection& rows, std::span<const std::uint32_t> taken) {
  std::size_t kept = 0;
  std::size_t at = 0;
  std::size_t next = 0;
  for (; next < taken.size(); ++at) {
    const std::uint32_t row = rows[at];
    const auto is_taken = static_cast<std::size_t>(taken[next] == row);
    rows[kept] = row;
    kept += 1 - is_taken;
    next += is_taken;
  }
  kept =
      static_cast<std::size_t>(std::copy(rows.begin() + static_cast<std::ptrdiff_t>(at), rows.end(),
                                         rows.begin() + static_cast<std::ptrdiff_t>(kept)) -
                               rows.begin());
  rows.resize(kept);
}

}  // namespace millrace
