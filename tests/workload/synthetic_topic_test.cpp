// tests/workload/synthetic_topic_test.cpp — the records of a synthetic topic.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "core/route/partitioner.hpp"
#include "sim/workload/synthetic_topic.hpp"
#include "tests/workload/workload_fixtures.hpp"

namespace millrace {

using test::records_of;
using test::trades;

namespace {

constexpr std::int64_t kMs = 1'000'000;

FaultSpec fault(std::string type, std::int64_t at_ms, std::int64_t for_ms,
                std::vector<std::pair<std::string, std::string>> parameters) {
  FaultSpec spec;
  spec.type = std::move(type);
  spec.at = {at_ms * kMs};
  spec.lasts = VirtualDuration{for_ms * kMs};
  spec.parameters = std::move(parameters);
  return spec;
}

/// Clients that keep state, keys of several columns, NULLs, followers, and every fault.
Scenario everything_at_once() {
  Scenario scenario = trades();
  scenario.load.arrivals = {"bursty", {{"on", "50ms"}, {"off", "20ms"}, {"quiet", "0.2"}}};
  scenario.topic.disorder = {0.2, {"log_normal", {}}, {5'000 * kMs}};
  scenario.topic.fields[0].distribution = {"drifting_hot_key", {{"every", "100ms"}}};
  scenario.topic.fields[0].null_share = 0.2;
  scenario.topic.fields[1].distribution = {"random_walk", {}};
  FieldSpec desk = test::field("desk", DataType::bigint());
  desk.cardinality = 3;
  desk.follows = "trader_id";
  scenario.topic.fields.push_back(desk);
  scenario.topic.producers = {{"java", 2.0, "java_default", {}},
                              {"go", 1.0, "sticky", {"desk", "trader_id"}},
                              {"c", 1.0, "consistent_random", {"price"}}};
  scenario.faults = {
      fault("burst", 100, 200, {{"factor", "2"}}),
      fault("hot_key", 200, 300, {{"field", "trader_id"}, {"value", "trader_3"}}),
      fault("clock_skew", 300, 300, {{"producer", "go"}, {"skew", "3s"}}),
      fault("add_partitions", 500, 1, {{"count", "2"}}),
      fault("source_pause", 600, 100, {{"partition", "1"}, {"mode", "held"}}),
      fault("source_pause", 700, 100, {{"partition", "2"}}),
      fault("poison_records", 50, 900, {{"share", "0.05"}}),
  };
  return scenario;
}

struct Topic {
  std::vector<std::string> records;
  std::set<std::string> letters;  // "due available partition:offset original"
};

Topic topic_of(const Scenario& scenario, std::uint32_t rows_at_once) {
  Topic topic;
  auto generator = make_synthetic_topic(scenario, rows_at_once);
  if (!generator) {
    FAIL_CHECK(generator.error().message);
    return topic;
  }
  std::vector<std::shared_ptr<const TopicBlock>> all;
  while (true) {
    const auto blocks = generator.value()->next();
    if (blocks.empty()) break;
    all.insert(all.end(), blocks.begin(), blocks.end());
  }
  topic.records = records_of(all);
  for (const auto& block : all) {
    for (const UnreadableRecord& record : block->unreadable) {
      topic.letters.insert(std::to_string(record.due_ns) + " " +
                           std::to_string(record.available_ns) + " " +
                           std::to_string(block->partition.value) + ":" +
                           std::to_string(record.letter.offset) + " " + record.letter.original);
    }
  }
  return topic;
}

}  // namespace

TEST_CASE("an even load has a record every so many nanoseconds, from 0 to the end of the run") {
  const std::vector<std::string> records = records_of(trades());
  REQUIRE(records.size() == 1'000);
  for (std::size_t i = 0; i < records.size(); ++i) {
    const std::string due = std::to_string(i * 1'000'000) + " ";
    CHECK(records[i].substr(0, due.size()) == due);
  }
}

TEST_CASE("records do not depend on how many are generated at once, whatever the scenario has") {
  const Scenario scenario = everything_at_once();
  const Topic whole = topic_of(scenario, 4'096);
  CHECK(whole.records.size() > 800);
  CHECK(whole.letters.size() > 10);
  for (const std::uint32_t rows_at_once : {1u, 7u, 100u}) {
    const Topic parts = topic_of(scenario, rows_at_once);
    CHECK(parts.records == whole.records);
    CHECK(parts.letters == whole.letters);
  }
}

TEST_CASE("each key lies where its client's partitioner puts it, with offsets from 0 on") {
  const auto murmur = partitioner_named("java_default").value()->make({.partition_count = 4});
  REQUIRE(murmur.has_value());
  std::map<std::uint32_t, std::int64_t> next_offset;
  for (const auto& block : test::blocks_of(trades())) {
    for (std::uint32_t row = 0; row < block->records.row_count; ++row) {
      CHECK(block->records.offset_at(row) == next_offset[block->partition.value]++);
      CHECK(murmur.value()->partition_of(block->records.keys.string_at(row), 0) ==
            block->partition.value);
    }
  }
}

TEST_CASE("another field changes nothing in the others") {
  Scenario scenario = trades();
  const std::vector<std::string> prices = test::values_of(scenario, "price");
  scenario.topic.fields.insert(scenario.topic.fields.begin(),
                               test::field("quantity", DataType::bigint()));
  CHECK(test::values_of(scenario, "price") == prices);
}

}  // namespace millrace
