// tests/workload/distribution_test.cpp — how often numbers come, held to the distributions' own
// formulas, and the very numbers of a seed.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "sim/workload/alias_table.hpp"
#include "sim/workload/distribution.hpp"

namespace millrace {

namespace {

constexpr std::size_t kDraws = 200'000;

std::unique_ptr<Distribution> made(const Choice& choice, std::uint64_t count,
                                   std::uint64_t seed = 11) {
  auto distribution = make_distribution(choice, count, Prng(seed));
  if (!distribution) {
    FAIL_CHECK(distribution.error().message);
    return nullptr;
  }
  return std::move(distribution).value();
}

/// Rows are due a millisecond apart.
std::vector<std::uint64_t> draws(Distribution& distribution, std::size_t count,
                                 std::size_t at_once = 1'000) {
  std::vector<std::uint64_t> numbers(count);
  std::vector<std::int64_t> due_ns(count);
  for (std::size_t i = 0; i < count; ++i) due_ns[i] = static_cast<std::int64_t>(i) * 1'000'000;
  for (std::size_t i = 0; i < count; i += at_once) {
    const std::size_t part = std::min(at_once, count - i);
    distribution.draw(std::span(due_ns).subspan(i, part), std::span(numbers).subspan(i, part));
  }
  return numbers;
}

std::vector<double> counts_of(const std::vector<std::uint64_t>& numbers, std::size_t values) {
  std::vector<double> counts(values, 0.0);
  for (const std::uint64_t number : numbers) {
    REQUIRE(number < values);
    counts[static_cast<std::size_t>(number)] += 1.0;
  }
  return counts;
}

/// Pearson's statistic of the counts against the weights' shares.
double chi_square(const std::vector<double>& counts, const std::vector<double>& weights) {
  double sum = 0.0;
  double total = 0.0;
  for (const double weight : weights) sum += weight;
  for (const double count : counts) total += count;
  double statistic = 0.0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double expected = total * weights[i] / sum;
    statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
  }
  return statistic;
}

/// Exceeded once in 10,000 seeds (Wilson and Hilferty 1931).
double chi_square_limit(std::size_t values) {
  const auto freedom = static_cast<double>(values - 1);
  const double part = 2.0 / (9.0 * freedom);
  const double root = 1.0 - part + 3.719 * std::sqrt(part);
  return freedom * root * root * root;
}

std::vector<double> zipf_weights(double s, std::size_t values) {
  std::vector<double> weights;
  for (std::size_t k = 1; k <= values; ++k) {
    weights.push_back(std::pow(static_cast<double>(k), -s));  // libm: the test's own arithmetic
  }
  return weights;
}

}  // namespace

TEST_CASE("numbers come as often as the formula of their distribution says") {
  const std::size_t values = 100;
  std::vector<double> hot_set(values, 0.2 / 80.0);
  std::fill(hot_set.begin(), hot_set.begin() + 20, 0.8 / 20.0);
  struct Case {
    Choice choice;
    std::vector<double> weights;
  };
  const Case cases[] = {
      {{"uniform", {}}, std::vector<double>(values, 1.0)},
      {{"zipf", {{"s", "0"}}}, std::vector<double>(values, 1.0)},
      {{"zipf", {{"s", "0.8"}}}, zipf_weights(0.8, values)},
      {{"zipf", {}}, zipf_weights(1.0, values)},
      {{"zipf", {{"s", "1.5"}}}, zipf_weights(1.5, values)},
      {{"hot_set", {}}, hot_set},
  };
  for (const Case& expected : cases) {
    CAPTURE(expected.choice.name);
    const auto distribution = made(expected.choice, values);
    if (distribution == nullptr) continue;
    const std::vector<double> counts = counts_of(draws(*distribution, kDraws), values);
    CHECK(chi_square(counts, expected.weights) < chi_square_limit(values));
    const double p1 = *std::max_element(expected.weights.begin(), expected.weights.end());
    double sum = 0.0;
    for (const double weight : expected.weights) sum += weight;
    REQUIRE(distribution->hottest_share().has_value());
    CHECK(*distribution->hottest_share() == doctest::Approx(p1 / sum).epsilon(1e-12));
  }
}

TEST_CASE("an alias table gives every number its exact share of all words") {
  const std::vector<double> weights = {5.0, 0.0, 1.0, 2.0};
  const AliasTable table(weights);
  CHECK(table.hottest_share() == 0.625);
  // Evenly spread words stand for all words: an eighth of them is a weight of one.
  constexpr std::uint64_t kWords = 1u << 16;
  std::vector<std::uint64_t> counts(4, 0);
  for (std::uint64_t i = 0; i < kWords; ++i) ++counts[table.number_of(i << 48)];
  CHECK(counts == std::vector<std::uint64_t>{kWords / 8 * 5, 0, kWords / 8, kWords / 4});
}

TEST_CASE("weights are those of an enum") {
  const std::vector<double> weights = {0.5, 0.3, 0.2};
  const auto distribution = make_weighted_distribution(weights, Prng(3));
  const std::vector<double> counts = counts_of(draws(*distribution, kDraws), 3);
  CHECK(chi_square(counts, weights) < chi_square_limit(3));
}

TEST_CASE("sequential goes round") {
  const auto distribution = made({"sequential", {}}, 3);
  CHECK(draws(*distribution, 7, 2) == std::vector<std::uint64_t>{0, 1, 2, 0, 1, 2, 0});
}

TEST_CASE("the drifting hot key is hot for as long as it was said, then the next one is") {
  const auto distribution = made({"drifting_hot_key", {{"share", "0.5"}, {"every", "10s"}}}, 100);
  const std::vector<std::uint64_t> numbers = draws(*distribution, 30'000);
  for (std::size_t period = 0; period < 3; ++period) {
    const auto begin = numbers.begin() + static_cast<std::ptrdiff_t>(period * 10'000);
    const std::vector<double> counts = counts_of({begin, begin + 10'000}, 100);
    CHECK(counts[period] == doctest::Approx(5'050).epsilon(0.03));
    CHECK(counts[period + 3] == doctest::Approx(50).epsilon(0.6));
  }
}

TEST_CASE("bell curves have the mean and the deviation that were asked for") {
  const auto distribution = made({"normal", {{"mean", "0.5"}, {"deviation", "0.1"}}}, 1'001);
  double sum = 0.0;
  double squares = 0.0;
  for (const std::uint64_t number : draws(*distribution, kDraws)) {
    sum += static_cast<double>(number);
    squares += static_cast<double>(number) * static_cast<double>(number);
  }
  const double mean = sum / double{kDraws};
  CHECK(mean == doctest::Approx(500).epsilon(0.002));
  CHECK(std::sqrt(squares / double{kDraws} - mean * mean) == doctest::Approx(100).epsilon(0.01));
}

TEST_CASE("half of log-normal numbers lie below the median, and they have a long tail") {
  const auto distribution = made({"log_normal", {{"median", "0.01"}, {"sigma", "1"}}}, 100'001);
  std::vector<std::uint64_t> numbers = draws(*distribution, kDraws);
  std::sort(numbers.begin(), numbers.end());
  CHECK(static_cast<double>(numbers[kDraws / 2]) == doctest::Approx(1'000).epsilon(0.02));
  // e^2.326 times the median: the 99th percentile of a log-normal with sigma 1.
  CHECK(static_cast<double>(numbers[kDraws / 100 * 99]) == doctest::Approx(10'240).epsilon(0.04));
}

TEST_CASE("a random walk begins where it should, goes in small steps and stays in its range") {
  const auto distribution = made({"random_walk", {{"start", "0.5"}, {"step", "0.01"}}}, 1'001);
  const std::vector<std::uint64_t> numbers = draws(*distribution, kDraws);
  CHECK(numbers[0] == 500);
  double squares = 0.0;
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    const double step = static_cast<double>(numbers[i]) - static_cast<double>(numbers[i - 1]);
    CHECK_MESSAGE(std::abs(step) < 70.0, i);
    squares += step * step;
  }
  CHECK(std::sqrt(squares / double{kDraws}) == doctest::Approx(10).epsilon(0.02));
  const auto [least, greatest] = std::minmax_element(numbers.begin(), numbers.end());
  CHECK(*least < 100);
  CHECK(*greatest > 900);
  CHECK(*greatest <= 1'000);
}

TEST_CASE("numbers do not depend on how many are drawn at once, and stay below the count") {
  for (const DistributionInfo* info : all_distributions()) {
    CAPTURE(info->name);
    for (const std::uint64_t count : {1u, 2u, 1'000u}) {
      const auto one = made({std::string(info->name), {}}, count);
      const auto other = made({std::string(info->name), {}}, count);
      const std::vector<std::uint64_t> numbers = draws(*one, 5'000, 5'000);
      CHECK(draws(*other, 5'000, 37) == numbers);
      CHECK(*std::max_element(numbers.begin(), numbers.end()) < count);
    }
  }
}

TEST_CASE("the numbers of a seed are the same on every platform") {
  const std::pair<std::string, std::string> golden[] = {
      {"uniform", "83 378 680 924 991 769 719 850 "},
      {"zipf", "82 0 680 40 94 12 8 850 "},
      {"hot_set", "75 184 815 170 116 58 457 175 "},
      {"drifting_hot_key", "0 924 769 850 583 290 321 877 "},
      {"sequential", "0 1 2 3 4 5 6 7 "},
      {"normal", "467 587 366 682 757 742 370 689 "},
      {"log_normal", "81 180 41 337 557 504 42 354 "},
      {"random_walk", "500 497 503 494 506 524 540 531 "},
  };
  REQUIRE(std::size(golden) == all_distributions().size());
  for (const auto& [key, expected] : golden) {
    const std::string name = key;
    CAPTURE(name);
    const auto distribution = made({name, {}}, 1'000, 42);
    if (distribution == nullptr) continue;
    std::string text;
    for (const std::uint64_t number : draws(*distribution, 8)) text += std::to_string(number) + " ";
    CHECK(text == expected);
  }
}

TEST_CASE("what cannot be drawn from is refused with the reason") {
  const auto message = [](const Choice& choice, std::uint64_t count) {
    const auto made = make_distribution(choice, count, Prng(1));
    return made ? std::string() : made.error().message;
  };
  CHECK(message({"zipff", {}}, 10) == "unknown distribution 'zipff' (did you mean 'zipf'?)");
  CHECK(message({"zipf", {{"t", "1"}}}, 10) == "zipf: unknown parameter 't'");
  CHECK(message({"zipf", {{"s", "-1"}}}, 10) ==
        "zipf: s: expected at least 0 and at most 16, got -1");
  CHECK(message({"zipf", {{"s", "one"}}}, 10) != "");
  CHECK(message({"zipf", {}}, 100'000'000) ==
        "zipf takes at most 16777216 values, the field has 100000000; lower its cardinality or "
        "give a larger step");
}

}  // namespace millrace
