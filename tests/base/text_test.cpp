// tests/base/text_test.cpp — numbers and words as text.
#include "core/base/text.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

#include "core/base/prng.hpp"

namespace millrace {
namespace {

std::string text_of(double value) {
  std::string text;
  append_double(text, value);
  return text;
}

std::string text_of_int64(std::int64_t value) {
  std::string text;
  append_int64(text, value);
  return text;
}

TEST_CASE("append_double prints the shortest text that reads back") {
  struct Row {
    double value;
    std::string text;
  };
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  const std::vector<Row> rows = {
      {0.0, "0"},
      {-0.0, "-0"},
      {1.0, "1"},
      {100.0, "100"},
      {0.1, "0.1"},
      {-0.05, "-0.05"},
      {0.1 + 0.2, "0.30000000000000004"},
      {1.0 / 3.0, "0.3333333333333333"},
      {123456789012.5, "123456789012.5"},
      {1e15, "1000000000000000"},
      {1e16, "1e16"},
      {1e21, "1e21"},
      {1.5e300, "1.5e300"},
      {0.0001, "0.0001"},
      {0.00001, "1e-5"},
      {1.5e-7, "1.5e-7"},
      {5e-324, "5e-324"},
      {1.7976931348623157e308, "1.7976931348623157e308"},
      {9007199254740993.0, "9007199254740992"},
      {kInfinity, "Infinity"},
      {-kInfinity, "-Infinity"},
      {std::numeric_limits<double>::quiet_NaN(), "NaN"},
  };
  for (const Row& row : rows) CHECK(text_of(row.value) == row.text);
}

TEST_CASE("every finite double survives printing and reading") {
  Prng prng(1);
  for (int i = 0; i < 20000; ++i) {
    const double value = __builtin_bit_cast(double, prng.next());
    if (value - value != 0.0) continue;
    const auto back = parse_double(text_of(value));
    REQUIRE(back.has_value());
    CHECK(__builtin_bit_cast(std::uint64_t, *back) == __builtin_bit_cast(std::uint64_t, value));
  }
}

TEST_CASE("parse_double reads the whole text or nothing") {
  CHECK(parse_double("1.5") == 1.5);
  CHECK(parse_double("+1.5") == 1.5);
  CHECK(parse_double("-1.5e3") == -1500.0);
  CHECK(parse_double(".5") == 0.5);
  CHECK(parse_double("0.1") == 0.1);
  CHECK(parse_double("Infinity") == std::numeric_limits<double>::infinity());
  CHECK(parse_double("-inf") == -std::numeric_limits<double>::infinity());
  const auto nan = parse_double("NaN");
  REQUIRE(nan.has_value());
  CHECK(*nan != *nan);
  for (const std::string_view text :
       {"", "-", "+", "+-1", "-+1", "1.5 ", " 1.5", "1,5", "1e", "0x10", "1e999", "-1e999", "nanny",
        "infinit", ".", "e5", "1.2.3"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_double(text).has_value());
  }
}

TEST_CASE("int64 goes to text and back to its ends") {
  constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
  CHECK(text_of_int64(0) == "0");
  CHECK(text_of_int64(kMin) == "-9223372036854775808");
  CHECK(parse_int64("-9223372036854775808") == kMin);
  CHECK(parse_int64("9223372036854775807") == kMax);
  CHECK(parse_int64("+7") == 7);
  CHECK(parse_int64("-0") == 0);
  CHECK(parse_int64("007") == 7);
  for (const std::string_view text : {"", "-", "+", "+-7", "--7", "9223372036854775808",
                                      "-9223372036854775809", "7 ", " 7", "7a", "1.0", "0x7"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_int64(text).has_value());
  }
}

TEST_CASE("letter case is ASCII's alone") {
  CHECK(to_lower("GROUP By_9Ä") == "group by_9Ä");
  CHECK(equals_ignoring_case("Origin", "oRIGIN"));
  CHECK_FALSE(equals_ignoring_case("Origin", "Origins"));
  CHECK_FALSE(equals_ignoring_case("ä", "Ä"));
  CHECK_FALSE(equals_ignoring_case("[", "{"));
}

TEST_CASE("duration_text writes lengths of time as people do") {
  struct Row {
    std::int64_t ms;
    std::string text;
  };
  const std::vector<Row> rows = {
      {0, "0s"},
      {1, "1ms"},
      {90'000, "1m 30s"},
      {60'000, "1m"},
      {1'500, "1s 500ms"},
      {3'600'000, "1h"},
      {86'400'000, "1d"},
      {90'061'001, "1d 1h 1m 1s 1ms"},
      {-90'000, "-1m 30s"},
      {std::numeric_limits<std::int64_t>::min(), "-106751991167d 7h 12m 55s 808ms"},
  };
  for (const Row& row : rows) CHECK(duration_text(row.ms) == row.text);
}

}  // namespace
}  // namespace millrace
