// tests/study/statistics_test.cpp — against figures of published tables.
#include "sim/study/statistics.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "core/base/prng.hpp"

namespace millrace {

TEST_CASE("Student's t at 97.5 % is that of the tables") {
  const std::pair<std::int64_t, double> table[] = {
      {1, 12.706}, {4, 2.776},  {9, 2.262},  {19, 2.093},  {30, 2.042},
      {31, 2.040}, {40, 2.021}, {60, 2.000}, {120, 1.980}, {1'000'000, 1.960}};
  for (const auto& line : table) {
    const std::int64_t degrees = line.first;
    const double t = line.second;
    CAPTURE(degrees);
    CHECK(student_t_975(degrees) == doctest::Approx(t).epsilon(0.0003));
  }
}

TEST_CASE("an estimate is the mean and its 95 % confidence interval") {
  const std::vector<double> values = {9, 10, 11, 10, 10};
  const Estimate estimate = estimate_of(values);
  CHECK(estimate.mean == 10.0);
  // s = sqrt(0.5), t(4) = 2.7764: 2.7764 × sqrt(0.5 / 5).
  CHECK(estimate.half_width == doctest::Approx(0.87798).epsilon(1e-4));
  CHECK(estimate.count == 5);
  CHECK(estimate_of(std::vector<double>{3.0}).half_width == 0.0);
  CHECK(estimate_of(std::vector<double>{}).count == 0);
}

TEST_CASE("the interval covers the true mean in about 95 of 100 studies") {
  Prng prng(11);
  int covered = 0;
  for (int study = 0; study < 1'000; ++study) {
    std::vector<double> values;
    for (int i = 0; i < 10; ++i) {
      double sum = 0.0;  // of 12 uniform draws: nearly normal around 6
      for (int draw = 0; draw < 12; ++draw) sum += prng.unit();
      values.push_back(sum);
    }
    const Estimate estimate = estimate_of(values);
    covered +=
        estimate.mean - estimate.half_width <= 6.0 && 6.0 <= estimate.mean + estimate.half_width;
  }
  CHECK(covered >= 930);
  CHECK(covered <= 970);
}

TEST_CASE("MSER-5 cuts off the transient, and nothing where there is none") {
  Prng prng(3);
  std::vector<double> steady;
  for (int i = 0; i < 200; ++i) steady.push_back(10.0 + prng.unit());
  CHECK(mser5_warm_up(steady) <= 50);
  std::vector<double> rising = steady;
  for (std::size_t i = 0; i < 40; ++i) rising[i] -= 0.25 * static_cast<double>(40 - i);
  CHECK(mser5_warm_up(rising) >= 35);
  CHECK(mser5_warm_up(rising) <= 90);
  CHECK(mser5_warm_up(std::vector<double>(100, 7.0)) == 0);
  CHECK(mser5_warm_up(std::vector<double>(15, 7.0)) == 0);
}

}  // namespace millrace
