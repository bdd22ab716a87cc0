// tests/workload/fault_test.cpp — what faults do to a topic's records, and that they do nothing to the
// others.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "core/route/partitioner.hpp"
#include "sim/workload/workload_faults.hpp"
#include "tests/workload/workload_fixtures.hpp"

namespace millrace {

namespace {

constexpr std::int64_t kMs = 1'000'000;

FaultSpec fault(std::string type, std::int64_t at_ms, std::int64_t for_ms,
                std::vector<std::pair<std::string, std::string>> parameters) {
  FaultSpec spec;
  spec.type = std::move(type);
  spec.at = {at_ms * kMs};
  if (for_ms > 0) spec.lasts = VirtualDuration{for_ms * kMs};
  spec.parameters = std::move(parameters);
  return spec;
}

Scenario with_fault(const FaultSpec& spec) {
  Scenario scenario = test::trades();
  scenario.faults = {spec};
  return scenario;
}

std::int64_t due_of(const std::string& record) {
  return std::stoll(record);
}

/// Records that both have, and those of the first that the second has not.
std::pair<std::size_t, std::vector<std::string>> kept_and_lost(
    const std::vector<std::string>& before, const std::vector<std::string>& after) {
  const std::multiset<std::string> there(after.begin(), after.end());
  std::vector<std::string> lost;
  for (const std::string& record : before) {
    if (there.count(record) == 0) lost.push_back(record);
  }
  return {before.size() - lost.size(), lost};
}

}  // namespace

TEST_CASE("a burst multiplies the rate while it lasts, and comes again") {
  Scenario scenario = with_fault(fault("burst", 100, 100, {{"factor", "3"}}));
  scenario.faults[0].every = VirtualDuration{500 * kMs};
  std::map<std::int64_t, int> per_100_ms;
  for (const std::string& record : test::records_of(scenario)) {
    ++per_100_ms[due_of(record) / (100 * kMs)];
  }
  const std::map<std::int64_t, int> expected = {{0, 100}, {1, 300}, {2, 100}, {3, 100}, {4, 100},
                                                {5, 100}, {6, 300}, {7, 100}, {8, 100}, {9, 100}};
  CHECK(per_100_ms == expected);
}

TEST_CASE("a hot key takes its share of the rows in its time, and changes no others") {
  const std::vector<std::string> before = test::values_of(test::trades(), "trader_id");
  const Scenario scenario = with_fault(fault(
      "hot_key", 200, 600, {{"field", "trader_id"}, {"value", "trader_7"}, {"share", "0.5"}}));
  const std::vector<std::string> after = test::values_of(scenario, "trader_id");
  REQUIRE(after.size() == 1'000);
  int hot = 0;
  for (std::size_t i = 0; i < after.size(); ++i) {
    const bool is_inside = i >= 200 && i < 800;
    if (is_inside && after[i] == "trader_7") ++hot;
    if (!is_inside || after[i] != "trader_7") CHECK(after[i] == before[i]);
  }
  CHECK(hot == doctest::Approx(600 * 0.55).epsilon(0.1));
  CHECK(test::values_of(scenario, "price") == test::values_of(test::trades(), "price"));
}

TEST_CASE("a silent partition gets nothing while it pauses; all other records stay the same") {
  const std::vector<std::string> prices = test::values_of(test::trades(), "price");
  const Scenario scenario = with_fault(fault("source_pause", 300, 200, {{"partition", "2"}}));
  std::map<std::uint32_t, std::int64_t> next;
  std::size_t count = 0;
  for (const auto& block : test::blocks_of(scenario)) {
    for (std::uint32_t row = 0; row < block->records.row_count; ++row, ++count) {
      CHECK(block->records.offset_at(row) == next[block->partition.value]++);
      const std::int64_t due_ms = block->due_ns[row] / kMs;
      CHECK(!(block->partition.value == 2 && due_ms >= 300 && due_ms < 500));
      std::string price;
      append_text(price, block->records.columns[1], row);
      CHECK(price == prices[static_cast<std::size_t>(due_ms)]);
    }
  }
  std::size_t dropped = 0;
  for (const auto& block : test::blocks_of(test::trades())) {
    if (block->partition.value != 2) continue;
    for (const std::int64_t due : block->due_ns) {
      dropped += due >= 300 * kMs && due < 500 * kMs ? 1 : 0;
    }
  }
  CHECK(dropped > 0);
  CHECK(count + dropped == 1'000);
}

TEST_CASE("records of a held partition can be had when the pause is over, and no later") {
  const Scenario scenario =
      with_fault(fault("source_pause", 300, 200, {{"partition", "2"}, {"mode", "held"}}));
  CHECK(test::records_of(scenario) == test::records_of(test::trades()));
  int held = 0;
  for (const auto& block : test::blocks_of(scenario)) {
    for (std::uint32_t row = 0; row < block->records.row_count; ++row) {
      const std::int64_t due = block->due_ns[row];
      const bool is_held = block->partition.value == 2 && due >= 300 * kMs && due < 500 * kMs;
      CHECK(block->available_ns[row] == (is_held ? 500 * kMs : due));
      held += is_held ? 1 : 0;
    }
  }
  CHECK(held > 0);
}

TEST_CASE("a wrong clock shifts the event times of its producer alone") {
  Scenario scenario = test::trades();
  scenario.topic.producers = {{"java", 3.0, "", {}}, {"python", 1.0, "consistent_random", {}}};
  const std::vector<std::string> right = test::values_of(scenario, "event_time");
  scenario.faults = {fault("clock_skew", 500, 0, {{"producer", "python"}, {"skew", "-2h"}})};
  const std::vector<std::string> wrong = test::values_of(scenario, "event_time");
  int shifted = 0;
  for (std::size_t i = 0; i < right.size(); ++i) {
    if (right[i] == wrong[i]) continue;
    CHECK(i >= 500);
    CHECK(right[i].substr(0, 13) == "2024-01-01T00");
    CHECK(wrong[i].substr(0, 13) == "2023-12-31T22");
    ++shifted;
  }
  CHECK(shifted == doctest::Approx(125).epsilon(0.3));
}

TEST_CASE(
    "added partitions are there from their time on, and keys go where the client then puts them") {
  const Scenario scenario = with_fault(fault("add_partitions", 500, 0, {{"count", "3"}}));
  auto generator = make_topic_generator(scenario);
  REQUIRE(generator.has_value());
  CHECK(generator.value()->partition_count() == 4);
  CHECK(generator.value()->partition_count_at({500 * kMs - 1}) == 4);
  CHECK(generator.value()->partition_count_at({500 * kMs}) == 7);
  const auto before = partitioner_named("java_default").value()->make({.partition_count = 4});
  const auto after = partitioner_named("java_default").value()->make({.partition_count = 7});
  bool has_new = false;
  for (const auto& block : test::blocks_of(scenario)) {
    for (std::uint32_t row = 0; row < block->records.row_count; ++row) {
      const auto& client = block->due_ns[row] < 500 * kMs ? before : after;
      CHECK(client.value()->partition_of(block->records.keys.string_at(row), 0) ==
            block->partition.value);
    }
    has_new = has_new || block->partition.value >= 4;
  }
  CHECK(has_new);
}

TEST_CASE("poison records hold offsets, are in no batch, and keep what is left of them") {
  const Scenario scenario = with_fault(fault("poison_records", 200, 500, {{"share", "0.1"}}));
  std::size_t rows = 0;
  std::size_t letters = 0;
  std::map<std::uint32_t, std::set<std::int64_t>> offsets;
  for (const auto& block : test::blocks_of(scenario)) {
    rows += block->records.row_count;
    letters += block->unreadable.size();
    for (std::uint32_t row = 0; row < block->records.row_count; ++row) {
      CHECK(offsets[block->partition.value].insert(block->records.offset_at(row)).second);
    }
    for (const UnreadableRecord& record : block->unreadable) {
      CHECK(offsets[block->partition.value].insert(record.letter.offset).second);
      CHECK(record.letter.source_partition == block->partition);
      CHECK(record.letter.topic == "trades");
      CHECK(record.due_ns >= 200 * kMs);
      CHECK(record.due_ns < 700 * kMs);
      CHECK(record.letter.original.substr(0, 21) == "{\"trader_id\":\"trader_");
      CHECK(record.letter.error == "poison record: it ends after " +
                                       std::to_string(record.letter.original.size()) +
                                       " bytes, in the middle of an object");
    }
  }
  CHECK(rows + letters == 1'000);
  CHECK(static_cast<double>(letters) == doctest::Approx(50).epsilon(0.4));
  for (const auto& [partition, seen] : offsets) {
    CHECK(*seen.rbegin() + 1 == static_cast<std::int64_t>(seen.size()));
  }
}

TEST_CASE("a fault more changes nothing in what the others do") {
  const FaultSpec hot =
      fault("hot_key", 200, 600, {{"field", "trader_id"}, {"value", "trader_7"}, {"share", "0.3"}});
  const std::vector<std::string> one = test::records_of(with_fault(hot));
  Scenario scenario = with_fault(hot);
  // Before it in the file, of its kind, and over after 100 ms.
  scenario.faults.insert(
      scenario.faults.begin(),
      fault("hot_key", 0, 100, {{"field", "trader_id"}, {"value", "trader_1"}, {"share", "1"}}));
  const std::vector<std::string> values = test::values_of(with_fault(hot), "trader_id");
  const std::vector<std::string> both = test::values_of(scenario, "trader_id");
  for (std::size_t i = 0; i < both.size(); ++i) {
    CHECK(both[i] == (i < 100 ? std::string("trader_1") : values[i]));
  }
  scenario = with_fault(hot);
  scenario.faults.push_back(fault("poison_records", 0, 0, {{"share", "0.2"}}));
  const auto [kept, lost] = kept_and_lost(one, test::records_of(scenario));
  CHECK(static_cast<double>(lost.size()) == doctest::Approx(200).epsilon(0.25));
  CHECK(kept + lost.size() == one.size());
}

TEST_CASE("the engine's own faults are passed over") {
  const Scenario scenario = with_fault(fault("slow_core", 0, 0, {{"core", "1"}}));
  CHECK(test::records_of(scenario) == test::records_of(test::trades()));
}

TEST_CASE("faults that do not fit are refused with the reason") {
  const std::pair<FaultSpec, const char*> cases[] = {
      {fault("hot_key", 0, 0, {{"field", "trader"}, {"value", "x"}}),
       "hot_key: the topic has no column 'trader'"},
      {fault("hot_key", 0, 0, {{"field", "trader_id"}, {"value", "trader_10"}}),
       "hot_key: field 'trader_id' never has the value 'trader_10'"},
      {fault("hot_key", 0, 0, {{"value", "trader_1"}}), "hot_key: field: missing"},
      {fault("clock_skew", 0, 0, {{"producer", "go"}, {"skew", "1s"}}),
       "clock_skew: no producer is called 'go'"},
      {fault("add_partitions", 0, 0, {{"count", "0"}}),
       "add_partitions: count: expected at least 1 and at most 10000, got 0"},
      {fault("poison_records", 0, 0, {{"share", "2"}}), nullptr},
      {fault("source_pause", 0, 0, {{"mode", "loud"}}), "source_pause: mode: unknown word 'loud'"},
  };
  for (const auto& [spec, expected] : cases) {
    const std::string type = spec.type;
    CAPTURE(type);
    const std::string message = test::error_of(with_fault(spec));
    CHECK(message != "");
    if (expected != nullptr) CHECK(message == expected);
  }
}

}  // namespace millrace
