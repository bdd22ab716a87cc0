// tests/route/alignment_test.cpp — declared alignment, and evidence for and against it.
#include "core/route/alignment.hpp"

#include <doctest/doctest.h>

#include "tests/route/route_fixtures.hpp"

namespace millrace {
namespace {

using Names = std::vector<std::string>;

void observe(AlignmentMonitor& monitor, const Column& column, std::uint32_t source_partition) {
  monitor.observe({&column, 1}, {source_partition});
}

Column repeated(const char* key, int times) {
  return strings(std::vector<std::optional<std::string>>(static_cast<std::size_t>(times), key));
}

}  // namespace

TEST_CASE("aligned means: K is a non-empty subset of G and the key decides the partition") {
  struct Row {
    Names key;
    Names grouping;
    bool is_function;
    bool expected;
  };
  const Row rows[] = {
      {{"origin"}, {"origin"}, true, true},
      {{"origin"}, {"origin"}, false, false},
      {{"origin"}, {"destination"}, true, false},
      {{"origin"}, {"destination", "origin"}, true, true},
      {{"origin", "carrier"}, {"carrier", "origin"}, true, true},
      {{"origin", "carrier"}, {"origin"}, true, false},
      {{"origin", "origin"}, {"origin"}, true, true},
      {{"Origin"}, {"origin"}, true, false},
      {{}, {"origin"}, true, false},
      {{"origin"}, {}, true, false},
      {{}, {}, true, false},
      // System columns stand for themselves.
      {{}, {"_PARTITION"}, false, true},
      {{"origin"}, {"destination", "_partition"}, false, true},
      {{}, {"_KEY"}, true, true},
      {{}, {"_key"}, false, false},
  };
  for (const Row& row : rows) {
    CHECK(is_aligned(row.key, row.grouping, row.is_function) == row.expected);
  }
}

TEST_CASE("keys that keep to their source partition verify the declaration") {
  AlignmentMonitor monitor;
  for (std::uint32_t round = 0; round < 10; ++round) {
    observe(monitor, strings({"a", "b", "a"}), 0);
    observe(monitor, strings({"c"}), 1);
  }
  CHECK(monitor.evidence() ==
        AlignmentEvidence{.rows_checked = 40, .rows_astray = 0, .keys = 3, .keys_astray = 0});
  CHECK(monitor.evidence().verified_rate() == 1.0);
}

TEST_CASE(
    "a key on two source partitions takes its earlier rows with it, in whatever order they come") {
  AlignmentMonitor forwards;
  AlignmentMonitor backwards;
  observe(forwards, repeated("a", 60), 0);
  observe(forwards, repeated("b", 30), 1);
  observe(forwards, repeated("b", 10), 2);
  observe(backwards, repeated("b", 10), 2);
  observe(backwards, repeated("b", 30), 1);
  observe(backwards, repeated("a", 60), 0);
  CHECK(forwards.evidence() ==
        AlignmentEvidence{.rows_checked = 100, .rows_astray = 40, .keys = 2, .keys_astray = 1});
  CHECK(forwards.evidence() == backwards.evidence());
  CHECK(forwards.evidence().verified_rate() == 0.6);
}

TEST_CASE("NULL is a key like any other") {
  AlignmentMonitor monitor;
  observe(monitor, strings({std::nullopt, "a"}), 0);
  observe(monitor, strings({std::nullopt}), 1);
  CHECK(monitor.evidence() ==
        AlignmentEvidence{.rows_checked = 3, .rows_astray = 2, .keys = 2, .keys_astray = 1});
}

TEST_CASE("the rate says nothing before 30 rows") {
  AlignmentMonitor monitor;
  observe(monitor, repeated("a", 29), 0);
  CHECK_FALSE(monitor.evidence().verified_rate().has_value());
  observe(monitor, repeated("a", 1), 1);
  CHECK(monitor.evidence().verified_rate() == 0.0);
}

TEST_CASE("keys without dictionary are sampled evenly and by the batch alone") {
  std::vector<std::int64_t> numbers;
  for (std::int64_t i = 0; i < 1000; ++i) numbers.push_back(i % 10);
  AlignmentMonitor monitor({.rows_sampled = 100});
  const std::vector<Column> key = {integers(numbers)};
  monitor.observe(key, {0});
  CHECK(monitor.evidence().rows_checked == 100);
  const std::vector<Column> both = {integers({1, 2}), strings({"x", "y"})};
  AlignmentMonitor two_columns;
  two_columns.observe(both, {0});
  two_columns.observe(both, {3});
  CHECK(two_columns.evidence() ==
        AlignmentEvidence{.rows_checked = 4, .rows_astray = 4, .keys = 2, .keys_astray = 2});
}

TEST_CASE("hashes that are there already are all looked at") {
  AlignmentMonitor monitor;
  const std::vector<std::uint64_t> hashes = {1, 2, 1, 1};
  monitor.observe_hashes(hashes, {4});
  monitor.observe_hashes({hashes.data(), 1}, {5});
  CHECK(monitor.evidence() ==
        AlignmentEvidence{.rows_checked = 5, .rows_astray = 4, .keys = 2, .keys_astray = 1});
}

TEST_CASE("keys beyond the bound are not followed and not counted") {
  AlignmentMonitor monitor({.keys_max = 2});
  for (int round = 0; round < 2; ++round) observe(monitor, strings({"a", "b", "c", "d"}), 0);
  observe(monitor, strings({"c", "a"}), 1);
  CHECK(monitor.evidence() ==
        AlignmentEvidence{.rows_checked = 5, .rows_astray = 3, .keys = 2, .keys_astray = 1});
}

TEST_CASE("a wrongly declared key of a real run falls below Smart's default threshold") {
  AlignmentMonitor monitor;
  Prng random(1);
  for (int batch = 0; batch < 20; ++batch) {
    std::vector<std::optional<std::string>> keys;
    for (int row = 0; row < 50; ++row) keys.push_back("k" + std::to_string(random.below(100)));
    observe(monitor, strings(keys), static_cast<std::uint32_t>(random.below(8)));
  }
  CHECK(monitor.evidence().verified_rate().value_or(1.0) < 0.95);
}

}  // namespace millrace
