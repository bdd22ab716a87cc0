// tests/sql/types_test.cpp — types of expressions and the casts that the binder puts in (semantics §2).
#include <doctest/doctest.h>

#include "tests/sql/statements.hpp"

namespace millrace::test {
namespace {

struct Typed {
  std::string_view
      expression;  // over topic payments: ts #0, sent #1, fee DECIMAL(10,2) #2, rate DECIMAL(18,12) #3,
                   // is_open #4, note #5, weight DOUBLE #7
  std::string_view bound;  // with its type behind
};

void check(std::initializer_list<Typed> expressions) {
  for (const Typed& typed : expressions) {
    CAPTURE(typed.expression);
    CHECK(bound_expression_text(typed.expression) == typed.bound);
  }
}

TEST_CASE("literals have the type that their spelling says") {
  check({
      {"5", "5 BIGINT"},
      {"-9223372036854775808", "-9223372036854775808 BIGINT"},
      {"1.50", "1.50 DECIMAL(3,2)"},
      {"0.05", "0.05 DECIMAL(2,2)"},
      {".5", "0.5 DECIMAL(1,1)"},
      {"-12.345", "-12.345 DECIMAL(5,3)"},
      {"0.0", "0.0 DECIMAL(1,1)"},
      {"1e3", "1000 DOUBLE"},
      {"'it''s'", "'it's' STRING"},
      {"TRUE", "true BOOLEAN"},
      {"NULL", "NULL BIGINT"},
      {"TIMESTAMP '1970-01-01 00:00:01'", "1970-01-01T00:00:01.000Z TIMESTAMP"},
      {"INTERVAL '2' MINUTE", "120000 BIGINT"},
  });
}

TEST_CASE("arithmetic keeps integers, scales decimals and widens to DOUBLE") {
  check({
      {"sent + 1", "add(#1, 1) BIGINT"},
      {"sent / 2", "divide(#1, 2) DOUBLE"},
      {"sent % 2", "modulo(#1, 2) BIGINT"},
      {"sent - 1 - 2", "subtract(subtract(#1, 1), 2) BIGINT"},
      {"fee + 1", "add(#2, 1) DECIMAL(18,2)"},
      {"fee + 1.5", "add(#2, 1.5) DECIMAL(11,2)"},
      {"fee - 0.125", "subtract(#2, 0.125) DECIMAL(12,3)"},
      {"fee * fee", "multiply(#2, #2) DECIMAL(18,4)"},
      {"fee * 1.5", "multiply(#2, 1.5) DECIMAL(12,3)"},
      {"fee / 3", "divide(#2, 3) DECIMAL(18,6)"},
      {"fee / 0.125", "divide(#2, 0.125) DECIMAL(18,7)"},
      {"rate / rate", "divide(#3, #3) DECIMAL(18,16)"},
      {"fee % 0.25", "modulo(#2, 0.25) DECIMAL(10,2)"},
      {"fee * weight", "multiply(cast<DOUBLE>(#2), #7) DOUBLE"},
      {"weight + 1", "add(#7, 1) DOUBLE"},
      {"weight * 0.5", "multiply(#7, 0.5) DOUBLE"},
      {"-fee", "negate(#2) DECIMAL(10,2)"},
      {"- -sent", "negate(negate(#1)) BIGINT"},
      {"- - -sent", "negate(#1) BIGINT"},
      {"NULL + 1", "add(NULL, 1) BIGINT"},
      {"weight - NULL", "subtract(#7, NULL) DOUBLE"},
      {"NULL * NULL", "multiply(NULL, NULL) BIGINT"},
      {"-NULL", "NULL BIGINT"},
  });
}

TEST_CASE("timestamps move by milliseconds and intervals, and their difference is milliseconds") {
  check({
      {"ts + 5", "add(#0, 5) TIMESTAMP"},
      {"5 + ts", "add(#0, 5) TIMESTAMP"},
      {"ts - INTERVAL '1' HOUR", "subtract(#0, 3600000) TIMESTAMP"},
      {"ts - ts", "subtract(#0, #0) BIGINT"},
      {"sent + INTERVAL '1' SECOND", "add(#1, 1000) BIGINT"},
      {"ts + NULL", "add(#0, NULL) TIMESTAMP"},
  });
}

TEST_CASE(
    "comparisons cast to what exec compares, and read string literals as the other side's type") {
  check({
      {"sent = 5", "eq(#1, 5) BOOLEAN"},
      {"sent <> fee", "ne(#1, #2) BOOLEAN"},
      {"fee < 1.5", "lt(#2, 1.5) BOOLEAN"},
      {"sent <= weight", "le(cast<DOUBLE>(#1), #7) BOOLEAN"},
      {"weight > 1.5", "gt(#7, 1.5) BOOLEAN"},
      {"ts >= sent", "ge(#0, #1) BOOLEAN"},
      {"ts = '1970-01-01'", "eq(#0, 1970-01-01T00:00:00.000Z) BOOLEAN"},
      {"'1970-01-01' = ts", "eq(1970-01-01T00:00:00.000Z, #0) BOOLEAN"},
      {"sent = '5'", "eq(#1, 5) BOOLEAN"},
      {"sent = '5.5'", "eq(#1, 5.5) BOOLEAN"},
      {"is_open = 'true'", "eq(#4, true) BOOLEAN"},
      {"note = 'x'", "eq(#5, 'x') BOOLEAN"},
      {"'a' < 'b'", "lt('a', 'b') BOOLEAN"},
      {"weight = NULL", "eq(#7, NULL) BOOLEAN"},
      {"ts BETWEEN '1970-01-01' AND ts + 5",
       "and(ge(#0, 1970-01-01T00:00:00.000Z), le(#0, add(#0, 5))) BOOLEAN"},
      {"sent NOT BETWEEN 1 AND 2", "not(and(ge(#1, 1), le(#1, 2))) BOOLEAN"},
      {"sent IN (1, 2.5, NULL)", "in(#1, 1, 2.5, NULL) BOOLEAN"},
      {"sent IN (1, weight)", "in(cast<DOUBLE>(#1), 1, #7) BOOLEAN"},
      {"ts NOT IN ('1970-01-01')", "not(in(#0, 1970-01-01T00:00:00.000Z)) BOOLEAN"},
      {"note LIKE 'a%'", "like(#5, 'a%') BOOLEAN"},
      {"note NOT LIKE NULL", "not(like(#5, NULL)) BOOLEAN"},
      {"note IS NULL", "is_null(#5) BOOLEAN"},
      {"note IS NOT NULL", "is_not_null(#5) BOOLEAN"},
  });
}

TEST_CASE("conditions are balanced trees, evaluated from left to right") {
  check({
      {"is_open AND sent = 1", "and(#4, eq(#1, 1)) BOOLEAN"},
      {"is_open OR TRUE OR FALSE OR NULL", "or(or(#4, true), or(false, NULL)) BOOLEAN"},
      {"is_open AND TRUE AND FALSE", "and(and(#4, true), false) BOOLEAN"},
      {"NOT is_open", "not(#4) BOOLEAN"},
      {"NOT NOT is_open", "#4 BOOLEAN"},
      {"NOT NOT NOT is_open", "not(#4) BOOLEAN"},
  });
}

TEST_CASE("CASE and its relatives give one type") {
  check({
      {"CASE WHEN is_open THEN 1 END", "case(#4, 1, NULL) BIGINT"},
      {"CASE WHEN is_open THEN 1 ELSE fee END",
       "case(#4, 1.00, cast<DECIMAL(18,2)>(#2)) DECIMAL(18,2)"},
      {"CASE WHEN is_open THEN sent ELSE weight END", "case(#4, cast<DOUBLE>(#1), #7) DOUBLE"},
      {"CASE WHEN is_open THEN ts ELSE '1970-01-01' END",
       "case(#4, #0, 1970-01-01T00:00:00.000Z) TIMESTAMP"},
      {"CASE WHEN is_open THEN NULL ELSE 'a' END", "case(#4, NULL, 'a') STRING"},
      {"CASE sent WHEN 1 THEN 'a' WHEN 2.5 THEN 'b' ELSE 'c' END",
       "case(eq(#1, 1), 'a', eq(#1, 2.5), 'b', 'c') STRING"},
      {"COALESCE(NULL, note, 'x')", "coalesce(NULL, #5, 'x') STRING"},
      {"IFNULL(weight, 0)", "coalesce(#7, 0) DOUBLE"},
      {"NULLIF(sent, 0)", "nullif(#1, 0) BIGINT"},
      {"LEAST(fee, 1.125)", "least(cast<DECIMAL(11,3)>(#2), 1.125) DECIMAL(11,3)"},
      {"GREATEST(sent, weight, NULL)", "greatest(cast<DOUBLE>(#1), #7, NULL) DOUBLE"},
  });
}

TEST_CASE("functions give the types that their names promise") {
  check({
      {"ABS(fee)", "abs(#2) DECIMAL(10,2)"},
      {"CEIL(fee)", "ceil(#2) DECIMAL(9,0)"},
      {"CEILING(weight)", "ceil(#7) DOUBLE"},
      {"FLOOR(sent)", "floor(#1) BIGINT"},
      {"ROUND(fee)", "round(#2) DECIMAL(9,0)"},
      {"ROUND(rate, 3)", "round(#3, 3) DECIMAL(10,3)"},
      {"ROUND(fee, 5)", "round(#2, 5) DECIMAL(11,2)"},
      {"ROUND(weight, -2)", "round(#7, -2) DOUBLE"},
      {"POW(sent, 2)", "power(cast<DOUBLE>(#1), 2) DOUBLE"},
      {"SQRT(fee)", "sqrt(cast<DOUBLE>(#2)) DOUBLE"},
      {"UPPER(note)", "upper(#5) STRING"},
      {"LEN(note)", "length(#5) BIGINT"},
      {"SUBSTR(note, 2, 3)", "substring(#5, 2, 3) STRING"},
      {"REPLACE(note, 'a', NULL)", "replace(#5, 'a', NULL) STRING"},
      {"CONCAT(note, sent, NULL)", "concat_skip_null(#5, cast<STRING>(#1), NULL) STRING"},
      {"note || sent || 'x'", "concat(#5, cast<STRING>(#1), 'x') STRING"},
      {"EXTRACT(hour FROM ts)", "extract_HOUR(#0) BIGINT"},
      {"EXTRACT(DOW FROM sent)", "extract_DOW(cast<TIMESTAMP>(#1)) BIGINT"},
      {"EXTRACT(YEAR FROM '2001-05-06')", "extract_YEAR(2001-05-06T00:00:00.000Z) BIGINT"},
      {"DATE_FORMAT(ts, 'yyyy')", "date_format(#0, 'yyyy') STRING"},
  });
}

TEST_CASE("CAST goes where there is a way") {
  check({
      {"CAST(note AS BIGINT)", "cast<BIGINT>(#5) BIGINT"},
      {"CAST(note AS TIMESTAMP)", "cast<TIMESTAMP>(#5) TIMESTAMP"},
      {"CAST(fee AS DECIMAL(8,1))", "cast<DECIMAL(8,1)>(#2) DECIMAL(8,1)"},
      {"CAST(weight AS INT)", "cast<BIGINT>(#7) BIGINT"},
      {"CAST(is_open AS BIGINT)", "cast<BIGINT>(#4) BIGINT"},
      {"CAST(ts AS BIGINT)", "cast<BIGINT>(#0) BIGINT"},
      {"CAST(sent AS TIMESTAMP)", "cast<TIMESTAMP>(#1) TIMESTAMP"},
      {"CAST(ts AS STRING)", "cast<STRING>(#0) STRING"},
      {"CAST(NULL AS STRING)", "NULL STRING"},
  });
}

TEST_CASE("system columns have their types") {
  check({
      {"_timestamp", "_TIMESTAMP TIMESTAMP"},
      {"_Offset", "_OFFSET BIGINT"},
      {"_PARTITION", "_PARTITION BIGINT"},
      {"_event_time", "_EVENT_TIME TIMESTAMP"},
      {"_key", "_KEY STRING"},
      {"payments._topic", "_TOPIC STRING"},
  });
}

}  // namespace
}  // namespace millrace::test
