// tests/route/placement_figures_test.cpp — published and recomputed figures of how keys spread over
// workers.
#include <doctest/doctest.h>

#include <cmath>

#include "core/base/hash.hpp"
#include "core/route/partitioner.hpp"
#include "tests/route/route_fixtures.hpp"

namespace millrace {
namespace {

double max_over_mean(const std::vector<double>& load) {
  double highest = 0;
  double total = 0;
  for (const double rows : load) {
    highest = rows > highest ? rows : highest;
    total += rows;
  }
  return highest / (total / static_cast<double>(load.size()));
}

double rounded(double value, int digits) {
  const double factor = digits == 2 ? 100.0 : 1000.0;
  return std::floor(value * factor + 0.5) / factor;
}

std::vector<std::optional<std::string>> names(const char* prefix, int count) {
  std::vector<std::optional<std::string>> result;
  for (int i = 0; i < count; ++i) result.push_back(prefix + std::to_string(i));
  return result;
}

std::uint32_t worker_by_fnv(std::string_view key, std::uint32_t workers) {
  const std::string_view values[] = {key};
  return static_cast<std::uint32_t>(hash_of_text_key(HashFunction::kFnv, values) % workers);
}

}  // namespace

TEST_CASE("50 source partitions under Sticky: max/mean rows per worker by number of workers") {
  const std::pair<std::uint32_t, double> figures[] = {{5, 1.00},  {6, 1.08},  {7, 1.12},
                                                      {8, 1.12},  {9, 1.08},  {10, 1.00},
                                                      {12, 1.20}, {16, 1.28}, {25, 1.00}};
  for (const auto& [workers, expected] : figures) {
    const auto strategy =
        strategy_of("sticky", {.worker_count = workers, .source_partition_count = 50});
    std::vector<double> load(workers, 0.0);
    for (std::uint32_t partition = 0; partition < 50; ++partition) {
      for (const std::uint32_t worker : workers_of(
               *strategy,
               {.row_count = 10, .source_partition = {partition}, .worker_count = workers})) {
        load[worker] += 1;
      }
    }
    CHECK(rounded(max_over_mean(load), 2) == expected);
  }
}

TEST_CASE("FNV keeps a key's low bits: desks A I Q Y a i q y all land on worker 4 of 8") {
  for (const char* desk : {"A", "I", "Q", "Y", "a", "i", "q", "y"})
    CHECK(worker_by_fnv(desk, 8) == 4);
  // The default hash has no such habit.
  std::vector<int> load(8, 0);
  const auto strategy = strategy_of("always_hash", {.worker_count = 8, .has_grouping = true});
  const auto hashes =
      hashes_of(strategy->hash_function(), {strings({"A", "I", "Q", "Y", "a", "i", "q", "y"})});
  for (const std::uint32_t worker :
       workers_of(*strategy, {.row_count = 8, .worker_count = 8}, hashes)) {
    load[worker] += 1;
  }
  for (const int rows : load) CHECK(rows <= 4);
}

TEST_CASE("plain FNV spreads Velostream's test keys as measured there") {
  std::vector<int> symbols(8, 0);
  for (int i = 0; i < 10; ++i) symbols[worker_by_fnv("SYM" + std::to_string(i), 8)] += 1;
  CHECK(symbols == std::vector<int>{1, 1, 1, 1, 2, 1, 1, 2});
  std::vector<int> pairs(8, 0);
  for (int i = 0; i < 100; ++i) {
    const std::string trader = "T" + std::to_string(i % 50);
    const std::string symbol = "SYM" + std::to_string(i % 100);
    const std::string_view key[] = {trader, symbol};
    pairs[hash_of_text_key(HashFunction::kFnv, key) % 8] += 1;
  }
  CHECK(pairs == std::vector<int>{10, 8, 11, 3, 20, 17, 9, 22});
}

TEST_CASE("AlwaysHash with fnv and aligned Sticky over 50 partitions, by skew of the keys") {
  struct Figure {
    bool is_zipf;  // weight 1/(i+1) of key i, else uniform
    int keys;
    double always_hash;
    double sticky;
  };
  const Figure figures[] = {
      {false, 100, 1.040, 1.440}, {false, 10'000, 1.002, 1.141}, {true, 1'000, 1.801, 1.703}};
  const auto partitioner =
      partitioner_named("murmur2").value()->make({.partition_count = 50}).value();
  for (const Figure& figure : figures) {
    CAPTURE(figure.keys);
    const auto keys = names("trader_", figure.keys);
    const auto hashes = hashes_of(HashFunction::kFnv, {strings(keys)});
    const auto always = strategy_of("always_hash", {.worker_count = 8, .has_grouping = true});
    const auto sticky = strategy_of("sticky", {.worker_count = 8});
    const auto hashed = workers_of(
        *always, {.row_count = static_cast<std::uint32_t>(figure.keys), .worker_count = 8}, hashes);
    std::vector<double> hash_load(8, 0.0);
    std::vector<double> sticky_load(8, 0.0);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const double weight = figure.is_zipf ? 1.0 / static_cast<double>(i + 1) : 1.0;
      const std::uint32_t partition = partitioner->partition_of(*keys[i], 100);
      hash_load[hashed[i]] += weight;
      sticky_load[workers_of(
          *sticky, {.row_count = 1, .source_partition = {partition}, .worker_count = 8})[0]] +=
          weight;
    }
    CHECK(rounded(max_over_mean(hash_load), 3) == figure.always_hash);
    CHECK(rounded(max_over_mean(sticky_load), 3) == figure.sticky);
  }
}

TEST_CASE(
    "the default hash spreads numbered keys over any number of workers, strings and integers "
    "alike") {
  constexpr int kKeys = 10'000;
  std::vector<std::int64_t> numbers;
  std::vector<std::int64_t> multiples;
  for (std::int64_t i = 0; i < kKeys; ++i) {
    numbers.push_back(i);
    multiples.push_back(i * 4096);
  }
  for (const Column& keys :
       {strings(names("trader_", kKeys)), integers(numbers), integers(multiples)}) {
    for (const HashFunction function : {HashFunction::kXxhash, HashFunction::kMurmur3}) {
      const auto hashes = hashes_of(function, {keys});
      for (const std::uint32_t workers : {2u, 3u, 7u, 8u, 32u}) {
        std::vector<double> load(workers, 0.0);
        for (const std::uint64_t hash : hashes) load[hash % workers] += 1;
        // Chi squared: mean workers − 1, standard deviation sqrt(2 (workers − 1)).
        const double mean = static_cast<double>(kKeys) / workers;
        double chi_squared = 0;
        for (const double rows : load) chi_squared += (rows - mean) * (rows - mean) / mean;
        const double freedom = workers - 1;
        CHECK(chi_squared < freedom + 5 * std::sqrt(2 * freedom));
      }
    }
  }
}

}  // namespace millrace
