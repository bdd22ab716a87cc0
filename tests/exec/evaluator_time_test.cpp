// tests/exec/evaluator_time_test.cpp — EXTRACT and DATE_FORMAT.
#include <doctest/doctest.h>

#include <array>

#include "core/base/civil_date.hpp"
#include "core/base/text.hpp"
#include "core/exec/kernels/date_pattern.hpp"
#include "tests/support/expressions.hpp"

namespace millrace {
namespace {

using namespace test;

std::int64_t at(std::string_view text) {
  return *parse_timestamp(text);
}

std::string extracted(std::string_view field, const Column& times) {
  Expression extract = call(ExprOp::kExtract, DataType::bigint(), {column(0, times.type())});
  extract.literal = Value::string(std::string(field));
  return evaluated(extract, {times});
}

std::string formatted(std::string_view pattern, std::string_view time) {
  const Result<DatePattern> read = DatePattern::read(pattern);
  if (!read) return "error: " + read.error().message;
  std::string text;
  read.value().append(text, at(time));
  return text;
}

TEST_CASE("EXTRACT gives the fields of UTC, before the epoch too") {
  const Column times =
      timestamps({at("2001-02-03T04:05:06.789Z"), at("1969-12-31T23:59:59.999Z"), {}});
  CHECK(extracted("YEAR", times) == "2001 | 1969 | NULL");
  CHECK(extracted("QUARTER", times) == "1 | 4 | NULL");
  CHECK(extracted("MONTH", times) == "2 | 12 | NULL");
  CHECK(extracted("DAY", times) == "3 | 31 | NULL");
  CHECK(extracted("HOUR", times) == "4 | 23 | NULL");
  CHECK(extracted("MINUTE", times) == "5 | 59 | NULL");
  CHECK(extracted("SECOND", times) == "6 | 59 | NULL");
  CHECK(extracted("MILLISECOND", times) == "789 | 999 | NULL");
  CHECK(extracted("EPOCH", times) == "981173106 | -1 | NULL");
  CHECK(extracted("DOW", times) == "6 | 3 | NULL");  // Saturday, Wednesday
  CHECK(extracted("ISODOW", times) == "6 | 3 | NULL");
  CHECK(extracted("DOY", times) == "34 | 365 | NULL");
}

TEST_CASE("EXTRACT of weeks follows ISO 8601, Sundays are day 0 and day 7") {
  const Column times = timestamps({at("2004-12-31"), at("2005-01-01"), at("2005-01-02"),
                                   at("2005-01-03"), at("2008-12-29"), at("2020-12-31")});
  CHECK(extracted("WEEK", times) == "53 | 53 | 53 | 1 | 1 | 53");
  CHECK(extracted("DOW", times) == "5 | 6 | 0 | 1 | 1 | 4");
  CHECK(extracted("ISODOW", times) == "5 | 6 | 7 | 1 | 1 | 4");
  CHECK(extracted("DOY", timestamps({at("2004-12-31"), at("2000-02-29")})) == "366 | 60");
}

TEST_CASE("civil dates go there and back over four thousand years") {
  for (std::int64_t days = days_from_civil({-100, 1, 1}); days < days_from_civil({4000, 1, 1});
       days += 97) {
    REQUIRE(days_from_civil(civil_from_days(days)) == days);
  }
  CHECK(civil_from_days(0).year == 1970);
  CHECK(days_from_civil({2000, 3, 1}) - days_from_civil({2000, 2, 28}) == 2);
  CHECK(days_from_civil({1900, 3, 1}) - days_from_civil({1900, 2, 28}) == 1);
}

TEST_CASE("DATE_FORMAT reads Java's letters and C's") {
  struct Case {
    const char* pattern;
    const char* text;
  };
  const std::array<Case, 22> cases = {{
      {"yyyy-MM-dd HH:mm:ss.SSS", "2001-02-03 14:05:06.070"},
      {"yyyy-MM-dd'T'HH:mm:ssX", "2001-02-03T14:05:06Z"},
      {"d.M.yy", "3.2.01"},
      {"EEE, dd MMM yyyy", "Sat, 03 Feb 2001"},
      {"EEEE d MMMM", "Saturday 3 February"},
      {"hh:mm a", "02:05 PM"},
      {"h 'o''clock'", "2 o'clock"},
      {"DDD Q ww S SS", "034 1 05 0 07"},
      {"yyyy''MM", "2001'02"},
      {"%Y-%m-%d %H:%M:%S", "2001-02-03 14:05:06"},
      {"%F %T", "2001-02-03 14:05:06"},
      {"%d/%b/%y %I:%M %p", "03/Feb/01 02:05 PM"},
      {"%A %B %e", "Saturday February  3"},
      {"%j %u %w %V %G", "034 6 6 05 2001"},
      {"%s.%L %f", "981209106.070 070000"},
      {"100%% %Z%z", "100% UTC+0000"},
      {"yyyy-QQQ", "error: unknown letters in date pattern: 'QQQ'"},
      {"YYYY-MM-dd", "error: unknown letters in date pattern: 'YYYY'"},
      {"yyyy 'open", "error: date pattern without closing quote"},
      {"%Y-%q", "error: unknown field in date pattern: '%q'"},
      {"%Y-%", "error: date pattern ends with '%'"},
      {"", ""},
  }};
  for (const Case& example : cases) {
    CAPTURE(example.pattern);
    CHECK(formatted(example.pattern, "2001-02-03T14:05:06.070Z") == example.text);
  }
  CHECK(formatted("hh a", "2001-02-03T00:30:00Z") == "12 AM");
  CHECK(formatted("hh a", "2001-02-03T12:30:00Z") == "12 PM");
}

TEST_CASE("DATE_FORMAT of columns: NULL for NULL, an unreadable pattern is an error of each row") {
  const DataType kString = DataType::string();
  const Column times = timestamps({at("2001-02-03"), {}, at("2001-12-03")});
  const auto format = [&](Expression pattern) {
    return call(ExprOp::kDateFormat, kString, {column(0, times.type()), std::move(pattern)});
  };
  CHECK(evaluated(format(literal("yyyy-MM")), {times}) == "2001-02 | NULL | 2001-12");
  CHECK(evaluated(format(literal("bad")), {times}) ==
        "error: unknown letters in date pattern: 'b' | NULL | "
        "error: unknown letters in date pattern: 'b'");
  CHECK(evaluated(format(column(1, kString)), {times, strings({"%Y", "%Y", {}})}) ==
        "2001 | NULL | NULL");
}

}  // namespace
}  // namespace millrace
