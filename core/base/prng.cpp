// core/base/prng.cpp — xoshiro256** and what is drawn from it, in integers.
#include "core/base/prng.hpp"

#include "core/base/assert.hpp"
#include "core/base/hash.hpp"
#include "core/base/int128.hpp"

namespace millrace {
namespace {

constexpr std::uint64_t rotate_left(std::uint64_t value, int bits) {
  return (value << bits) | (value >> (64 - bits));
}

/// SplitMix64 (Steele, Lea, Flood 2014): advances `state` and returns the next number.
constexpr std::uint64_t split_mix(std::uint64_t& state) {
  state += 0x9e3779b97f4a7c15ull;
  std::uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
  return z ^ (z >> 31);
}

// Names and indices are forked in different families, so that fork("") and fork(0) have nothing to
// do with each other.
constexpr std::uint64_t kNameFamily = 0x6e616d65;   // "name"
constexpr std::uint64_t kIndexFamily = 0x696e6478;  // "indx"

}  // namespace

Prng::Prng(std::uint64_t seed) : seed_(seed) {
  std::uint64_t state = seed;
  for (std::uint64_t& word : state_) word = split_mix(state);
}

std::uint64_t Prng::next() {
  const std::uint64_t result = rotate_left(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = rotate_left(state_[3], 45);
  return result;
}

void Prng::fill(std::span<std::uint64_t> numbers) {
  Prng stream = *this;  // kept in registers
  for (std::uint64_t& number : numbers) number = stream.next();
  state_ = stream.state_;
}

std::uint64_t Prng::below(std::uint64_t bound) {
  MILLRACE_ASSERT(bound > 0);
  UInt128 product = static_cast<UInt128>(next()) * bound;
  if (static_cast<std::uint64_t>(product) < bound) {
    const std::uint64_t threshold = (0 - bound) % bound;
    while (static_cast<std::uint64_t>(product) < threshold) {
      product = static_cast<UInt128>(next()) * bound;
    }
  }
  return static_cast<std::uint64_t>(product >> 64);
}

std::int64_t Prng::between(std::int64_t low, std::int64_t high) {
  MILLRACE_ASSERT(low <= high);
  const auto first = static_cast<std::uint64_t>(low);
  const std::uint64_t count = static_cast<std::uint64_t>(high) - first + 1;
  const std::uint64_t offset = count == 0 ? next() : below(count);  // 0: all 2^64 values
  return static_cast<std::int64_t>(first + offset);
}

bool Prng::chance(std::uint64_t numerator, std::uint64_t denominator) {
  MILLRACE_ASSERT(denominator > 0);
  MILLRACE_ASSERT(numerator <= denominator);
  return below(denominator) < numerator;
}

double Prng::unit() {
  return static_cast<double>(next() >> 11) * 0x1p-53;
}

Prng Prng::fork(std::string_view name) const {
  return Prng(combine_hash(combine_hash(seed_, kNameFamily), xxh3_64(name)));
}

Prng Prng::fork(std::uint64_t index) const {
  return Prng(combine_hash(combine_hash(seed_, kIndexFamily), index));
}

}  // namespace millrace
