// sim/workload/alias_table.hpp — numbers in proportion to weights, in constant time a draw: Walker's
// alias method with integer thresholds (tables built as Vose 1991).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/int128.hpp"

namespace millrace {

/// Immutable. The probability of each number is exact to 2^-32 of 1/n.
class AliasTable {
 public:
  static constexpr std::uint64_t kValuesMax = 1u << 24;  // 128 MiB of table

  /// REQUIRES: 1 … kValuesMax weights, none negative or NaN, one positive.
  explicit AliasTable(std::span<const double> weights);

  /// The number that a uniform 64-bit word stands for: its product with n has the cell above and the
  /// place within the cell below the point.
  std::uint32_t number_of(std::uint64_t word) const {
    const UInt128 product = static_cast<UInt128>(word) * cells_.size();
    const auto index = static_cast<std::uint32_t>(product >> 64);
    const auto place = static_cast<std::uint32_t>(static_cast<std::uint64_t>(product) >> 32);
    const Cell cell = cells_[index];
    return place < cell.threshold ? index : cell.alias;
  }
  double hottest_share() const { return hottest_share_; }

 private:
  struct Cell {
    std::uint32_t threshold = 0xffffffffu;
    std::uint32_t alias = 0;
  };
  std::vector<Cell> cells_;
  double hottest_share_ = 0.0;
};

}  // namespace millrace
