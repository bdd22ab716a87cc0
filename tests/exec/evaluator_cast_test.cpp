// tests/exec/evaluator_cast_test.cpp — CAST from every type to every type, and what cannot be cast.
#include <doctest/doctest.h>

#include <limits>

#include "tests/support/expressions.hpp"

namespace millrace {
namespace {

using namespace test;

const DataType kBoolean = DataType::boolean();
const DataType kBigint = DataType::bigint();
const DataType kDouble = DataType::real();
const DataType kString = DataType::string();
const DataType kTimestamp = DataType::timestamp();
const DataType kPrice = DataType::decimal(5, 2);

std::string cast(DataType type, const Column& from) {
  return evaluated(cast_to(type, column(0, from.type())), {from});
}

TEST_CASE("strings are read whole, blanks around them aside; what cannot be read is an error") {
  const Column texts = strings({"42", " -7\t", "abc", "", "1.5", {}});
  CHECK(cast(kBigint, texts) ==
        "42 | -7 | error: cannot read 'abc' as BIGINT | error: cannot read '' as BIGINT | "
        "error: cannot read '1.5' as BIGINT | NULL");
  CHECK(cast(kDouble, texts) ==
        "42 | -7 | error: cannot read 'abc' as DOUBLE | error: cannot read '' as DOUBLE | 1.5 | "
        "NULL");
  CHECK(cast(kDouble, strings({"1e3", "-Infinity", "NaN", "1e999"})) ==
        "1000 | -Infinity | NaN | error: cannot read '1e999' as DOUBLE");
  CHECK(cast(kBigint, strings({"9223372036854775807", "9223372036854775808"})) ==
        "9223372036854775807 | error: cannot read '9223372036854775808' as BIGINT");
}

TEST_CASE("strings become BOOLEAN by PostgreSQL's words") {
  CHECK(cast(kBoolean, strings({"true", "F", "YES", "no", "on", "off", "1", "0", "maybe", {}})) ==
        "true | false | true | false | true | false | true | false | "
        "error: cannot read 'maybe' as BOOLEAN | NULL");
}

TEST_CASE("strings become DECIMAL rounded half away from zero, however many digits they show") {
  CHECK(cast(kPrice, strings({"1.5", "-0.005", "0.0049999999999999999999999999", "999.994", "7",
                              "+12.", ".5", "999.995", "1000", "1.2.3", "1e3", "-", "."})) ==
        "1.50 | -0.01 | 0.00 | 999.99 | 7.00 | 12.00 | 0.50 | "
        "error: value does not fit DECIMAL(5,2): '999.995' | "
        "error: value does not fit DECIMAL(5,2): '1000' | error: cannot read '1.2.3' as "
        "DECIMAL(5,2) | "
        "error: cannot read '1e3' as DECIMAL(5,2) | error: cannot read '-' as DECIMAL(5,2) | "
        "error: cannot read '.' as DECIMAL(5,2)");
  CHECK(cast(DataType::decimal(18, 18), strings({"0.999999999999999999", "1"})) ==
        "0.999999999999999999 | error: value does not fit DECIMAL(18,18): '1'");
  CHECK(cast(kPrice, strings({"99999999999999999999999999999999999999999999999999"})) ==
        "error: value does not fit DECIMAL(5,2): "
        "'99999999999999999999999999999999999999999999999999'");
}

TEST_CASE("strings become TIMESTAMP in the forms of ISO 8601") {
  CHECK(cast(kTimestamp, strings({"2001-01-31", "2001-01-31 23:59:59.5", "2001-01-31T00:00Z",
                                  "2001-02-30", "yesterday"})) ==
        "2001-01-31T00:00:00.000Z | 2001-01-31T23:59:59.500Z | 2001-01-31T00:00:00.000Z | "
        "error: cannot read '2001-02-30' as TIMESTAMP | "
        "error: cannot read 'yesterday' as TIMESTAMP");
}

TEST_CASE("everything becomes the STRING that results print") {
  CHECK(cast(kString, bigints({-5, {}, 0})) == "-5 | NULL | 0");
  CHECK(cast(kString, doubles({1.0, 0.1, -0.0, 1e21})) == "1 | 0.1 | -0 | 1e21");
  CHECK(cast(kString, decimals(5, 2, {-5, 150})) == "-0.05 | 1.50");
  CHECK(cast(kString, booleans({true, false, {}})) == "true | false | NULL");
  CHECK(cast(kString, timestamps({-1})) == "1969-12-31T23:59:59.999Z");
  CHECK(cast(kString, strings({"as it is", {}})) == "as it is | NULL");
}

TEST_CASE("DOUBLE becomes BIGINT and DECIMAL rounded half away from zero") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(cast(kBigint, doubles({2.5, -2.5, 0.49999999999999994, 1e18, {}})) ==
        "3 | -3 | 0 | 1000000000000000000 | NULL");
  CHECK(cast(kBigint, doubles({9.3e18, -infinity, std::numeric_limits<double>::quiet_NaN()})) ==
        "error: value does not fit BIGINT: 9.3e18 | error: value does not fit BIGINT: -Infinity | "
        "error: value does not fit BIGINT: NaN");
  CHECK(cast(kPrice, doubles({0.125, -0.125, 2.675, 999.99, 999.995, 1000.0})) ==
        "0.13 | -0.13 | 2.67 | 999.99 | error: value does not fit DECIMAL(5,2): 999.995 | "
        "error: value does not fit DECIMAL(5,2): 1000");
}

TEST_CASE("integers and DECIMALs of other scales are checked against the digits of the target") {
  CHECK(cast(kPrice, bigints({999, -1000, {}})) ==
        "999.00 | error: value does not fit DECIMAL(5,2): -1000 | NULL");
  CHECK(cast(kBigint, decimals(5, 2, {250, -250, 249, {}})) == "3 | -3 | 2 | NULL");
  CHECK(cast(DataType::decimal(3, 1), decimals(6, 3, {1250, -1250, 99'949, 99'950})) ==
        "1.3 | -1.3 | 99.9 | error: value does not fit DECIMAL(3,1): 99.950");
  CHECK(cast(DataType::decimal(4, 2), decimals(5, 2, {9999, 10'000})) ==
        "99.99 | error: value does not fit DECIMAL(4,2): 100.00");
  CHECK(cast(DataType::decimal(18, 0), bigints({std::numeric_limits<std::int64_t>::max()})) ==
        "error: value does not fit DECIMAL(18,0): 9223372036854775807");
}

TEST_CASE("integers and DECIMALs become the nearest DOUBLE") {
  CHECK(cast(kDouble, bigints({3, {}, 9007199254740993})) == "3 | NULL | 9007199254740992");
  CHECK(cast(kDouble, decimals(5, 2, {15, -5})) == "0.15 | -0.05");
  // Nearest to …992.9, which a division of the rounded integer would miss.
  CHECK(cast(kDouble, decimals(18, 1, {90'071'992'547'409'929, 15})) == "9007199254740992 | 1.5");
  CHECK(cast(kDouble, decimals(18, 18, {123'456'789'012'345'678})) == "0.12345678901234568");
}

TEST_CASE("BOOLEAN is 1 and 0, and a number is TRUE unless it is 0") {
  CHECK(cast(kBigint, booleans({true, false, {}})) == "1 | 0 | NULL");
  CHECK(cast(kDouble, booleans({true, false})) == "1 | 0");
  CHECK(cast(kPrice, booleans({true, false})) == "1.00 | 0.00");
  CHECK(cast(kBoolean, bigints({2, 0, {}})) == "true | false | NULL");
  CHECK(cast(kBoolean, doubles({-0.0, 0.1, std::numeric_limits<double>::quiet_NaN()})) ==
        "false | true | true");
  CHECK(cast(kBoolean, decimals(5, 2, {0, 1})) == "false | true");
}

TEST_CASE("TIMESTAMP and BIGINT are milliseconds since the epoch to each other") {
  CHECK(cast(kTimestamp, bigints({0, -1, {}})) ==
        "1970-01-01T00:00:00.000Z | 1969-12-31T23:59:59.999Z | NULL");
  CHECK(cast(kBigint, timestamps({1000, {}})) == "1000 | NULL");
}

TEST_CASE("a cast to the same type changes nothing, and a long string is cut in its message") {
  CHECK(cast(kBigint, bigints({1, {}})) == "1 | NULL");
  const std::string digits(70, '9');
  CHECK(cast(kBigint, strings({digits})) ==
        "error: cannot read '" + digits.substr(0, 60) + "…' as BIGINT");
  std::string accents;
  for (int i = 0; i < 40; ++i) accents += "é";
  CHECK(cast(kBigint, strings({"x" + accents})) ==
        "error: cannot read 'x" + accents.substr(0, 58) + "…' as BIGINT");
}

TEST_CASE("the result has the type that was asked for, whatever the column was declared as") {
  Evaluator evaluator(cast_to(DataType::decimal(18, 2), column(0, kPrice)));
  EvaluationRemarks remarks;
  const std::vector<Column> columns = {decimals(5, 2, {100})};
  CHECK(evaluator.evaluate({1, columns}, all_rows(1), remarks).type() == DataType::decimal(18, 2));
}

}  // namespace
}  // namespace millrace
