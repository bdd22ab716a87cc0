// tests/metrics/imbalance_test.cpp — skew by figures that can be worked out by hand.
#include "core/metrics/imbalance.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace millrace {
namespace {

using Rows = std::vector<std::int64_t>;

/// "max/mean flink gini", three digits.
std::string figures(const Rows& rows) {
  const auto imbalance = imbalance_of(rows);
  if (!imbalance) return "nothing";
  const auto text = [](double value) {
    const auto thousandths = static_cast<std::int64_t>(std::floor(value * 1000 + 0.5));
    std::string fraction = std::to_string(thousandths % 1000);
    fraction.insert(0, 3 - fraction.size(), '0');
    return std::to_string(thousandths / 1000) + "." + fraction;
  };
  return text(imbalance->max_over_mean) + " " + text(imbalance->flink_percent) + " " +
         text(imbalance->gini);
}

}  // namespace

TEST_CASE("an even load has no skew by any figure") {
  CHECK(figures({5, 5, 5, 5}) == "1.000 0.000 0.000");
  CHECK(figures({7}) == "1.000 0.000 0.000");
}

TEST_CASE(
    "Flink's score alone misleads: 7,7,6x6 scores 6 % while 11 % of the capacity is out of reach") {
  CHECK(figures({7, 7, 6, 6, 6, 6, 6, 6}) == "1.120 6.000 0.030");
}

TEST_CASE(
    "one worker with half of the rows scores 75 % while a quarter of the capacity can be used") {
  CHECK(figures({49, 7, 7, 7, 7, 7, 7, 7}) == "4.000 75.000 0.375");
}

TEST_CASE("all rows on one of four workers: max/mean 4, Flink capped at 100, Gini 3/4") {
  CHECK(figures({0, 0, 12, 0}) == "4.000 100.000 0.750");
}

TEST_CASE("without rows there is nothing to say") {
  CHECK(figures({}) == "nothing");
  CHECK(figures({0, 0}) == "nothing");
}

TEST_CASE("the order of workers does not matter and large counts do not overflow") {
  CHECK(figures({1, 2, 3, 10}) == figures({10, 3, 1, 2}));
  constexpr std::int64_t kLarge = std::numeric_limits<std::int64_t>::max() / 4;
  CHECK(figures({kLarge, kLarge, kLarge, kLarge}) == "1.000 0.000 0.000");
}

TEST_CASE("the hottest key sets a ceiling of 1/p workers, never above the workers there are") {
  CHECK(hottest_key_share(25, 100) == 0.25);
  CHECK_FALSE(hottest_key_share(0, 0).has_value());
  CHECK(hot_key_ceiling(0.25, 8) == 4.0);
  CHECK(hot_key_ceiling(0.01, 8) == 8.0);
  CHECK(hot_key_ceiling(1.0, 8) == 1.0);
  // Zipf 1.0 over 1,000 keys: p1 = 1/H(1000) = 0.134, ceiling 7.49.
  double harmonic = 0.0;
  for (int i = 1; i <= 1000; ++i) harmonic += 1.0 / i;
  CHECK(std::fabs(hot_key_ceiling(1.0 / harmonic, 8) - 7.49) < 0.005);
}

TEST_CASE("hot workers are those above the mean times a factor") {
  const Rows rates = {100, 100, 300, 100};
  CHECK(hot_workers(rates, 1.5) == std::vector<std::uint32_t>{2});
  CHECK(hot_workers(rates, 2.0).empty());
  CHECK(hot_workers(rates, 0.5) == std::vector<std::uint32_t>{0, 1, 2, 3});
  CHECK(hot_workers({}, 1.5).empty());
}

}  // namespace millrace
