// tests/exec/evaluator_comparison_test.cpp — comparisons, IN, LIKE and their NULLs.
#include <doctest/doctest.h>

#include <array>
#include <limits>

#include "core/exec/kernels/like_pattern.hpp"
#include "tests/support/expressions.hpp"

namespace millrace {
namespace {

using namespace test;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::array kComparisons = {ExprOp::kEqual,     ExprOp::kNotEqual, ExprOp::kLess,
                                     ExprOp::kLessEqual, ExprOp::kGreater,  ExprOp::kGreaterEqual};

/// = <> < <= > >= of the first rows, as T, F or N each.
std::string outcomes(const Expression& a, const Expression& b, const std::vector<Column>& columns) {
  std::string text;
  for (const ExprOp op : kComparisons) {
    const std::string answer = evaluated(test_of(op, {a, b}), columns);
    text += answer == "true" ? 'T' : (answer == "false" ? 'F' : 'N');
  }
  return text;
}

std::string outcomes(const Column& a, const Column& b) {
  const std::string columns = outcomes(column(0, a.type()), column(1, b.type()), {a, b});
  // Every way to hand over the same values must say the same.
  CHECK(outcomes(column(0, a.type()), literal(b.value_at(0)), {a}) == columns);
  CHECK(outcomes(literal(a.value_at(0)), column(0, b.type()), {b}) == columns);
  CHECK(outcomes(literal(a.value_at(0)), literal(b.value_at(0)), {a}) == columns);
  return columns;
}

const std::string kLessOutcome = "FTTTFF";
const std::string kEqualOutcome = "TFFTFT";
const std::string kGreaterOutcome = "FTFFTT";

TEST_CASE("values of one type compare in their order") {
  CHECK(outcomes(bigints({1}), bigints({2})) == kLessOutcome);
  CHECK(outcomes(bigints({-1}), bigints({-1})) == kEqualOutcome);
  CHECK(outcomes(timestamps({5}), timestamps({-5})) == kGreaterOutcome);
  CHECK(outcomes(booleans({false}), booleans({true})) == kLessOutcome);
  CHECK(outcomes(doubles({1.5}), doubles({1.25})) == kGreaterOutcome);
  CHECK(outcomes(strings({"a"}), strings({"ab"})) == kLessOutcome);
  CHECK(outcomes(strings({"é"}), strings({"z"})) == kGreaterOutcome);  // by bytes
  CHECK(outcomes(strings({""}), strings({""})) == kEqualOutcome);
  CHECK(outcomes(timestamps({1000}), bigints({1000})) == kEqualOutcome);
}

TEST_CASE("BIGINT and DECIMAL of any scales compare exactly") {
  CHECK(outcomes(decimals(5, 1, {10}), decimals(5, 2, {100})) == kEqualOutcome);
  CHECK(outcomes(decimals(5, 2, {101}), bigints({1})) == kGreaterOutcome);
  CHECK(outcomes(bigints({std::numeric_limits<std::int64_t>::max()}),
                 decimals(18, 18, {999'999'999'999'999'999})) == kGreaterOutcome);
  CHECK(outcomes(bigints({std::numeric_limits<std::int64_t>::min()}),
                 decimals(18, 18, {-999'999'999'999'999'999})) == kLessOutcome);
}

TEST_CASE("NaN equals NaN and is greater than all numbers; minus zero equals zero") {
  CHECK(outcomes(doubles({kNaN}), doubles({kNaN})) == kEqualOutcome);
  CHECK(outcomes(doubles({kNaN}), doubles({std::numeric_limits<double>::infinity()})) ==
        kGreaterOutcome);
  CHECK(outcomes(doubles({1.0}), doubles({kNaN})) == kLessOutcome);
  CHECK(outcomes(doubles({-0.0}), doubles({0.0})) == kEqualOutcome);
}

TEST_CASE("a comparison with NULL is NULL, whichever side it is on") {
  CHECK(outcomes(bigints({{}}), bigints({1})) == "NNNNNN");
  CHECK(outcomes(bigints({1}), bigints({{}})) == "NNNNNN");
  CHECK(outcomes(strings({{}}), strings({"a"})) == "NNNNNN");
  CHECK(outcomes(strings({"a"}), strings({{}})) == "NNNNNN");
  CHECK(outcomes(doubles({{}}), doubles({{}})) == "NNNNNN");
  CHECK(outcomes(decimals(5, 1, {{}}), bigints({1})) == "NNNNNN");
}

TEST_CASE("strings of one dictionary and of two compare alike") {
  const Column a = strings({"x", "y", {}, "z"});
  const Column same = a.gather(std::vector<std::uint32_t>{0, 0, 1, 2});
  const Expression equal =
      test_of(ExprOp::kEqual, {column(0, DataType::string()), column(1, DataType::string())});
  CHECK(evaluated(equal, {a, same}) == "true | false | NULL | NULL");
  CHECK(evaluated(equal, {a, strings({"x", "x", "y", {}})}) == "true | false | NULL | NULL");
}

TEST_CASE("IN is TRUE for a match, else NULL when NULL is in the list, else FALSE") {
  const Column n = bigints({1, 2, {}, 3});
  const Expression x = column(0, DataType::bigint());
  CHECK(evaluated(test_of(ExprOp::kIn, {x, literal(1), literal(3)}), {n}) ==
        "true | false | NULL | true");
  CHECK(evaluated(test_of(ExprOp::kIn, {x, literal(1), null_literal(DataType::bigint())}), {n}) ==
        "true | NULL | NULL | NULL");
  std::vector<Expression> many = {x};
  for (std::int64_t i = 3; i < 40; ++i) many.push_back(literal(i));
  CHECK(evaluated(test_of(ExprOp::kIn, many), {n}) == "false | false | NULL | true");
}

TEST_CASE("IN compares numbers of different scales exactly") {
  const Column price = decimals(5, 2, {100, 150, 155});
  const Expression list =
      test_of(ExprOp::kIn, {column(0, price.type()), literal(1),
                            literal(Value::decimal(15, DataType::decimal(2, 1))),
                            literal(Value::decimal(1555, DataType::decimal(4, 3)))});
  CHECK(evaluated(list, {price}) == "true | true | false");
  CHECK(evaluated(test_of(ExprOp::kIn, {column(0, DataType::real()), literal(kNaN), literal(0.0)}),
                  {doubles({kNaN, -0.0, 1.0})}) == "true | true | false");
}

TEST_CASE("IN works for strings, booleans and lists that are not literal") {
  const Expression s = column(0, DataType::string());
  CHECK(evaluated(test_of(ExprOp::kIn, {s, literal("JFK"), literal("LAX")}),
                  {strings({"LAX", "SFO", {}})}) == "true | false | NULL");
  const Expression b = column(0, DataType::boolean());
  CHECK(evaluated(test_of(ExprOp::kIn, {b, literal(Value::boolean(true))}),
                  {booleans({true, false, {}})}) == "true | false | NULL");
  const Expression among = test_of(
      ExprOp::kIn, {column(0, DataType::bigint()), column(1, DataType::bigint()), literal(9)});
  CHECK(evaluated(among, {bigints({1, 2, 9, 4}), bigints({1, {}, {}, 5})}) ==
        "true | NULL | true | false");
}

TEST_CASE(
    "LIKE matches whole strings; % any text, _ one code point, backslash the next literally") {
  struct Case {
    const char* text;
    const char* pattern;
    bool matches;
  };
  const std::array<Case, 22> cases = {{{"abc", "abc", true},
                                       {"abc", "a%", true},
                                       {"abc", "%c", true},
                                       {"abc", "%b%", true},
                                       {"abc", "a_c", true},
                                       {"abc", "a_", false},
                                       {"abc", "", false},
                                       {"", "", true},
                                       {"", "%", true},
                                       {"", "_", false},
                                       {"héllo", "h_llo", true},
                                       {"日本語", "___", true},
                                       {"日本語", "%本%", true},
                                       {"日本語", "__", false},
                                       {"50%", "50\\%", true},
                                       {"500", "50\\%", false},
                                       {"a_b", "a\\_b", true},
                                       {"axb", "a\\_b", false},
                                       {"a\\b", "a\\\\b", true},
                                       {"aaaaaaaaab", "%a%a%a%b", true},
                                       {"mississippi", "%iss%ip%i", true},
                                       {"ABC", "abc", false}}};
  for (const Case& example : cases) {
    CAPTURE(example.text);
    CAPTURE(example.pattern);
    CHECK(matches_like(example.text, example.pattern) == example.matches);
  }
}

TEST_CASE("LIKE of a column answers NULL for NULL and an error for an unfinished pattern") {
  const Expression text = column(0, DataType::string());
  const Expression pattern = column(1, DataType::string());
  const Column texts = strings({"abc", "abd", {}, "x"});
  CHECK(evaluated(test_of(ExprOp::kLike, {text, literal("ab%")}), {texts}) ==
        "true | true | NULL | false");
  CHECK(evaluated(test_of(ExprOp::kLike, {text, pattern}),
                  {texts, strings({"%c", "%c", "%", "x\\"})}) ==
        "true | false | NULL | error: LIKE pattern must not end with a backslash: 'x\\'");
  CHECK(evaluated(test_of(ExprOp::kLike, {text, literal("\\")}), {strings({"a"})}) ==
        "error: LIKE pattern must not end with a backslash: '\\'");
  CHECK(evaluated(test_of(ExprOp::kLike, {text, null_literal(DataType::string())}), {texts}) ==
        "NULL | NULL | NULL | NULL");
}

}  // namespace
}  // namespace millrace
