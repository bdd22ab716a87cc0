// tests/base/timestamp_text_test.cpp — points in time as text: leap years, times before 1970,
// zones, what is refused.
#include <doctest/doctest.h>

#include <limits>
#include <vector>

#include "core/base/prng.hpp"
#include "core/base/text.hpp"

namespace millrace {
namespace {

std::string text_of(std::int64_t epoch_ms) {
  std::string text;
  append_timestamp(text, epoch_ms);
  return text;
}

struct Row {
  std::int64_t epoch_ms;
  std::string text;
};

TEST_CASE("append_timestamp and parse_timestamp agree on known instants") {
  const std::vector<Row> rows = {
      {0, "1970-01-01T00:00:00.000Z"},
      {-1, "1969-12-31T23:59:59.999Z"},
      {980'985'599'123, "2001-01-31T23:59:59.123Z"},
      {951'782'400'000, "2000-02-29T00:00:00.000Z"},
      {951'868'800'000, "2000-03-01T00:00:00.000Z"},
      {-2'203'891'200'000, "1900-03-01T00:00:00.000Z"},
      {-2'203'977'600'000, "1900-02-28T00:00:00.000Z"},  // 1900 was no leap year
      {4'107'542'400'000, "2100-03-01T00:00:00.000Z"},
      {1'709'164'800'000, "2024-02-29T00:00:00.000Z"},
      {-62'167'219'200'000, "0000-01-01T00:00:00.000Z"},
      {253'402'300'799'999, "9999-12-31T23:59:59.999Z"},
  };
  for (const Row& row : rows) {
    CHECK(text_of(row.epoch_ms) == row.text);
    CHECK(parse_timestamp(row.text) == row.epoch_ms);
  }
}

TEST_CASE(
    "every instant of the years 0000 to 9999 survives printing and reading in 24 characters") {
  Prng prng(1);
  for (int i = 0; i < 20000; ++i) {
    const std::int64_t instant = prng.between(-62'167'219'200'000, 253'402'300'799'999);
    const std::string text = text_of(instant);
    CHECK(text.size() == 24);
    CHECK(parse_timestamp(text) == instant);
  }
}

TEST_CASE("every day of a 400-year cycle follows the day before it") {
  std::string last = text_of(-62'167'219'200'000 - 86'400'000);
  std::int64_t leap_days = 0;
  for (std::int64_t day = 0; day < 146'097; ++day) {
    const std::string text = text_of(-62'167'219'200'000 + day * 86'400'000);
    if (day > 0) CHECK(text > last);
    if (text.substr(5, 5) == "02-29") ++leap_days;
    last = text;
  }
  CHECK(leap_days == 97);
  CHECK(last == "0399-12-31T00:00:00.000Z");
}

TEST_CASE("instants outside the years 0000 to 9999 print with a sign and are not read") {
  CHECK(text_of(253'402'300'800'000) == "+10000-01-01T00:00:00.000Z");
  CHECK(text_of(-62'167'219'200'001) == "-0001-12-31T23:59:59.999Z");
  CHECK(text_of(std::numeric_limits<std::int64_t>::max()) == "+292278994-08-17T07:12:55.807Z");
  CHECK(text_of(std::numeric_limits<std::int64_t>::min()) == "-292275055-05-16T16:47:04.192Z");
  CHECK_FALSE(parse_timestamp("-0001-12-31").has_value());
  CHECK_FALSE(parse_timestamp("+10000-01-01").has_value());
}

TEST_CASE("parse_timestamp reads every form it promises") {
  const std::vector<Row> rows = {
      {980'899'200'000, "2001-01-31"},
      {980'985'540'000, "2001-01-31 23:59"},
      {980'985'540'000, "2001-01-31T23:59"},
      {980'985'599'000, "2001-01-31 23:59:59"},
      {980'985'599'100, "2001-01-31 23:59:59.1"},
      {980'985'599'120, "2001-01-31T23:59:59.12"},
      {980'985'599'123, "2001-01-31T23:59:59.123"},
      {980'985'599'123, "2001-01-31T23:59:59.123999"},
      {980'985'599'123, "2001-01-31 23:59:59.123Z"},
      {980'978'399'000, "2001-01-31T23:59:59+02:00"},
      {980'998'199'000, "2001-01-31T23:59:59-03:30"},
      {980'985'540'000, "2001-01-31T23:59Z"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(parse_timestamp(row.text) == row.epoch_ms);
  }
}

TEST_CASE("parse_timestamp refuses what is no point in time") {
  for (const std::string_view text : {"",
                                      "2001",
                                      "2001-01",
                                      "2001-1-31",
                                      "01-01-2001",
                                      "2001/01/31",
                                      "2001-00-10",
                                      "2001-13-01",
                                      "2001-01-00",
                                      "2001-01-32",
                                      "2001-02-29",
                                      "1900-02-29",
                                      "2001-04-31",
                                      "2001-01-31 ",
                                      "2001-01-31T",
                                      "2001-01-31 24:00",
                                      "2001-01-31 23:60",
                                      "2001-01-31 23:59:60",
                                      "2001-01-31 23:59:59.",
                                      "2001-01-31 23",
                                      "2001-01-31 23:59:5",
                                      "2001-01-31 23:59ZZ",
                                      "2001-01-31 23:59+2",
                                      "2001-01-31 23:59+02:60",
                                      "2001-01-31x23:59",
                                      " 2001-01-31",
                                      "2001-01-31Z",
                                      "20010131",
                                      "2001-01-31 23:59:59,5",
                                      "2001-01-31 -1:00"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_timestamp(text).has_value());
  }
}

}  // namespace
}  // namespace millrace
