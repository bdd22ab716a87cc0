// tests/trace/type_inference_test.cpp — the narrowest type that keeps every value as it was written.
#include <doctest/doctest.h>

#include "sim/trace/type_evidence.hpp"
#include "sim/trace/value_text.hpp"

namespace millrace {
namespace {

std::string type_of(std::initializer_list<std::string_view> texts) {
  TypeEvidence evidence;
  for (const std::string_view text : texts) evidence.see_text(text);
  return to_text(evidence.type());
}

std::string json_type_of(std::initializer_list<std::string_view> numbers) {
  TypeEvidence evidence;
  for (const std::string_view text : numbers) evidence.see_json_number(text);
  return to_text(evidence.type());
}

}  // namespace

TEST_CASE("types of CSV values") {
  CHECK(type_of({}) == "STRING");
  CHECK(type_of({"0", "-5", "9223372036854775807", "-9223372036854775808"}) == "BIGINT");
  CHECK(type_of({"1", "2.5", "-0.125"}) == "DECIMAL(18,3)");
  CHECK(type_of({".5", "-.25"}) == "DECIMAL(18,2)");
  CHECK(type_of({"12345678901234.5678"}) == "DECIMAL(18,4)");
  CHECK(type_of({"true", "FALSE"}) == "BOOLEAN");
  CHECK(type_of({"2001-01-31", "2001-01-31T10:00:00.123456+01:00"}) == "TIMESTAMP");
  CHECK(type_of({"ann", "1"}) == "STRING");
}

TEST_CASE("numbers that need more than 18 exact digits are DOUBLE") {
  CHECK(type_of({"123456789012345.6789"}) == "DOUBLE");
  CHECK(type_of({"1234567890123456", "0.125"}) == "DOUBLE");
  CHECK(type_of({"0.1234567890123456789"}) == "DOUBLE");
  CHECK(type_of({"1.5e3", "2"}) == "DOUBLE");
  CHECK(type_of({"1.5", "NaN", "-Infinity"}) == "DOUBLE");
}

TEST_CASE("what a number type would change stays STRING") {
  CHECK(type_of({"00501", "10115"}) == "STRING");
  CHECK(type_of({"+49301234"}) == "STRING");
  CHECK(type_of({"18446744073709551615"}) == "STRING");
  CHECK(type_of({"1e999"}) == "STRING");
  CHECK(type_of({"1.", "1"}) == "STRING");
  CHECK(type_of({"-"}) == "STRING");
  CHECK(type_of({"0x1f"}) == "STRING");
}

TEST_CASE("mixtures of kinds are STRING") {
  CHECK(type_of({"1", "true"}) == "STRING");
  CHECK(type_of({"2001-01-31", "5"}) == "STRING");
  CHECK(type_of({"true", "2001-01-31"}) == "STRING");
}

TEST_CASE("JSON numbers follow the same rules, JSON strings are times or strings") {
  CHECK(json_type_of({"1", "-2"}) == "BIGINT");
  CHECK(json_type_of({"1.50", "2"}) == "DECIMAL(18,2)");
  CHECK(json_type_of({"1E2"}) == "DOUBLE");
  TypeEvidence evidence;
  evidence.see_json_string("12");
  CHECK(to_text(evidence.type()) == "STRING");
  TypeEvidence time;
  time.see_json_string("2001-01-31T00:00:00Z");
  CHECK(to_text(time.type()) == "TIMESTAMP");
}

TEST_CASE("decimals are read exactly or not at all") {
  const DataType money = DataType::decimal(18, 2);
  CHECK(read_decimal("12.5", money) == 1250);
  CHECK(read_decimal("-0.05", money) == -5);
  CHECK(read_decimal("+7", money) == 700);
  CHECK(read_decimal("1.2500000000000000000000", money) == 125);
  CHECK(read_decimal("0000000000000000000000000000000000000001", money) == 100);
  CHECK(read_decimal("1.25e3", money) == 125'000);
  CHECK(read_decimal("1250e-3", money) == 125);
  CHECK(read_decimal("0e-999", money) == 0);
  CHECK(read_decimal("9999999999999999.99", money) == 999'999'999'999'999'999);
  for (const char* text : {"", "-", ".", "1.255", "1e-3", "10000000000000000", "1e20", "1,5", "x",
                           "1 ", "1e", "1e1.5", "--1", "1e99999999999999999999"}) {
    CAPTURE(text);
    CHECK(!read_decimal(text, money));
  }
  CHECK(read_decimal("99999999999999999", DataType::decimal(18, 0)) == 99'999'999'999'999'999);
  CHECK(read_decimal("0.123456789012345678", DataType::decimal(18, 18)) == 123'456'789'012'345'678);
  CHECK(read_decimal(".5", DataType::decimal(1, 1)) == 5);
  CHECK(read_decimal("5.", DataType::decimal(2, 1)) == 50);
  CHECK(!read_decimal("1.5", DataType::decimal(1, 1)));
  CHECK(!read_decimal("100", DataType::decimal(4, 2)));
  CHECK(read_decimal("0099.9", DataType::decimal(4, 2)) == 9990);
  CHECK(read_decimal("99.99", DataType::decimal(4, 2)) == 9999);
}

TEST_CASE("whole numbers, booleans and times") {
  CHECK(read_bigint("-9223372036854775808") == INT64_MIN);
  CHECK(read_bigint("9223372036854775807") == INT64_MAX);
  CHECK(read_bigint("+12") == 12);
  CHECK(read_bigint("000000000000000000000000012") == 12);
  for (const char* text : {"", "-", "+", "9223372036854775808", "1.0", "12a", " 1", "1_000"}) {
    CAPTURE(text);
    CHECK(!read_bigint(text));
  }
  CHECK(read_boolean("TRUE") == true);
  CHECK(read_boolean("0") == false);
  CHECK(!read_boolean("yes"));
  CHECK(read_timestamp("978310020000") == 978'310'020'000);
  CHECK(read_timestamp("2001-01-01") == 978'307'200'000);
  CHECK(!read_timestamp("yesterday"));
}

}  // namespace millrace
