// core/exec/aggregates/integer_sum.hpp — exact sums of scaled integers, for SUM and AVG of BIGINT
// and DECIMAL.
#pragma once

#include <cstdint>

#include "core/base/int128.hpp"

namespace millrace {

/// A 128-bit sum and the number of its terms; 24 bytes, where an Int128 member would make it 32.
class IntegerSum {
 public:
  void add(std::int64_t value) {
    const auto addend = static_cast<std::uint64_t>(value);
    low_ += addend;
    high_ += (value >> 63) + static_cast<std::int64_t>(low_ < addend);
    ++count_;
  }
  void remove(std::int64_t value) {
    const auto subtrahend = static_cast<std::uint64_t>(value);
    high_ -= (value >> 63) + static_cast<std::int64_t>(low_ < subtrahend);
    low_ -= subtrahend;
    --count_;
  }
  void merge(const IntegerSum& other) {
    low_ += other.low_;
    high_ += other.high_ + static_cast<std::int64_t>(low_ < other.low_);
    count_ += other.count_;
  }
  std::int64_t count() const { return count_; }
  Int128 sum() const {
    return static_cast<Int128>(static_cast<UInt128>(static_cast<std::uint64_t>(high_)) << 64 |
                               low_);
  }

 private:
  std::uint64_t low_ = 0;
  std::int64_t high_ = 0;
  std::int64_t count_ = 0;
};

}  // namespace millrace
