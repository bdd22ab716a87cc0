// tests/route/display_text_test.cpp — the texts Velostream hashes, character by character.
#include "core/route/display_text.hpp"

#include <doctest/doctest.h>

#include <limits>

namespace millrace {
namespace {

std::string text_of(double value) {
  std::string text;
  append_display_double(text, value);
  return text;
}

std::string decimal_text(std::int64_t unscaled, int scale) {
  std::string text;
  append_display_decimal(text, unscaled, scale);
  return text;
}

}  // namespace

TEST_CASE("doubles are written as Rust displays them: shortest digits, never an exponent") {
  CHECK(text_of(100.0) == "100");
  CHECK(text_of(100.5) == "100.5");
  CHECK(text_of(0.1) == "0.1");
  CHECK(text_of(-0.05) == "-0.05");
  CHECK(text_of(0.0) == "0");
  CHECK(text_of(-0.0) == "-0");
  CHECK(text_of(1e21) == "1000000000000000000000");
  CHECK(text_of(1.5e16) == "15000000000000000");
  CHECK(text_of(123456789012345680.0) == "123456789012345680");
  CHECK(text_of(1e-7) == "0.0000001");
  CHECK(text_of(-1.25e-9) == "-0.00000000125");
  CHECK(text_of(5e-324).size() == 326);
  CHECK(text_of(std::numeric_limits<double>::infinity()) == "inf");
  CHECK(text_of(-std::numeric_limits<double>::infinity()) == "-inf");
  CHECK(text_of(std::numeric_limits<double>::quiet_NaN()) == "NaN");
}

TEST_CASE("decimals are trimmed, and lose their sign between -1 and 0 as Velostream's do") {
  CHECK(decimal_text(12345, 2) == "123.45");
  CHECK(decimal_text(12300, 2) == "123");
  CHECK(decimal_text(12350, 2) == "123.5");
  CHECK(decimal_text(5, 3) == "0.005");
  CHECK(decimal_text(-5, 1) == "0.5");
  CHECK(decimal_text(-15, 1) == "-1.5");
  CHECK(decimal_text(-20, 1) == "-2");
  CHECK(decimal_text(0, 4) == "0");
  CHECK(decimal_text(42, 0) == "42");
  CHECK(decimal_text(std::numeric_limits<std::int64_t>::min(), 18) == "-9.223372036854775808");
}

TEST_CASE("timestamps, booleans, strings and NULL are written as Velostream writes them") {
  const auto text = [](const Column& column) {
    std::string out;
    append_display_text(out, column, 0);
    return out;
  };
  CHECK(text(Column::of_constant(Value::timestamp(980'985'599'123), 1)) ==
        "2001-01-31 23:59:59.123");
  CHECK(text(Column::of_constant(Value::timestamp(0), 1)) == "1970-01-01 00:00:00.000");
  CHECK(text(Column::of_constant(Value::boolean(false), 1)) == "false");
  CHECK(text(Column::of_constant(Value::string("a b"), 1)) == "a b");
  CHECK(text(Column::of_nulls(DataType::timestamp(), 1)) == "NULL");
}

}  // namespace millrace
