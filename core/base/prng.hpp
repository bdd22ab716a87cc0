// core/base/prng.hpp — integer pseudo-random streams: same seed and name, same numbers on every platform.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace millrace {

/// xoshiro256** 1.0 (Blackman and Vigna), seeded through SplitMix64.
/// A value type: copying forks the very same future. Give each consumer its own stream by fork("name"), so that a new
/// consumer never shifts the numbers of another. Never use <random> distributions on it: they differ between libraries.
class Prng {
 public:
  explicit Prng(std::uint64_t seed);

  std::uint64_t next();
  /// The numbers that as many calls of next() would give.
  void fill(std::span<std::uint64_t> numbers);
  /// Uniform in [0, bound), without bias (Lemire 2019). REQUIRES: bound > 0.
  std::uint64_t below(std::uint64_t bound);
  /// Uniform in [low, high]. REQUIRES: low <= high.
  std::int64_t between(std::int64_t low, std::int64_t high);
  /// True with probability numerator/denominator. REQUIRES: numerator <= denominator, denominator > 0.
  bool chance(std::uint64_t numerator, std::uint64_t denominator);
  /// Uniform multiple of 2^-53 in [0, 1).
  double unit();
  /// A stream that depends on this one's seed and the name only, not on how many numbers were drawn.
  Prng fork(std::string_view name) const;
  Prng fork(std::uint64_t index) const;

 private:
  std::uint64_t seed_ = 0;
  std::array<std::uint64_t, 4> state_ = {};
};

}  // namespace millrace
