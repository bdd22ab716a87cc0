// tests/exec/evaluator_arithmetic_test.cpp — + - * / % and the sign, by type (semantics §2).
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "core/exec/kernels/float_remainder.hpp"
#include "tests/support/expressions.hpp"

namespace millrace {
namespace {

using namespace test;

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
const DataType kBigint = DataType::bigint();
const DataType kDouble = DataType::real();

/// a op b over two columns.
std::string pairs(ExprOp op, DataType type, const Column& a, const Column& b) {
  return evaluated(call(op, type, {column(0, a.type()), column(1, b.type())}), {a, b});
}

TEST_CASE("BIGINT arithmetic is exact, NULL where an operand is, and an error where it overflows") {
  const Column a = bigints({7, -7, {}, kMax, kMin, 3037000500});
  const Column b = bigints({2, 2, 1, 1, 1, 3037000500});
  CHECK(pairs(ExprOp::kAdd, kBigint, a, b) ==
        "9 | -5 | NULL | error: result does not fit BIGINT: 9223372036854775807 + 1 | "
        "-9223372036854775807 | 6074001000");
  CHECK(pairs(ExprOp::kSubtract, kBigint, a, b) ==
        "5 | -9 | NULL | 9223372036854775806 | "
        "error: result does not fit BIGINT: -9223372036854775808 - 1 | 0");
  CHECK(pairs(ExprOp::kMultiply, kBigint, a, b) ==
        "14 | -14 | NULL | 9223372036854775807 | -9223372036854775808 | "
        "error: result does not fit BIGINT: 3037000500 * 3037000500");
}

TEST_CASE("% of BIGINT has the sign of the dividend; by zero it is NULL and counted") {
  const Column a = bigints({7, -7, 7, kMin, 5, {}});
  const Column b = bigints({3, 3, -3, -1, 0, 0});
  CHECK(pairs(ExprOp::kModulo, kBigint, a, b) ==
        "1 | -1 | 1 | 0 | NULL | NULL / 1 divisions by zero");
}

TEST_CASE("BIGINT / BIGINT is a DOUBLE; by zero it is NULL and counted") {
  const Column a = bigints({7, 1, -1, 5, {}});
  const Column b = bigints({2, 3, 8, 0, 0});
  CHECK(pairs(ExprOp::kDivide, kDouble, a, b) ==
        "3.5 | 0.3333333333333333 | -0.125 | NULL | NULL / 1 divisions by zero");
}

TEST_CASE("DOUBLE arithmetic is IEEE, but division by zero is NULL and counted") {
  const double infinity = std::numeric_limits<double>::infinity();
  const Column a = doubles({1.5, 1e308, infinity, 1.0, {}});
  const Column b = doubles({0.25, 10.0, infinity, 0.0, 0.0});
  CHECK(pairs(ExprOp::kAdd, kDouble, a, b) == "1.75 | 1e308 | Infinity | 1 | NULL");
  CHECK(pairs(ExprOp::kMultiply, kDouble, a, b) == "0.375 | Infinity | Infinity | 0 | NULL");
  CHECK(pairs(ExprOp::kSubtract, kDouble, a, b) == "1.25 | 1e308 | NaN | 1 | NULL");
  CHECK(pairs(ExprOp::kDivide, kDouble, a, b) ==
        "6 | 1e307 | NaN | NULL | NULL / 1 divisions by zero");
  CHECK(pairs(ExprOp::kDivide, kDouble, doubles({1.0}), doubles({-0.0})) ==
        "NULL / 1 divisions by zero");
}

TEST_CASE("% of DOUBLE is exact and has the sign of the dividend") {
  CHECK(pairs(ExprOp::kModulo, kDouble, doubles({7.5, -7.5, 1e300, 5e-324, 1.0, 1.0}),
              doubles({2.0, 2.0, 7.0, 1.0, 0.0, std::numeric_limits<double>::infinity()})) ==
        "1.5 | -1.5 | 1 | 5e-324 | NULL | 1 / 1 divisions by zero");
  const double tiny = std::numeric_limits<double>::denorm_min();
  const std::vector<double> values = {1.0, 3.0, 0.1, 1e17, 1e308, 1e-308, tiny, 7 * tiny, 123.456};
  for (const double a : values) {
    for (const double b : values) {
      CHECK(float_remainder(a, b) == std::fmod(a, b));
      CHECK(float_remainder(-a, b) == std::fmod(-a, b));
    }
  }
}

TEST_CASE("+ and - of DECIMAL keep the larger scale") {
  const Column a = decimals(6, 2, {150, -5, {}, 100});  // 1.50 -0.05 NULL 1.00
  const Column b = decimals(6, 3, {1, 50, 1, -1000});   // 0.001 0.050 0.001 -1.000
  CHECK(pairs(ExprOp::kAdd, DataType::decimal(8, 3), a, b) == "1.501 | 0.000 | NULL | 0.000");
  CHECK(pairs(ExprOp::kSubtract, DataType::decimal(8, 3), a, b) == "1.499 | -0.100 | NULL | 2.000");
  const Column n = bigints({2, 2, 2, {}});
  CHECK(pairs(ExprOp::kAdd, DataType::decimal(18, 2), a, n) == "3.50 | 1.95 | NULL | NULL");
}

TEST_CASE("a literal beside a DECIMAL column takes its scale") {
  const Column a = decimals(12, 4, {15000, -500});
  const Expression sum =
      call(ExprOp::kAdd, DataType::decimal(18, 4), {column(0, a.type()), literal(10)});
  CHECK(evaluated(sum, {a}) == "11.5000 | 9.9500");
  const Expression difference =
      call(ExprOp::kSubtract, DataType::decimal(18, 4), {literal(1), column(0, a.type())});
  CHECK(evaluated(difference, {a}) == "-0.5000 | 1.0500");
}

TEST_CASE("* of DECIMAL adds the scales; more than 18 digits are an error of the row") {
  const Column a = decimals(18, 2, {150, -5, 999'999'999'999'999'999, {}});
  const Column b = decimals(18, 3, {2000, 300, 2000, 1});
  CHECK(pairs(ExprOp::kMultiply, DataType::decimal(18, 5), a, b) ==
        "3.00000 | -0.01500 | error: result does not fit DECIMAL(18,5): 9999999999999999.99 * "
        "2.000 | "
        "NULL");
  CHECK(pairs(ExprOp::kMultiply, DataType::decimal(18, 2), a, bigints({3, 3, 1, 3})) ==
        "4.50 | -0.15 | 9999999999999999.99 | NULL");
}

TEST_CASE("DECIMAL results beyond 18 digits are errors although 64 bits would hold them") {
  const Column a = decimals(18, 0, {999'999'999'999'999'999, -999'999'999'999'999'999});
  const Column b = decimals(18, 0, {1, -1});
  CHECK(pairs(ExprOp::kAdd, DataType::decimal(18, 0), a, b) ==
        "error: result does not fit DECIMAL(18,0): 999999999999999999 + 1 | "
        "error: result does not fit DECIMAL(18,0): -999999999999999999 + -1");
}

TEST_CASE("/ of DECIMAL has four digits more, rounded half away from zero; by zero it is NULL") {
  const Column a = decimals(6, 2, {100, -100, 200, 5, 1, 100});
  const Column b = decimals(6, 2, {300, 300, 300, 800'000, -800, 0});
  CHECK(pairs(ExprOp::kDivide, DataType::decimal(18, 6), a, b) ==
        "0.333333 | -0.333333 | 0.666667 | 0.000006 | -0.001250 | NULL / 1 divisions by zero");
  CHECK(pairs(ExprOp::kDivide, DataType::decimal(18, 6), bigints({1}), decimals(6, 2, {-600})) ==
        "-0.166667");
  const Column huge = decimals(18, 0, {999'999'999'999'999'999});
  CHECK(pairs(ExprOp::kDivide, DataType::decimal(18, 18), huge, decimals(18, 18, {1})) ==
        "error: result does not fit DECIMAL(18,18): 999999999999999999 / 0.000000000000000001");
  CHECK(pairs(ExprOp::kDivide, DataType::decimal(18, 18), decimals(18, 18, {1}),
              decimals(18, 18, {3})) == "0.333333333333333333");
}

TEST_CASE("% of DECIMAL works at the larger scale") {
  CHECK(pairs(ExprOp::kModulo, DataType::decimal(18, 2), decimals(6, 2, {750, -750, 100}),
              bigints({2, 2, 0})) == "1.50 | -1.50 | NULL / 1 divisions by zero");
}

TEST_CASE("times and milliseconds add and subtract") {
  const Column t = timestamps({0, 1000, {}, kMax});
  const Column n = bigints({86'400'000, -2000, 1, 1});
  CHECK(pairs(ExprOp::kAdd, DataType::timestamp(), t, n) ==
        "1970-01-02T00:00:00.000Z | 1969-12-31T23:59:59.000Z | NULL | error: result does not fit "
        "TIMESTAMP: +292278994-08-17T07:12:55.807Z + 1");
  CHECK(pairs(ExprOp::kSubtract, kBigint, t, timestamps({1, 1, 1, 1})) ==
        "-1 | 999 | NULL | 9223372036854775806");
}

TEST_CASE("negation keeps the sign of zero and overflows only for the smallest BIGINT") {
  const Column n = bigints({5, 0, {}, kMin});
  CHECK(evaluated(call(ExprOp::kNegate, kBigint, {column(0, kBigint)}), {n}) ==
        "-5 | 0 | NULL | error: result does not fit BIGINT: 0 - -9223372036854775808");
  CHECK(evaluated(call(ExprOp::kNegate, kDouble, {column(0, kDouble)}), {doubles({0.0, -2.5})}) ==
        "-0 | 2.5");
  const DataType price = DataType::decimal(5, 2);
  CHECK(evaluated(call(ExprOp::kNegate, price, {column(0, price)}), {decimals(5, 2, {5})}) ==
        "-0.05");
}

TEST_CASE("literals alone are worked out once, and a failing one fails every row") {
  const Expression sum = call(ExprOp::kAdd, kBigint, {literal(2), literal(3)});
  CHECK(evaluated(sum, {bigints({1, 1})}) == "5 | 5");
  const Expression bad = call(ExprOp::kAdd, kBigint, {literal(kMax), literal(1)});
  CHECK(evaluated(bad, {bigints({1, 1})}) ==
        "error: result does not fit BIGINT: 9223372036854775807 + 1 | "
        "error: result does not fit BIGINT: 9223372036854775807 + 1");
  const Expression none = call(ExprOp::kDivide, kDouble, {literal(1), literal(0)});
  CHECK(evaluated(none, {bigints({1, 1})}) == "NULL | NULL / 2 divisions by zero");
}

TEST_CASE("a NULL literal makes everything NULL, but its partner is still checked") {
  const DataType type = kBigint;
  const Expression inner = call(ExprOp::kAdd, type, {column(0, type), literal(1)});
  const Expression outer = call(ExprOp::kMultiply, type, {inner, null_literal(type)});
  CHECK(evaluated(outer, {bigints({1, kMax})}) ==
        "NULL | error: result does not fit BIGINT: 9223372036854775807 + 1");
}

TEST_CASE("a row that fails in several places is reported once, with its first error") {
  const Expression first = call(ExprOp::kAdd, kBigint, {column(0, kBigint), literal(1)});
  const Expression second = call(ExprOp::kMultiply, kBigint, {column(0, kBigint), literal(2)});
  Evaluator evaluator(call(ExprOp::kAdd, kBigint, {first, second}));
  EvaluationRemarks remarks;
  const std::vector<Column> columns = {bigints({kMax, 1})};
  const Column result = evaluator.evaluate({2, columns}, all_rows(2), remarks);
  REQUIRE(remarks.errors.size() == 1);
  CHECK(remarks.errors[0].row == 0);
  CHECK(remarks.errors[0].message == "result does not fit BIGINT: 9223372036854775807 + 1");
  CHECK(result.is_null(0));
  CHECK(result.int64s()[1] == 4);
}

TEST_CASE("a row that divides by zero twice counts once, and not at all where it is in error") {
  const Expression one = call(ExprOp::kModulo, kBigint, {literal(1), column(0, kBigint)});
  const Expression twice = call(ExprOp::kAdd, kBigint, {one, one});
  CHECK(evaluated(twice, {bigints({0, 2, 0})}) == "NULL | 2 | NULL / 2 divisions by zero");
  const Expression failing = call(ExprOp::kAdd, kBigint, {column(1, kBigint), literal(1)});
  const Expression both = call(ExprOp::kAdd, kBigint, {one, failing});
  CHECK(evaluated(both, {bigints({0, 0}), bigints({kMax, 1})}) ==
        "error: result does not fit BIGINT: 9223372036854775807 + 1 | NULL / 1 divisions by zero");
}

}  // namespace
}  // namespace millrace
