// tests/workload/velostream_test.cpp — the reference system's benchmark generators, written as
// scenarios, and the facts that follow from their formulas.
#include <doctest/doctest.h>

#include <map>
#include <set>
#include <string>

#include "tests/workload/workload_fixtures.hpp"

namespace millrace {

namespace {

using test::field;

constexpr int kRecords = 100'000;

/// i mod n, from `first` on.
FieldSpec counting(std::string name, DataType type, std::int64_t first, std::int64_t count) {
  FieldSpec spec = field(std::move(name), type);
  spec.distribution = {"sequential", {}};
  spec.min = std::to_string(first);
  spec.max = std::to_string(first + count - 1);
  spec.step = "1";
  return spec;
}

FieldSpec names(std::string name, std::string pattern, std::int64_t count) {
  FieldSpec spec = field(std::move(name), DataType::string());
  spec.pattern = std::move(pattern);
  spec.cardinality = count;
  spec.distribution = {"sequential", {}};
  return spec;
}

/// 100,000 records, one a millisecond, on 32 partitions; a second of event time passes with each.
Scenario benchmark(std::vector<std::string> key, std::vector<FieldSpec> fields) {
  Scenario scenario;
  scenario.duration = {std::int64_t{kRecords} * 1'000'000};
  scenario.load.arrivals = {"constant", {}};
  scenario.load.rate = 1'000.0;
  scenario.topic.partitions = 32;
  scenario.topic.key = std::move(key);
  scenario.topic.fields = std::move(fields);
  scenario.topic.start_time_ms = 0;
  scenario.topic.time_scale = 1'000.0;
  return scenario;
}

/// The bigint and string columns of each record by its due time, which is its number in milliseconds.
template <typename Visit>
void for_each_record(const Scenario& scenario, Visit visit) {
  int count = 0;
  for (const auto& block : test::blocks_of(scenario)) {
    for (std::uint32_t row = 0; row < block->records.row_count; ++row) {
      visit(block->due_ns[row] / 1'000'000, block->records, row);
      ++count;
    }
  }
  CHECK(count == kRecords);
}

}  // namespace

TEST_CASE(
    "S0: order i of customer i mod 1000 has amount 150 + i mod 100, so the filter passes all") {
  FieldSpec date = field("order_date", DataType::string());
  date.values = {"2024-01-15"};
  const Scenario scenario =
      benchmark({"customer_id"}, {counting("order_id", DataType::bigint(), 0, 1'000'000'000),
                                  counting("customer_id", DataType::bigint(), 0, 1'000), date,
                                  counting("total_amount", DataType::real(), 150, 100)});
  for_each_record(scenario, [](std::int64_t i, const RecordBatch& records, std::uint32_t row) {
    REQUIRE(records.columns[0].int64s()[row] == i);
    REQUIRE(records.columns[1].int64s()[row] == i % 1'000);
    REQUIRE(records.columns[2].string_at(row) == "2024-01-15");
    REQUIRE(records.columns[3].doubles()[row] == 150.0 + static_cast<double>(i % 100));
    REQUIRE(records.keys.string_at(row) == std::to_string(i % 1'000));
  });
}

TEST_CASE("S1: symbol i mod 10, price 100 + i mod 50, timestamp i seconds") {
  Scenario scenario = benchmark(
      {"symbol"}, {names("symbol", "SYM{n}", 10), counting("price", DataType::real(), 100, 50),
                   field("timestamp", DataType::bigint())});
  scenario.topic.timestamp = "timestamp";
  for_each_record(scenario, [](std::int64_t i, const RecordBatch& records, std::uint32_t row) {
    REQUIRE(records.columns[0].string_at(row) == "SYM" + std::to_string(i % 10));
    REQUIRE(records.columns[1].doubles()[row] == 100.0 + static_cast<double>(i % 50));
    REQUIRE(records.columns[2].int64s()[row] == i * 1'000);
    REQUIRE(records.event_times.int64s()[row] == i * 1'000);
  });
}

TEST_CASE("S2: 200 groups of 500 rows, each of one price") {
  const Scenario scenario = benchmark(
      {"symbol"}, {names("symbol", "SYM{n}", 200), counting("price", DataType::real(), 100, 100),
                   counting("quantity", DataType::bigint(), 0, 1'000)});
  std::map<std::string, std::pair<int, double>> groups;
  for_each_record(scenario, [&](std::int64_t /*i*/, const RecordBatch& records, std::uint32_t row) {
    auto& [count, price] = groups[std::string(records.columns[0].string_at(row))];
    if (count++ == 0) price = records.columns[1].doubles()[row];
    REQUIRE(records.columns[1].doubles()[row] == price);
  });
  CHECK(groups.size() == 200);
  for (int i = 0; i < 200; ++i) {
    const auto expected = std::pair(500, 100.0 + static_cast<double>(i % 100));
    CHECK(groups["SYM" + std::to_string(i)] == expected);
  }
}

TEST_CASE(
    "S3: 100 distinct pairs, 1668 windows of a minute, each row of a window a pair of its own") {
  Scenario scenario = benchmark({"trader_id", "symbol"},
                                {names("trader_id", "T{n}", 50), names("symbol", "SYM{n}", 100),
                                 counting("price", DataType::real(), 100, 50),
                                 counting("quantity", DataType::bigint(), 0, 1'000),
                                 field("trade_time", DataType::timestamp())});
  scenario.topic.timestamp = "trade_time";
  scenario.topic.start_time_ms = 1'000'000;
  std::set<std::string> pairs;
  std::map<std::int64_t, std::set<std::string>> windows;
  std::map<std::int64_t, int> rows;
  for_each_record(scenario, [&](std::int64_t i, const RecordBatch& records, std::uint32_t row) {
    const std::int64_t time = records.event_times.int64s()[row];
    REQUIRE(time == 1'000'000 + i * 1'000);
    const std::string key(records.keys.string_at(row));
    REQUIRE(key == "T" + std::to_string(i % 50) + "|SYM" + std::to_string(i % 100));
    pairs.insert(key);
    windows[time / 60'000 * 60'000].insert(key);
    ++rows[time / 60'000 * 60'000];
  });
  CHECK(pairs.size() == 100);
  CHECK(windows.size() == 1'668);
  CHECK(windows.begin()->first == 960'000);
  CHECK(windows.begin()->second.size() == 20);
  CHECK(windows.rbegin()->first == 100'980'000);
  CHECK(windows.rbegin()->second.size() == 20);
  for (const auto& [begin, keys] : windows) {
    CHECK(static_cast<int>(keys.size()) == rows[begin]);
  }
}

TEST_CASE("the standalone S3 has 20 distinct pairs") {
  const Scenario scenario = benchmark(
      {"trader_id"}, {names("trader_id", "TRADER{n}", 20), names("symbol", "SYM{n}", 10)});
  std::set<std::pair<std::string, std::string>> pairs;
  for_each_record(scenario, [&](std::int64_t /*i*/, const RecordBatch& records, std::uint32_t row) {
    pairs.emplace(records.columns[0].string_at(row), records.columns[1].string_at(row));
  });
  CHECK(pairs.size() == 20);
}

}  // namespace millrace
