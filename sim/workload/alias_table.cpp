// sim/workload/alias_table.cpp — builds the cells: each holds 1/n, of one number or of two.
#include "sim/workload/alias_table.hpp"

#include <algorithm>
#include <cstddef>

#include "core/base/assert.hpp"

namespace millrace {

AliasTable::AliasTable(std::span<const double> weights) : cells_(weights.size()) {
  MILLRACE_ASSERT(!weights.empty());
  MILLRACE_ASSERT(weights.size() <= kValuesMax);
  double sum = 0.0;
  // Least first as weights mostly fall: small ones are not swallowed.
  for (std::size_t i = weights.size(); i-- > 0;) sum += weights[i];
  MILLRACE_ASSERT(sum > 0.0);
  hottest_share_ = *std::max_element(weights.begin(), weights.end()) / sum;

  const double scale = static_cast<double>(weights.size()) / sum;
  std::vector<double> fill(weights.size());  // of each cell, 1 = full
  std::vector<std::uint32_t> small;
  std::vector<std::uint32_t> large;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    MILLRACE_ASSERT(weights[i] >= 0.0);
    fill[i] = weights[i] * scale;
    cells_[i].alias = static_cast<std::uint32_t>(i);
    (fill[i] < 1.0 ? small : large).push_back(static_cast<std::uint32_t>(i));
  }
  while (!small.empty() && !large.empty()) {
    const std::uint32_t poor = small.back();
    const std::uint32_t rich = large.back();
    small.pop_back();
    cells_[poor] = {static_cast<std::uint32_t>(fill[poor] * 0x1p32), rich};
    fill[rich] -= 1.0 - fill[poor];
    if (fill[rich] >= 1.0) continue;
    large.pop_back();
    small.push_back(rich);
  }
  // What is left is full but for rounding: cells of one number, which is their own alias.
}

}  // namespace millrace
