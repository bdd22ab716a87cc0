// tests/exec/aggregate_test.cpp — what each aggregate gives, value by value.
#include <doctest/doctest.h>

#include <limits>

#include "tests/support/aggregates.hpp"

namespace millrace {
namespace {

using namespace test;

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST_CASE("COUNT(*) counts rows, COUNT(x) rows that are not NULL, of any type") {
  const Column cells = bigints({10, {}, 20, {}});
  const auto star = make_aggregator(count_star());
  star->resize(2);
  star->update(std::vector<std::uint32_t>{0, 0, 1, 0}, all_rows(4), nullptr);
  CHECK(results_of(*star, 2) == "3 | 1");
  CHECK(aggregated("count", cells) == "2");
  CHECK(aggregated("count", doubles({kNaN, kInfinity, 1.0})) == "3");
  CHECK(aggregated("count", strings({"", {}, "a"})) == "2");
}

TEST_CASE("SUM of BIGINT and DECIMAL is exact; only a result that does not fit is NULL") {
  CHECK(aggregated("sum", bigints({100, 200, {}, 300})) == "600");
  CHECK(aggregated("sum", bigints({kMax, kMax, kMin, kMin})) == "-2");
  CHECK(aggregated("sum", bigints({kMax, 1})) == "NULL / 1 overflows");
  CHECK(aggregated("sum", bigints({kMin, -1})) == "NULL / 1 overflows");
  CHECK(aggregated("sum", bigints({9007199254740993, 1})) == "9007199254740994");  // beyond 2^53
  CHECK(aggregated("sum", decimals(6, 2, {-5, 10, {}})) == "0.05");
  CHECK(aggregated("sum", decimals(6, 2, {-5})) == "-0.05");
  const std::int64_t most = 999'999'999'999'999'999;
  CHECK(aggregated("sum", decimals(18, 0, {most, most, -most})) == "999999999999999999");
  CHECK(aggregated("sum", decimals(18, 0, {most, 1})) == "NULL / 1 overflows");
  CHECK(aggregated("sum", bigints({{}, {}})) == "NULL");
}

TEST_CASE("SUM of DOUBLE keeps 106 bits, and infinities and NaN as they are") {
  CHECK(aggregated("sum", doubles({300.0, 400.0})) == "700");
  CHECK(aggregated("sum", doubles({1e16, 1.0, 1.0, -1e16})) == "2");
  Cells<double> tenths(10, 0.1);
  CHECK(aggregated("sum", doubles(tenths)) == "1");
  CHECK(aggregated("sum", doubles({1.0, kInfinity, 2.0})) == "Infinity");
  CHECK(aggregated("sum", doubles({kInfinity, -kInfinity})) == "NaN");
  CHECK(aggregated("sum", doubles({{}})) == "NULL");
}

TEST_CASE("AVG of BIGINT is the exact sum over the count, of DECIMAL it has four digits more") {
  CHECK(aggregated("avg", bigints({10, 20, 30})) == "20");
  CHECK(aggregated("avg", bigints({100, 200})) == "150");
  CHECK(aggregated("avg", bigints({1, 2, {}})) == "1.5");
  CHECK(aggregated("avg", bigints({kMax, kMax, kMax})) == "9.223372036854776e18");
  CHECK(aggregated("avg", decimals(5, 2, {100, 200, 200})) == "1.666667");
  CHECK(aggregated("avg", decimals(5, 2, {-100, -200, -200})) == "-1.666667");
  CHECK(aggregated("avg", decimals(18, 16, {10'000'000'000'000'000, 0, 0})) ==
        "0.333333333333333333");
  CHECK(aggregated("avg", decimals(18, 0, {999'999'999'999'999'999})) == "NULL / 1 overflows");
  CHECK(aggregated("avg", doubles({1.0, 2.0, {}})) == "1.5");
  CHECK(aggregated("avg", doubles({0.1, 0.1, 0.1})) == "0.1");
  CHECK(aggregated("avg", doubles({{}})) == "NULL");
}

TEST_CASE("AVG of BIGINT beyond 2^53 rounds once") {
  // (2^53 + 1 + 2^53 + 3) / 2 = 2^53 + 2, where a sum rounded to DOUBLE first may go astray.
  CHECK(aggregated("avg", bigints({9007199254740993, 9007199254740995})) == "9007199254740994");
}

TEST_CASE("MIN and MAX take every type in the order of comparisons") {
  CHECK(aggregated("min", bigints({3, {}, -1, kMax})) == "-1");
  CHECK(aggregated("max", bigints({3, {}, -1, kMin})) == "3");
  CHECK(aggregated("min", bigints({kMax})) == "9223372036854775807");
  CHECK(aggregated("max", bigints({kMin})) == "-9223372036854775808");
  CHECK(aggregated("min", doubles({2.5, -1.5, kNaN})) == "-1.5");
  CHECK(aggregated("max", doubles({2.5, -1.5, kNaN})) == "NaN");
  CHECK(aggregated("min", doubles({kNaN, kNaN})) == "NaN");
  CHECK(aggregated("max", doubles({-kInfinity})) == "-Infinity");
  CHECK(aggregated("min", doubles({0.0, -0.0})) == aggregated("min", doubles({-0.0, 0.0})));
  CHECK(aggregated("min", strings({"b", {}, "a", "ab"})) == "a");
  CHECK(aggregated("max", strings({"b", {}, "é", ""})) == "é");
  CHECK(aggregated("max", strings({""})) == "");
  CHECK(aggregated("min", booleans({true, false})) == "false");
  CHECK(aggregated("max", booleans({{}, false})) == "false");
  CHECK(aggregated("min", timestamps({1000, -1})) == "1969-12-31T23:59:59.999Z");
  CHECK(aggregated("max", decimals(5, 2, {-5, -100})) == "-0.05");
  CHECK(aggregated("min", strings({{}, {}})) == "NULL");
}

TEST_CASE("FIRST_VALUE and LAST_VALUE are those of the first and last row, NULL or not") {
  CHECK(aggregated("first_value", bigints({{}, 2, 3})) == "NULL");
  CHECK(aggregated("first_value", bigints({1, 2, {}})) == "1");
  CHECK(aggregated("last_value", bigints({1, 2, {}})) == "NULL");
  CHECK(aggregated("last_value", bigints({{}, 2, 3})) == "3");
  CHECK(aggregated("first_value", strings({"a", "b"})) == "a");
  CHECK(aggregated("last_value", strings({"a", "b"})) == "b");
  CHECK(aggregated("last_value", doubles({1.5, kNaN})) == "NaN");
  CHECK(aggregated("first_value", booleans({false, true})) == "false");
  CHECK(aggregated("last_value", strings({{}, "x", {}})) == "NULL");
}

TEST_CASE("LAST_VALUE follows the rows of several slots and updates") {
  const auto last = make_aggregator(call_of(aggregate_named("last_value"), DataType::string()));
  last->resize(2);
  const Column one = strings({"a", "b", "c", "d"});
  last->update(std::vector<std::uint32_t>{0, 1, 0, 1}, all_rows(4), &one);
  CHECK(results_of(*last, 2) == "c | d");
  const Column two = strings({"e"});
  last->update(std::vector<std::uint32_t>{1}, all_rows(1), &two);
  CHECK(results_of(*last, 2) == "c | e");
}

TEST_CASE("deviations: samples need two values, populations one") {
  const Column tens = bigints({10, 20, 30, 40, 50});
  CHECK(aggregated("stddev_pop", tens) == "14.142135623730951");
  CHECK(aggregated("var_pop", tens) == "200");
  CHECK(aggregated("stddev_samp", tens) == "15.811388300841896");
  CHECK(aggregated("var_samp", tens) == "250");
  CHECK(aggregated("stddev_samp", bigints({7})) == "NULL");
  CHECK(aggregated("var_samp", bigints({7, {}})) == "NULL");
  CHECK(aggregated("stddev_pop", bigints({7})) == "0");
  CHECK(aggregated("var_pop", doubles({{}})) == "NULL");
  CHECK(aggregated("var_samp", doubles({kInfinity, 1.0})) == "NaN");
  CHECK(aggregated("stddev_pop", decimals(5, 2, {1000, 2000, 3000, 4000, 5000})) ==
        "14.142135623730951");
  CHECK(aggregated("var_samp", decimals(5, 2, {150, 250})) == "0.5");
}

TEST_CASE("deviations of equal values are 0, and of close ones right") {
  CHECK(aggregated("stddev_pop", doubles(Cells<double>(1000, 0.1))) == "0");
  CHECK(aggregated("var_samp", doubles({1e9 + 1, 1e9 + 2, 1e9 + 3})) == "1");
  CHECK(aggregated("var_pop", doubles({1e15, 1e15 + 2})) == "1");
  CHECK(aggregated("var_pop", bigints({kMax, kMax})) == "0");
}

TEST_CASE("MEDIAN is the middle value or the mean of the two middle ones") {
  CHECK(aggregated("median", bigints({50, 10, 40, 20, 30})) == "30");
  CHECK(aggregated("median", bigints({4, 1, {}, 2, 3})) == "2.5");
  CHECK(aggregated("median", bigints({kMax, kMax})) == "9.223372036854776e18");
  CHECK(aggregated("median", doubles({1.0, kNaN, 2.0})) == "2");
  CHECK(aggregated("median", doubles({1.7e308, 1.7e308})) == "1.7e308");
  CHECK(aggregated("median", doubles({-kInfinity, kInfinity})) == "NaN");
  CHECK(aggregated("median", decimals(5, 2, {100, 101})) == "1.005");
  CHECK(aggregated("median", decimals(5, 2, {100, 102, 101})) == "1.010");
  CHECK(aggregated("median", decimals(18, 18, {-1, -2})) == "-0.000000000000000002");
  CHECK(aggregated("median", bigints({{}})) == "NULL");
}

TEST_CASE("COUNT(DISTINCT x) counts values once, whatever dictionary they came from") {
  CHECK(aggregated("count_distinct", bigints({1, 2, 1, {}, 2})) == "2");
  CHECK(aggregated("count_distinct", doubles({0.0, -0.0, kNaN, kNaN, 1.0})) == "3");
  CHECK(aggregated("count_distinct", booleans({true, {}, false, true})) == "2");
  CHECK(aggregated("count_distinct", strings({"", "a", {}, "a"})) == "2");
  CHECK(aggregated("count_distinct", bigints({{}})) == "0");
  const auto counter =
      make_aggregator(call_of(aggregate_named("count_distinct"), DataType::string()));
  counter->resize(1);
  for (const Column& batch : {strings({"a", "b"}), strings({"b", "c"}), strings({"c", "a"})}) {
    counter->update(std::vector<std::uint32_t>{0, 0}, all_rows(2), &batch);
  }
  CHECK(results_of(*counter, 1) == "3");
}

TEST_CASE("COUNT(DISTINCT x) forgets the strings of cleared slots and stays right") {
  const auto counter =
      make_aggregator(call_of(aggregate_named("count_distinct"), DataType::string()));
  counter->resize(2);
  const Column kept = strings({"kept", "key_5"});
  counter->update(std::vector<std::uint32_t>{1, 1}, all_rows(2), &kept);
  ColumnBuilder builder(DataType::string());
  for (int round = 0; round < 40; ++round) {
    for (int i = 0; i < 2500; ++i) {
      builder.append_string("key_" + std::to_string(round % 30 * 2500 + i));
    }
    const Column batch = builder.take();
    const std::vector<std::uint32_t> slots(batch.row_count(), 0);
    counter->update(slots, all_rows(batch.row_count()), &batch);
    CHECK(results_of(*counter, 2) == "2500 | 2");
    counter->clear(std::vector<std::uint32_t>{0});
  }
  const Column again = strings({"key_5", "kept", "new"});
  counter->update(std::vector<std::uint32_t>{1, 1, 1}, all_rows(3), &again);
  CHECK(results_of(*counter, 2) == "0 | 3");
}

TEST_CASE("STRING_AGG joins in the order of rows, without NULLs") {
  AggregateCall joined = call_of(aggregate_named("string_agg"), DataType::string());
  CHECK(aggregated(joined, strings({"b", {}, "a", ""})) == "b,a,");
  joined.separator = "; ";
  CHECK(aggregated(joined, strings({"b", "a"})) == "b; a");
  joined.separator = "";
  CHECK(aggregated(joined, strings({"", "x", "y"})) == "xy");
  CHECK(aggregated(joined, strings({{}, {}})) == "NULL");
}

TEST_CASE("signatures say which types are taken and what comes out") {
  const auto type_of = [](std::string_view name, DataType argument) {
    const auto type = aggregate_named(name).signature.result_type(argument);
    return type ? to_text(*type) : std::string("-");
  };
  CHECK(type_of("count", DataType::string()) == "BIGINT");
  CHECK(type_of("sum", DataType::bigint()) == "BIGINT");
  CHECK(type_of("sum", DataType::decimal(6, 2)) == "DECIMAL(18,2)");
  CHECK(type_of("sum", DataType::string()) == "-");
  CHECK(type_of("avg", DataType::bigint()) == "DOUBLE");
  CHECK(type_of("avg", DataType::decimal(6, 2)) == "DECIMAL(18,6)");
  CHECK(type_of("avg", DataType::decimal(18, 16)) == "DECIMAL(18,18)");
  CHECK(type_of("avg", DataType::timestamp()) == "-");
  CHECK(type_of("min", DataType::timestamp()) == "TIMESTAMP");
  CHECK(type_of("median", DataType::decimal(6, 2)) == "DECIMAL(18,3)");
  CHECK(type_of("median", DataType::boolean()) == "-");
  CHECK(type_of("var_pop", DataType::decimal(6, 2)) == "DOUBLE");
  CHECK(type_of("string_agg", DataType::bigint()) == "-");
  const auto order_of = [](std::string_view name, DataType argument) {
    return aggregate_named(name).signature.order_dependence(argument);
  };
  CHECK(order_of("sum", DataType::bigint()) == OrderDependence::kNone);
  CHECK(order_of("sum", DataType::real()) == OrderDependence::kLastBits);
  CHECK(order_of("avg", DataType::decimal(6, 2)) == OrderDependence::kNone);
  CHECK(order_of("last_value", DataType::bigint()) == OrderDependence::kFull);
}

}  // namespace
}  // namespace millrace
