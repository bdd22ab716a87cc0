// core/exec/saturating.hpp — arithmetic on event times that stops at the ends of int64 instead of
// wrapping.
#pragma once

#include <cstdint>
#include <limits>

namespace millrace {

constexpr std::int64_t saturating_add(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (!__builtin_add_overflow(a, b, &sum)) return sum;
  return b < 0 ? std::numeric_limits<std::int64_t>::min()
               : std::numeric_limits<std::int64_t>::max();
}

constexpr std::int64_t saturating_subtract(std::int64_t a, std::int64_t b) {
  std::int64_t difference = 0;
  if (!__builtin_sub_overflow(a, b, &difference)) return difference;
  return b < 0 ? std::numeric_limits<std::int64_t>::max()
               : std::numeric_limits<std::int64_t>::min();
}

/// How far `time` lies behind the last multiple of `step` that is not after it; in [0, step).
/// REQUIRES: step > 0.
constexpr std::int64_t floor_remainder(std::int64_t time, std::int64_t step) {
  const std::int64_t rest = time % step;
  return rest < 0 ? rest + step : rest;
}

}  // namespace millrace
