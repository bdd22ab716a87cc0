// tests/workload/field_values_test.cpp — what numbers stand for, by type.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

#include "sim/workload/field_values.hpp"
#include "tests/workload/workload_fixtures.hpp"

namespace millrace {

namespace {

using test::field;

FieldSpec between(DataType type, std::string min, std::string max, std::string step = "") {
  FieldSpec spec = field("x", type);
  spec.min = std::move(min);
  spec.max = std::move(max);
  spec.step = std::move(step);
  return spec;
}

/// "count: first second … last".
std::string described(const FieldSpec& spec) {
  auto values = make_field_values(spec, kStartTimeDefaultMs);
  if (!values) return values.error().message;
  const std::uint64_t count = values.value()->value_count();
  const std::vector<std::uint64_t> numbers = {0, std::min<std::uint64_t>(1, count - 1), count - 1};
  const Column column = values.value()->column_of(numbers, {});
  CHECK(column.type() == spec.type);
  std::string text = std::to_string(count) + ":";
  for (std::uint32_t row = 0; row < 3; ++row) {
    text += ' ';
    std::string value;
    append_text(value, column, row);
    CHECK(values.value()->number_of(value) == numbers[row]);
    text += value;
  }
  return text;
}

}  // namespace

TEST_CASE("numbers lie in even steps from min to max, on what their type can hold") {
  const std::pair<FieldSpec, const char*> cases[] = {
      {field("x", DataType::bigint()), "1000: 0 1 999"},
      {between(DataType::bigint(), "5", ""), "1000: 5 6 1004"},
      {between(DataType::bigint(), "-3", "3"), "7: -3 -2 3"},
      {between(DataType::bigint(), "0", "100", "30"), "4: 0 30 90"},
      {between(DataType::bigint(), "-9223372036854775807", "9223372036854775807"),
       "18446744073709551615: -9223372036854775807 -9223372036854775806 9223372036854775807"},
      {field("x", DataType::decimal(12, 2)), "10001: 0.00 0.01 100.00"},
      {between(DataType::decimal(12, 2), "-0.05", "0.05", "0.05"), "3: -0.05 0.00 0.05"},
      {field("x", DataType::real()), "1000001: 0 0.0001 100"},
      {between(DataType::real(), "100", "149", "1"), "50: 100 101 149"},
      {between(DataType::real(), "0.1", "0.3", "0.1"), "3: 0.1 0.2 0.3"},
      {between(DataType::real(), "1e-3", "2e-3", "1e-3"), "2: 0.001 0.002 0.002"},
      {between(DataType::timestamp(), "", ""),
       "86400001: 2024-01-01T00:00:00.000Z 2024-01-01T00:00:00.001Z 2024-01-02T00:00:00.000Z"},
      {between(DataType::timestamp(), "2001-01-31", "2001-02-01", "3600000"),
       "25: 2001-01-31T00:00:00.000Z 2001-01-31T01:00:00.000Z 2001-02-01T00:00:00.000Z"},
      {field("x", DataType::boolean()), "2: false true true"},
      {field("x", DataType::string()), "1000: x_0 x_1 x_999"},
  };
  for (const auto& [spec, expected] : cases) CHECK(described(spec) == expected);
}

TEST_CASE("a huge DOUBLE range still has a million steps") {
  auto values = make_field_values(between(DataType::real(), "0", "1000000000000000"), 0);
  REQUIRE(values.has_value());
  CHECK(values.value()->value_count() == 1'000'001);
}

TEST_CASE("enums have the values that were spelled out, of any type") {
  FieldSpec spec = field("x", DataType::decimal(5, 2));
  spec.values = {"1.5", "-2", "0.25"};
  CHECK(described(spec) == "3: 1.50 -2.00 0.25");
  spec = field("x", DataType::string());
  spec.values = {"AAPL", "GOOGL"};
  CHECK(described(spec) == "2: AAPL GOOGL GOOGL");
  spec = field("x", DataType::boolean());
  spec.values = {"true"};
  CHECK(described(spec) == "1: true true true");
  spec = field("x", DataType::real());
  spec.values = {"0.1", "2.5"};
  CHECK(described(spec) == "2: 0.1 2.5 2.5");
}

TEST_CASE("a pattern has the number wherever it says so, and reads only its own texts back") {
  FieldSpec spec = field("x", DataType::string());
  spec.pattern = "desk-{n}/{n}";
  spec.cardinality = 20;
  CHECK(described(spec) == "20: desk-0/0 desk-1/1 desk-19/19");
  const auto values = make_field_values(spec, 0);
  CHECK(values.value()->number_of("desk-7/7") == 7);
  for (const char* other :
       {"desk-7/8", "desk-20/20", "desk-07/07", "desk-", "x", "desk--1/-1", ""}) {
    CHECK(!values.value()->number_of(other).has_value());
  }
}

TEST_CASE("bounds that make no sense are refused with the field's name") {
  CHECK(described(between(DataType::bigint(), "10", "5")) == "field x: max 5 is below min 10");
  CHECK(described(between(DataType::bigint(), "", "-5")) ==
        "field x: max -5 is below min (default)");
  CHECK(described(between(DataType::decimal(5, 2), "0.001", "1")) ==
        "field x: min '0.001' is no DECIMAL(5,2)");
  CHECK(described(between(DataType::bigint(), "0", "1", "0")) ==
        "field x: step must be more than 0");
  FieldSpec spec = field("x", DataType::bigint());
  spec.values = {"one"};
  CHECK(described(spec) == "field x: cannot read 'one' as BIGINT");
}

TEST_CASE("followers go together with their leader") {
  Scenario scenario = test::trades();
  FieldSpec desk = field("desk", DataType::string());
  desk.cardinality = 3;
  desk.follows = "trader_id";
  scenario.topic.fields.insert(scenario.topic.fields.begin(), desk);
  const std::vector<std::string> desks = test::values_of(scenario, "desk");
  const std::vector<std::string> traders = test::values_of(scenario, "trader_id");
  CHECK(traders == test::values_of(test::trades(), "trader_id"));
  for (std::size_t i = 0; i < desks.size(); ++i) {
    const int trader = std::stoi(traders[i].substr(7));
    CHECK(desks[i] == "desk_" + std::to_string(trader % 3));
  }
  scenario.topic.fields[0].follows = "desk";
  CHECK(test::error_of(scenario) == "fields follow each other in a circle");
  scenario.topic.fields[0].follows = "nobody";
  CHECK(test::error_of(scenario) == "field desk: there is no field 'nobody' to follow");
}

TEST_CASE("NULLs have their share, in keys too, and records without key are spread by the client") {
  Scenario scenario = test::trades();
  scenario.topic.fields[0].null_share = 0.3;
  scenario.topic.partitioner = "consistent_random";
  int nulls = 0;
  std::set<std::uint32_t> partitions;
  for (const auto& block : test::blocks_of(scenario)) {
    for (std::uint32_t row = 0; row < block->records.row_count; ++row) {
      CHECK(block->records.keys.is_null(row) == block->records.columns[0].is_null(row));
      if (!block->records.keys.is_null(row)) continue;
      ++nulls;
      partitions.insert(block->partition.value);
    }
  }
  CHECK(nulls == doctest::Approx(300).epsilon(0.15));
  CHECK(partitions.size() > 1);
}

TEST_CASE("disorder delays its share of the rows by at most what it says") {
  Scenario scenario = test::trades();
  scenario.topic.disorder = {0.25, {"uniform", {}}, {60'000'000'000}};
  const std::vector<std::string> in_order = test::values_of(test::trades(), "event_time");
  int late = 0;
  std::int64_t delay_ms = 0;
  for (const auto& block : test::blocks_of(scenario)) {
    for (std::uint32_t row = 0; row < block->records.row_count; ++row) {
      const std::int64_t made = kStartTimeDefaultMs + block->due_ns[row] / 1'000'000;
      const std::int64_t time = block->records.event_times.int64s()[row];
      CHECK(block->records.record_timestamps.int64s()[row] == made);
      CHECK(time <= made);
      CHECK(time >= made - 60'000);
      late += time < made ? 1 : 0;
      delay_ms += made - time;
    }
  }
  CHECK(late == doctest::Approx(250).epsilon(0.2));
  CHECK(static_cast<double>(delay_ms) / late == doctest::Approx(30'000).epsilon(0.15));
}

TEST_CASE("producers have their shares, and each its own key and client") {
  Scenario scenario = test::trades();
  FieldSpec desk = field("desk", DataType::bigint());
  desk.cardinality = 5;
  scenario.topic.fields.push_back(desk);
  scenario.topic.producers = {{"java", 2.0, "", {}},
                              {"c", 1.0, "consistent", {"desk", "trader_id"}}};
  int by_desk = 0;
  for (const auto& block : test::blocks_of(scenario)) {
    for (std::uint32_t row = 0; row < block->records.row_count; ++row) {
      const std::string_view key = block->records.keys.string_at(row);
      const bool is_joined = key.find('|') != std::string_view::npos;
      by_desk += is_joined ? 1 : 0;
      const std::string trader(block->records.columns[0].string_at(row));
      const std::string desk_text = std::to_string(block->records.columns[2].int64s()[row]);
      CHECK(key == (is_joined ? desk_text + "|" + trader : trader));
    }
  }
  CHECK(by_desk == doctest::Approx(333).epsilon(0.15));
}

TEST_CASE("an explicit partition field decides, modulo the partitions") {
  Scenario scenario = test::trades();
  FieldSpec place = between(DataType::bigint(), "-8", "8");
  place.name = "place";
  scenario.topic.fields.push_back(place);
  scenario.topic.partitioner = "explicit";
  scenario.topic.partition_field = "place";
  for (const auto& block : test::blocks_of(scenario)) {
    for (std::uint32_t row = 0; row < block->records.row_count; ++row) {
      const std::int64_t value = block->records.columns[2].int64s()[row];
      CHECK(((value % 4) + 4) % 4 == block->partition.value);
    }
  }
  scenario.topic.partition_field = "price";
  CHECK(test::error_of(scenario) == "partition_field must be a BIGINT: 'price' is none");
}

}  // namespace millrace
