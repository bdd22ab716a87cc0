// tests/base/prng_test.cpp — known answers of the generator, evenness of what is drawn from it,
// independence of forks.
#include "core/base/prng.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

namespace millrace {
namespace {

std::vector<std::uint64_t> draw(Prng prng, int count) {
  std::vector<std::uint64_t> numbers;
  for (int i = 0; i < count; ++i) numbers.push_back(prng.next());
  return numbers;
}

/// Pearson's statistic of equally likely cells.
double chi_square(const std::vector<int>& hits, int draws) {
  const double expected = static_cast<double>(draws) / static_cast<double>(hits.size());
  double sum = 0.0;
  for (const int count : hits) sum += (count - expected) * (count - expected) / expected;
  return sum;
}

TEST_CASE("Prng gives the numbers of xoshiro256** seeded through SplitMix64") {
  // From an independent implementation; the first of seed 0 is also rand_xoshiro's.
  CHECK(draw(Prng(0), 4) == std::vector<std::uint64_t>{0x99ec5f36cb75f2b4ull, 0xbf6e1f784956452aull,
                                                       0x1a5f849d4933e6e0ull,
                                                       0x6aa594f1262d2d2cull});
  CHECK(draw(Prng(42), 4) ==
        std::vector<std::uint64_t>{0x15780b2e0c2ec716ull, 0x6104d9866d113a7eull,
                                   0xae17533239e499a1ull, 0xecb8ad4703b360a1ull});
  CHECK(draw(Prng(std::numeric_limits<std::uint64_t>::max()), 2) ==
        std::vector<std::uint64_t>{0x8f5520d52a7ead08ull, 0xc476a018caa1802dull});
}

TEST_CASE("a copied Prng has the very same future") {
  Prng original(7);
  original.next();
  const Prng copy = original;
  CHECK(draw(original, 10) == draw(copy, 10));
}

TEST_CASE("below stays below its bound and is even") {
  Prng prng(1);
  for (const std::uint64_t bound : {1ull, 2ull, 3ull, 10ull, 1000ull, 1ull << 63, ~0ull}) {
    for (int i = 0; i < 200; ++i) CHECK(prng.below(bound) < bound);
  }
  std::vector<int> hits(100);
  for (int i = 0; i < 100000; ++i) ++hits[static_cast<std::size_t>(prng.below(100))];
  CHECK(chi_square(hits, 100000) < 150.0);  // 99 degrees of freedom: 1 in 1000 lies above 149.4
  CHECK(chi_square(hits, 100000) > 55.0);   // and hardly any below: too even is not random either
}

TEST_CASE("below has no bias at a bound where a plain remainder would double some values") {
  // With bound 3/4 of 2^64 a remainder would give the first third of the values twice as often as
  // the others.
  Prng prng(2);
  const std::uint64_t bound = 3ull << 62;
  std::vector<int> hits(3);
  for (int i = 0; i < 30000; ++i) ++hits[static_cast<std::size_t>(prng.below(bound) >> 62)];
  CHECK(chi_square(hits, 30000) < 13.8);  // 2 degrees of freedom, 1 in 1000
}

TEST_CASE("between reaches both ends, negative ranges and the whole range of int64") {
  Prng prng(3);
  std::vector<int> hits(5);
  for (int i = 0; i < 1000; ++i) ++hits[static_cast<std::size_t>(prng.between(-2, 2) + 2)];
  for (const int count : hits) CHECK(count > 100);
  CHECK(prng.between(9, 9) == 9);
  constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
  int negative_count = 0;
  for (int i = 0; i < 1000; ++i) negative_count += prng.between(kMin, kMax) < 0 ? 1 : 0;
  CHECK(negative_count > 400);
  CHECK(negative_count < 600);
}

TEST_CASE("chance keeps to its odds and is certain at 0 and at 1") {
  Prng prng(4);
  int hits = 0;
  for (int i = 0; i < 100000; ++i) hits += prng.chance(1, 4) ? 1 : 0;
  CHECK(hits > 24500);
  CHECK(hits < 25500);
  for (int i = 0; i < 100; ++i) {
    CHECK_FALSE(prng.chance(0, 5));
    CHECK(prng.chance(5, 5));
  }
}

TEST_CASE("unit is an even multiple of 2^-53 below 1") {
  Prng prng(5);
  std::vector<int> hits(50);
  for (int i = 0; i < 50000; ++i) {
    const double value = prng.unit();
    CHECK(value >= 0.0);
    CHECK(value < 1.0);
    CHECK(static_cast<double>(static_cast<std::int64_t>(value * 0x1p53)) == value * 0x1p53);
    ++hits[static_cast<std::size_t>(value * 50)];
  }
  CHECK(chi_square(hits, 50000) < 85.4);  // 49 degrees of freedom, 1 in 1000
}

TEST_CASE("a fork depends on seed and name, not on how much was drawn before") {
  Prng parent(11);
  const auto before = draw(parent.fork("arrivals"), 5);
  parent.next();
  parent.below(17);
  CHECK(draw(parent.fork("arrivals"), 5) == before);
  CHECK(draw(parent.fork("keys"), 5) != before);
  CHECK(draw(Prng(12).fork("arrivals"), 5) != before);
}

TEST_CASE("forks by name, by index and of forks are different streams") {
  const Prng parent(11);
  const std::vector<std::vector<std::uint64_t>> streams = {draw(parent, 3),
                                                           draw(parent.fork(""), 3),
                                                           draw(parent.fork(0), 3),
                                                           draw(parent.fork(1), 3),
                                                           draw(parent.fork("1"), 3),
                                                           draw(parent.fork("a").fork("b"), 3),
                                                           draw(parent.fork("b").fork("a"), 3),
                                                           draw(parent.fork("ab"), 3)};
  for (std::size_t i = 0; i < streams.size(); ++i) {
    for (std::size_t j = i + 1; j < streams.size(); ++j) CHECK(streams[i] != streams[j]);
  }
}

TEST_CASE("sibling forks do not move together") {
  Prng left = Prng(21).fork(0);
  Prng right = Prng(21).fork(1);
  std::vector<int> hits(16);
  for (int i = 0; i < 16000; ++i) {
    const std::uint64_t cell = left.below(4) * 4 + right.below(4);
    ++hits[static_cast<std::size_t>(cell)];
  }
  CHECK(chi_square(hits, 16000) < 37.7);  // 15 degrees of freedom, 1 in 1000
}

TEST_CASE("forks keep the numbers they have always had") {
  // Recordings and scenarios name streams: a change here changes every run that was ever shared.
  Prng named = Prng(1).fork("arrivals");
  Prng indexed = Prng(1).fork(7);
  CHECK(named.next() == 3168425478452053875ull);
  CHECK(indexed.next() == 3178105131062340911ull);
}

}  // namespace
}  // namespace millrace
