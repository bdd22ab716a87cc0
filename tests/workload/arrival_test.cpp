// tests/workload/arrival_test.cpp — rate curves against their integrals, arrival processes against
// their statistics.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "sim/workload/arrival.hpp"
#include "sim/workload/ziggurat.hpp"
#include "tests/workload/workload_fixtures.hpp"

namespace millrace {

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

std::vector<std::int64_t> due_times(const Scenario& scenario) {
  std::vector<std::int64_t> due_ns;
  for (const auto& block : test::blocks_of(scenario)) {
    due_ns.insert(due_ns.end(), block->due_ns.begin(), block->due_ns.end());
  }
  std::sort(due_ns.begin(), due_ns.end());
  return due_ns;
}

std::vector<std::int64_t> counts_per_second(const Scenario& scenario) {
  std::vector<std::int64_t> counts(static_cast<std::size_t>(scenario.duration.ns / kSecond));
  for (const std::int64_t due : due_times(scenario)) {
    ++counts[static_cast<std::size_t>(due / kSecond)];
  }
  return counts;
}

Scenario load(double rate, std::int64_t seconds, Choice arrivals) {
  Scenario scenario = test::trades();
  scenario.load.rate = rate;
  scenario.load.arrivals = std::move(arrivals);
  scenario.duration = {seconds * kSecond};
  return scenario;
}

}  // namespace

TEST_CASE("instants of a ramp are those of its integral") {
  LoadSpec spec;
  spec.stages = {{{10 * kSecond}, 100.0}, {{5 * kSecond}, 100.0}, {{10 * kSecond}, 0.0}};
  RateCurve curve(spec, 30 * kSecond);
  // 0 → 100/s in 10 s: 500 records; 5 s of 100/s: 500; back to 0: 500; then nothing.
  CHECK(curve.point_count() == doctest::Approx(1'500.0).epsilon(1e-12));
  CHECK(curve.rate_at(5 * kSecond) == doctest::Approx(50.0));
  CHECK(curve.rate_at(12 * kSecond) == 100.0);
  CHECK(curve.rate_at(29 * kSecond) == 0.0);
  const std::vector<double> points = {0.0, 5.0, 125.0, 500.0, 750.0, 1'000.0, 1'375.0, 1'500.0};
  std::vector<std::int64_t> due_ns(points.size());
  REQUIRE(curve.instants_of(points, due_ns) == 7);  // the last one never comes
  // 5 t² = k on the way up; 25 s − t with 5 t² = 1500 − k on the way down.
  const std::vector<std::int64_t> expected = {
      0,           kSecond, 5 * kSecond, 10 * kSecond, 12'500 * (kSecond / 1'000), 15 * kSecond,
      20 * kSecond};
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK(std::abs(due_ns[i] - expected[i]) <= 1);
}

TEST_CASE("a curve times factors has the product of both at every instant") {
  LoadSpec spec;
  spec.stages = {{{10 * kSecond}, 100.0}};
  RateCurve curve(spec, 20 * kSecond);
  const std::vector<RateFactor> factors = {{2 * kSecond, 4 * kSecond, 3.0, 3.0},
                                           {8 * kSecond, 12 * kSecond, 0.0, 2.0}};
  curve.multiply(factors);
  CHECK(curve.rate_at(1 * kSecond) == doctest::Approx(10.0));
  CHECK(curve.rate_at(3 * kSecond) == doctest::Approx(90.0));
  CHECK(curve.rate_at(4 * kSecond) == doctest::Approx(40.0));
  CHECK(curve.rate_at(8 * kSecond) == 0.0);
  CHECK(curve.rate_at(11 * kSecond) == doctest::Approx(150.0));
  CHECK(curve.rate_at(15 * kSecond) == 100.0);
}

TEST_CASE("stages end with the run, and the last target holds to its end") {
  Scenario scenario = load(1.0, 4, {"constant", {}});
  scenario.load.stages = {{{1 * kSecond}, 1'000.0}};
  CHECK(counts_per_second(scenario) == std::vector<std::int64_t>{500, 1'000, 1'000, 1'000});
  scenario.load.stages = {{{8 * kSecond}, 800.0}};
  CHECK(counts_per_second(scenario) == std::vector<std::int64_t>{50, 150, 250, 350});
}

TEST_CASE("Poisson arrivals have exponential gaps, independent of each other") {
  const std::vector<std::int64_t> due = due_times(load(50'000.0, 4, {"poisson", {}}));
  const auto count = static_cast<double>(due.size());
  CHECK(std::abs(count - 200'000.0) < 4.0 * std::sqrt(200'000.0));
  double sum = 0.0;
  double squares = 0.0;
  double products = 0.0;
  double last = 0.0;
  int longer = 0;  // than twice the mean: e^-2 of them
  for (std::size_t i = 1; i < due.size(); ++i) {
    const double gap = static_cast<double>(due[i] - due[i - 1]) / 20'000.0;
    sum += gap;
    squares += gap * gap;
    products += gap * last;
    longer += gap > 2.0 ? 1 : 0;
    last = gap;
  }
  const double mean = sum / count;
  CHECK(mean == doctest::Approx(1.0).epsilon(0.01));
  CHECK(squares / count - mean * mean == doctest::Approx(1.0).epsilon(0.02));
  CHECK(std::abs(products / count - mean * mean) < 0.01);
  CHECK(static_cast<double>(longer) / count == doctest::Approx(std::exp(-2.0)).epsilon(0.02));
}

TEST_CASE("exponential and normal numbers have their moments and tails") {
  Prng random(5);
  constexpr int kDraws = 400'000;
  double sum = 0.0;
  double fourth = 0.0;
  int tail = 0;  // beyond the last layer, drawn by logarithms
  int normal_tail = 0;
  double normal_sum = 0.0;
  double normal_squares = 0.0;
  double normal_fourth = 0.0;
  for (int i = 0; i < kDraws; ++i) {
    const double x = draw_exponential(random);
    sum += x;
    fourth += x * x * x * x;
    tail += x > 7.0 ? 1 : 0;
    const double z = draw_normal(random);
    normal_sum += z;
    normal_squares += z * z;
    normal_fourth += z * z * z * z;
    normal_tail += std::abs(z) > 3.0 ? 1 : 0;
  }
  CHECK(sum / kDraws == doctest::Approx(1.0).epsilon(0.01));
  CHECK(fourth / kDraws == doctest::Approx(24.0).epsilon(0.06));
  CHECK(static_cast<double>(tail) / kDraws == doctest::Approx(std::exp(-7.0)).epsilon(0.15));
  CHECK(std::abs(normal_sum / kDraws) < 0.01);
  CHECK(normal_squares / kDraws == doctest::Approx(1.0).epsilon(0.01));
  CHECK(normal_fourth / kDraws == doctest::Approx(3.0).epsilon(0.03));
  CHECK(static_cast<double>(normal_tail) / kDraws == doctest::Approx(0.0026998).epsilon(0.08));
}

TEST_CASE("bursts keep the mean rate, and come and go as they were said to") {
  const Scenario scenario = load(1'000.0, 6, {"bursty", {{"on", "1s"}, {"off", "2s"}}});
  const std::vector<std::int64_t> counts = counts_per_second(scenario);
  CHECK(static_cast<double>(counts[0]) == doctest::Approx(3'000.0).epsilon(0.08));
  CHECK(counts[1] == 0);
  CHECK(counts[2] == 0);
  CHECK(static_cast<double>(counts[3]) == doctest::Approx(3'000.0).epsilon(0.08));
  const Scenario quiet =
      load(1'000.0, 4, {"bursty", {{"on", "1s"}, {"off", "1s"}, {"quiet", "0.25"}}});
  const std::vector<std::int64_t> both = counts_per_second(quiet);
  CHECK(static_cast<double>(both[0]) == doctest::Approx(1'600.0).epsilon(0.1));
  CHECK(static_cast<double>(both[1]) == doctest::Approx(400.0).epsilon(0.15));
}

TEST_CASE("random bursts are of random length and keep the mean rate in the long run") {
  const Scenario scenario =
      load(100.0, 4'000, {"bursty", {{"on", "1s"}, {"off", "3s"}, {"phases", "exponential"}}});
  std::int64_t rows = 0;
  std::int64_t silent = 0;
  for (const std::int64_t count : counts_per_second(scenario)) {
    rows += count;
    silent += count == 0 ? 1 : 0;
  }
  CHECK(static_cast<double>(rows) == doctest::Approx(400'000.0).epsilon(0.08));
  // A whole second within a gap: 3/4 of the time, times e^(-1/3).
  CHECK(static_cast<double>(silent) / 4'000.0 ==
        doctest::Approx(0.75 * std::exp(-1.0 / 3.0)).epsilon(0.08));
}

TEST_CASE("day and night follow a sine around the mean") {
  const Scenario scenario =
      load(10'000.0, 8, {"diurnal", {{"period", "8s"}, {"amplitude", "0.8"}}});
  const std::vector<std::int64_t> counts = counts_per_second(scenario);
  for (std::size_t second = 0; second < 8; ++second) {
    // The integral of 1 + 0.8 sin(2πt/8) over the second.
    const double pi = 3.14159265358979;
    const auto from = static_cast<double>(second);
    const double expected =
        1.0 + 0.8 * 4.0 / pi * (std::cos(pi * from / 4.0) - std::cos(pi * (from + 1.0) / 4.0));
    CHECK(static_cast<double>(counts[second]) ==
          doctest::Approx(10'000.0 * expected).epsilon(0.05));
  }
  const Scenario night = load(10'000.0, 1, {"diurnal", {{"period", "1m"}, {"phase", "0.75"}}});
  CHECK(static_cast<double>(counts_per_second(night)[0]) == doctest::Approx(5'000).epsilon(0.05));
}

TEST_CASE("the first due times of a seed are the same on every platform") {
  const std::pair<Choice, std::string> golden[] = {
      {{"constant", {}}, "0 1000000 2000000 3000000 4000000 "},
      {{"poisson", {}}, "431908 1332074 1536757 2826510 3404142 "},
      {{"bursty", {{"phases", "exponential"}}}, "247887 1508686 1633569 1749134 2019378 "},
      {{"diurnal", {{"period", "1s"}}}, "431616 1329300 1533068 2814080 3386144 "},
  };
  for (const auto& [arrivals, expected] : golden) {
    const std::string name = arrivals.name;
    CAPTURE(name);
    const std::vector<std::int64_t> due = due_times(load(1'000.0, 1, arrivals));
    REQUIRE(due.size() > 5);
    std::string text;
    for (std::size_t i = 0; i < 5; ++i) text += std::to_string(due[i]) + " ";
    CHECK(text == expected);
  }
}

TEST_CASE("arrivals that do not fit are refused with the reason") {
  CHECK(test::error_of(load(1.0, 1, {"trace", {}})) == "trace arrivals need topic.recording");
  CHECK(test::error_of(load(1.0, 1, {"posson", {}})) ==
        "unknown arrival process 'posson' (did you mean 'poisson'?)");
  CHECK(test::error_of(load(1.0, 100'000, {"bursty", {{"on", "1us"}, {"off", "1us"}}})) ==
        "bursty: the run has more than 1048576 phases; make them longer or the run shorter");
}

}  // namespace millrace
