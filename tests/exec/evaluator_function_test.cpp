// tests/exec/evaluator_function_test.cpp — functions of numbers and strings.
#include <doctest/doctest.h>

#include <limits>

#include "tests/support/expressions.hpp"

namespace millrace {
namespace {

using namespace test;

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
const DataType kBigint = DataType::bigint();
const DataType kDouble = DataType::real();
const DataType kString = DataType::string();

/// f of one column, with literals after it.
std::string of(ExprOp op, DataType type, const Column& cells, std::vector<Expression> more = {}) {
  std::vector<Expression> args = {column(0, cells.type())};
  for (Expression& arg : more) args.push_back(std::move(arg));
  return evaluated(call(op, type, std::move(args)), {cells});
}

TEST_CASE("ABS has the type of its argument and one value that does not fit") {
  CHECK(of(ExprOp::kAbs, kBigint, bigints({-5, 5, {}, kMin})) ==
        "5 | 5 | NULL | error: ABS does not fit BIGINT: -9223372036854775808");
  CHECK(of(ExprOp::kAbs, kDouble, doubles({-0.0, -1.5, {}})) == "0 | 1.5 | NULL");
  CHECK(of(ExprOp::kAbs, DataType::decimal(5, 2), decimals(5, 2, {-5})) == "0.05");
}

TEST_CASE("CEIL and FLOOR of DECIMAL lose the digits after the point") {
  const Column cells = decimals(5, 2, {101, -101, 100, {}});
  CHECK(of(ExprOp::kCeil, DataType::decimal(4, 0), cells) == "2 | -1 | 1 | NULL");
  CHECK(of(ExprOp::kFloor, DataType::decimal(4, 0), cells) == "1 | -2 | 1 | NULL");
  CHECK(of(ExprOp::kCeil, kDouble, doubles({1.2, -1.2, -0.5})) == "2 | -1 | -0");
  CHECK(of(ExprOp::kFloor, kDouble, doubles({1.2, -1.2, 1e300})) == "1 | -2 | 1e300");
  CHECK(of(ExprOp::kCeil, kBigint, bigints({kMax, kMin})) ==
        "9223372036854775807 | -9223372036854775808");
}

TEST_CASE("ROUND takes halves away from zero, at any digit") {
  CHECK(of(ExprOp::kRound, DataType::decimal(4, 0), decimals(5, 2, {150, -150, 149, 99'950})) ==
        "2 | -2 | 1 | 1000");
  CHECK(of(ExprOp::kRound, DataType::decimal(5, 1), decimals(5, 2, {125, -125}), {literal(1)}) ==
        "1.3 | -1.3");
  CHECK(of(ExprOp::kRound, DataType::decimal(5, 2), decimals(5, 2, {125}), {literal(7)}) == "1.25");
  CHECK(of(ExprOp::kRound, DataType::decimal(4, 0), decimals(5, 2, {12'345}), {literal(-1)}) ==
        "120");
  CHECK(of(ExprOp::kRound, kBigint, bigints({1250, -1250, 49}), {literal(-2)}) ==
        "1300 | -1300 | 0");
  CHECK(of(ExprOp::kRound, kBigint, bigints({kMax, 14}), {literal(-1)}) ==
        "error: ROUND does not fit BIGINT: 9223372036854775807 | 10");
  CHECK(of(ExprOp::kRound, kBigint, bigints({kMax, kMin, 5}), {literal(-40)}) == "0 | 0 | 0");
  CHECK(of(ExprOp::kRound, kBigint, bigints({7}), {literal(3)}) == "7");
}

TEST_CASE("ROUND of DOUBLE keeps what has no digits to lose") {
  CHECK(of(ExprOp::kRound, kDouble, doubles({2.5, -2.5, 0.49999999999999994, -0.2, {}})) ==
        "3 | -3 | 0 | -0 | NULL");
  CHECK(of(ExprOp::kRound, kDouble, doubles({3.14159, -0.125, 1e300, 1e-9}), {literal(2)}) ==
        "3.14 | -0.13 | 1e300 | 0");
  CHECK(of(ExprOp::kRound, kDouble, doubles({1250.0, 1e300}), {literal(-2)}) == "1300 | 1e300");
  CHECK(of(ExprOp::kRound, kDouble, doubles({1.5}), {literal(400)}) == "1.5");
  CHECK(of(ExprOp::kRound, kDouble, doubles({1.5}), {literal(-400)}) == "0");
  CHECK(of(ExprOp::kRound, kDouble, doubles({1e-25}), {literal(24)}) == "0");
}

TEST_CASE(
    "POWER is exact for whole exponents; what is not real is an error, 0 to a negative NULL") {
  const Column base = doubles({2.0, -2.0, -8.0, 0.0, 4.0, {}});
  const Column exponent = doubles({10.0, 3.0, 0.5, -1.0, 0.5, 1.0});
  CHECK(evaluated(call(ExprOp::kPower, kDouble, {column(0, kDouble), column(1, kDouble)}),
                  {base, exponent}) ==
        "1024 | -8 | error: POWER of a negative number with a fractional exponent: -8 to the 0.5 | "
        "NULL | 2 | NULL / 1 divisions by zero");
}

TEST_CASE("SQRT of a negative number is an error") {
  CHECK(of(ExprOp::kSqrt, kDouble, doubles({2.25, -0.0, -1.0, {}})) ==
        "1.5 | -0 | error: SQRT of a negative number: -1 | NULL");
}

TEST_CASE("UPPER and LOWER change ASCII letters alone") {
  CHECK(of(ExprOp::kUpper, kString, strings({"jfk", "Zürich", {}, ""})) ==
        "JFK | ZüRICH | NULL | ");
  CHECK(of(ExprOp::kLower, kString, strings({"JFK", "ÄB"})) == "jfk | Äb");
}

TEST_CASE("LENGTH counts code points") {
  CHECK(of(ExprOp::kLength, kBigint, strings({"", "abc", "日本語", {}})) == "0 | 3 | 3 | NULL");
}

TEST_CASE("SUBSTRING counts code points from 1 and may start outside") {
  const Column text = strings({"héllo"});
  CHECK(of(ExprOp::kSubstring, kString, text, {literal(2)}) == "éllo");
  CHECK(of(ExprOp::kSubstring, kString, text, {literal(2), literal(3)}) == "éll");
  CHECK(of(ExprOp::kSubstring, kString, text, {literal(0), literal(3)}) == "hé");
  CHECK(of(ExprOp::kSubstring, kString, text, {literal(-5), literal(3)}) == "");
  CHECK(of(ExprOp::kSubstring, kString, text, {literal(6)}) == "");
  CHECK(of(ExprOp::kSubstring, kString, text, {literal(3), literal(kMax)}) == "llo");
  CHECK(of(ExprOp::kSubstring, kString, text, {literal(kMin), literal(kMax)}) == "");
  CHECK(of(ExprOp::kSubstring, kString, text, {literal(1), literal(-1)}) ==
        "error: SUBSTRING with a negative length: -1");
  const Expression per_row = call(ExprOp::kSubstring, kString,
                                  {column(0, kString), column(1, kBigint), column(2, kBigint)});
  CHECK(evaluated(per_row, {strings({"abcd", "abcd", "abcd", {}}), bigints({2, 1, {}, 1}),
                            bigints({2, -2, 1, 1})}) ==
        "bc | error: SUBSTRING with a negative length: -2 | NULL | NULL");
}

TEST_CASE("TRIM, LTRIM and RTRIM take off blanks, REPLACE every occurrence") {
  const Column text = strings({"  a b ", "\ta", "", {}});
  CHECK(of(ExprOp::kTrim, kString, text) == "a b | \ta |  | NULL");
  CHECK(of(ExprOp::kLtrim, kString, text) == "a b  | \ta |  | NULL");
  CHECK(of(ExprOp::kRtrim, kString, text) == "  a b | \ta |  | NULL");
  CHECK(of(ExprOp::kReplace, kString, strings({"banana", "x", {}}),
           {literal("an"), literal("AN")}) == "bANANa | x | NULL");
  CHECK(of(ExprOp::kReplace, kString, strings({"aaa"}), {literal("aa"), literal("b")}) == "ba");
  CHECK(of(ExprOp::kReplace, kString, strings({"abc"}), {literal(""), literal("x")}) == "abc");
}

TEST_CASE("|| is NULL where any part is, CONCAT takes NULL for nothing") {
  const std::vector<Column> columns = {strings({"a", {}, "c"}), strings({"x", "y", {}})};
  const Expression a = column(0, kString);
  const Expression b = column(1, kString);
  CHECK(evaluated(call(ExprOp::kConcat, kString, {a, literal("-"), b}), columns) ==
        "a-x | NULL | NULL");
  CHECK(evaluated(call(ExprOp::kConcatSkipNull, kString, {a, literal("-"), b}), columns) ==
        "a-x | -y | c-");
  CHECK(evaluated(call(ExprOp::kConcatSkipNull, kString, {a, literal("!")}), columns) ==
        "a! | ! | c!");
  CHECK(evaluated(call(ExprOp::kConcat, kString, {a, null_literal(kString)}), columns) ==
        "NULL | NULL | NULL");
}

TEST_CASE("a string function gives the same codes in every batch of a topic") {
  ColumnBuilder builder(kString);
  const auto batch = [&builder](std::initializer_list<const char*> cells) {
    for (const char* cell : cells) builder.append_string(cell);
    return builder.take();
  };
  Evaluator evaluator(call(ExprOp::kUpper, kString, {column(0, kString)}));
  EvaluationRemarks remarks;
  const std::vector<Column> one = {batch({"a", "b", "a"})};
  const std::vector<Column> two = {batch({"c", "b", "d"})};
  const Column first = evaluator.evaluate({3, one}, all_rows(3), remarks);
  const Column second = evaluator.evaluate({3, two}, all_rows(3), remarks);
  CHECK(first.dictionary()->lineage() == second.dictionary()->lineage());
  CHECK(first.codes()[1] == second.codes()[1]);
  CHECK(second.string_at(2) == "D");
}

TEST_CASE("string work is right when the dictionary is larger than the batch, and when it is not") {
  ColumnBuilder builder(kString);
  for (int i = 0; i < 1000; ++i) builder.append_string("key_" + std::to_string(i));
  const Column all = builder.take();
  Evaluator upper(call(ExprOp::kUpper, kString, {column(0, kString)}));
  Evaluator ends(test_of(ExprOp::kLike, {column(0, kString), literal("%9")}));
  const std::vector<Column> few = {all.slice(499, 3)};
  CHECK(evaluated(upper, {3, few}, all_rows(3)) == "KEY_499 | KEY_500 | KEY_501");
  CHECK(evaluated(ends, {3, few}, all_rows(3)) == "true | false | false");
  const std::vector<Column> many = {all};
  CHECK(evaluated(upper, {1000, many}, {0, 500, 999}) == "KEY_0 | KEY_500 | KEY_999");
  EvaluationRemarks remarks;
  CHECK(ends.filter({1000, many}, all_rows(1000), remarks).size() == 100);
}

TEST_CASE("more dictionaries than are remembered still give right answers") {
  Evaluator upper(call(ExprOp::kUpper, kString, {column(0, kString)}));
  std::vector<Column> topics;
  for (int i = 0; i < 150; ++i) topics.push_back(strings({"t" + std::to_string(i), {}, "same"}));
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 150; ++i) {
      const std::vector<Column> columns = {topics[static_cast<std::size_t>(i)]};
      CHECK(evaluated(upper, {3, columns}, all_rows(3)) ==
            "T" + std::to_string(i) + " | NULL | SAME");
    }
  }
}

}  // namespace
}  // namespace millrace
