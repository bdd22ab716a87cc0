// tests/workload/zipf_table_test.cpp — the published table of Zipf keys: share of the hottest one, the
// ceiling it sets, and the loads that routing by hash and by source partition lead to.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/base/hash.hpp"
#include "core/route/partitioner.hpp"
#include "sim/workload/distribution.hpp"
#include "tests/workload/workload_fixtures.hpp"

namespace millrace {

namespace {

constexpr double kWorkers = 8.0;

double rounded(double value, int digits) {
  const double factor = digits == 2 ? 100.0 : 1'000.0;
  return std::floor(value * factor + 0.5) / factor;
}

double max_over_mean(const std::vector<double>& load) {
  double total = 0.0;
  for (const double rows : load) total += rows;
  return *std::max_element(load.begin(), load.end()) / (total / static_cast<double>(load.size()));
}

struct Figure {
  const char* s;
  int keys;
  double p1;
  double ceiling;  // workers that can be kept busy, of 8
  double hashed;   // max/mean under FNV-1a 64 mod 8
  double natural;  // max/mean under murmur2 mod 50 mod 8
};

constexpr Figure kFigures[] = {
    {"0", 100, 0.010, 8.00, 1.040, 1.440},     {"0", 10'000, 0.000, 8.00, 1.002, 1.141},
    {"0.8", 1'000, 0.065, 8.00, 1.381, 1.342}, {"1.0", 1'000, 0.134, 7.49, 1.801, 1.703},
    {"1.2", 1'000, 0.231, 4.34, 2.412, 2.275}, {"1.5", 1'000, 0.392, 2.55, 3.473, 3.337},
};

}  // namespace

TEST_CASE("Zipf keys have the hottest share and the ceiling of the table") {
  for (const Figure& figure : kFigures) {
    CAPTURE(figure.s);
    CAPTURE(figure.keys);
    const auto zipf = make_distribution({"zipf", {{"s", figure.s}}},
                                        static_cast<std::uint64_t>(figure.keys), Prng(1));
    REQUIRE(zipf.has_value());
    const double p1 = zipf.value()->hottest_share().value_or(-1.0);
    CHECK(rounded(p1, 3) == figure.p1);
    CHECK(rounded(std::min(kWorkers, 1.0 / p1), 2) == figure.ceiling);
  }
}

TEST_CASE("Zipf records of a topic lead to the max/mean of the table") {
  const auto murmur = partitioner_named("murmur2").value()->make({.partition_count = 50}).value();
  for (const Figure& figure : kFigures) {
    CAPTURE(figure.s);
    CAPTURE(figure.keys);
    Scenario scenario = test::trades();
    scenario.load.rate = 400'000.0;
    scenario.topic.partitions = 50;
    scenario.topic.fields[0].cardinality = figure.keys;
    scenario.topic.fields[0].distribution = {"zipf", {{"s", figure.s}}};
    std::vector<double> hashed(8, 0.0);
    std::vector<double> natural(8, 0.0);
    for (const auto& block : test::blocks_of(scenario)) {
      for (std::uint32_t row = 0; row < block->records.row_count; ++row) {
        hashed[fnv1a_64(block->records.keys.string_at(row)) % 8] += 1.0;
      }
      natural[block->partition.value % 8] += block->records.row_count;
    }
    // Drawn, not summed up: within one in a hundred of the table.
    CHECK(max_over_mean(hashed) == doctest::Approx(figure.hashed).epsilon(0.01));
    CHECK(max_over_mean(natural) == doctest::Approx(figure.natural).epsilon(0.01));
  }
}

}  // namespace millrace
