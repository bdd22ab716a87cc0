// core/exec/aggregates/double_sum.hpp — sums of DOUBLE with 106 bits, for SUM and AVG.
#pragma once

#include <cstdint>

#include "core/base/double_double.hpp"

namespace millrace {

struct DoubleSum {
  DoubleDouble sum;
  std::int64_t count = 0;

  void add(double value) {
    sum.add(value);
    ++count;
  }
  void merge(const DoubleSum& other) {
    sum.add(other.sum);
    count += other.count;
  }
};

}  // namespace millrace
