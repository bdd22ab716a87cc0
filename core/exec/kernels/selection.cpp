// core/exec/kernels/selection.cpp — set difference of selections.
#include "core/exec/kernels/selection.hpp"

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

}  // namespace millrace
