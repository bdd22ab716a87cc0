// tests/exec/evaluator_logic_test.cpp — three-valued logic, and branches that are evaluated only where they are taken.
#include <doctest/doctest.h>

#include <limits>

#include "tests/support/expressions.hpp"

namespace millrace {
namespace {

using namespace test;

const DataType kBoolean = DataType::boolean();
const DataType kBigint = DataType::bigint();
const DataType kString = DataType::string();

const Cells<bool> kLeft = {true, true, true, false, false, false, {}, {}, {}};
const Cells<bool> kRight = {true, false, {}, true, false, {}, true, false, {}};

/// A BOOLEAN that is not cheap, so that it is evaluated for a selection: s = 'true'.
Expression picky(std::uint32_t index) {
  return cast_to(kBoolean, column(index, kString));
}
Column as_text(const Cells<bool>& cells) {
  Cells<std::string_view> texts;
  for (const auto& cell : cells) {
    texts.push_back(cell ? std::optional<std::string_view>(*cell ? "true" : "false")
                         : std::nullopt);
  }
  return strings(texts);
}

TEST_CASE("AND, OR and NOT follow Kleene's tables") {
  const std::vector<Column> columns = {booleans(kLeft), booleans(kRight)};
  const std::vector<Column> texts = {as_text(kLeft), as_text(kRight)};
  const std::string and_table = "true | false | NULL | false | false | false | NULL | false | NULL";
  const std::string or_table = "true | true | true | true | false | NULL | true | NULL | NULL";
  const Expression a = column(0, kBoolean);
  const Expression b = column(1, kBoolean);
  CHECK(evaluated(test_of(ExprOp::kAnd, {a, b}), columns) == and_table);
  CHECK(evaluated(test_of(ExprOp::kOr, {a, b}), columns) == or_table);
  CHECK(evaluated(test_of(ExprOp::kAnd, {picky(0), picky(1)}), texts) == and_table);
  CHECK(evaluated(test_of(ExprOp::kOr, {picky(0), picky(1)}), texts) == or_table);
  CHECK(evaluated(test_of(ExprOp::kNot, {b}), columns) ==
        "false | true | NULL | false | true | NULL | false | true | NULL");
}

TEST_CASE("constants on either side of AND and OR count like columns of them") {
  const Column mixed = booleans({true, false, {}});
  const Expression x = column(0, kBoolean);
  const Expression yes = literal(Value::boolean(true));
  const Expression no = literal(Value::boolean(false));
  const Expression none = null_literal(kBoolean);
  CHECK(evaluated(test_of(ExprOp::kAnd, {x, yes}), {mixed}) == "true | false | NULL");
  CHECK(evaluated(test_of(ExprOp::kAnd, {no, x}), {mixed}) == "false | false | false");
  CHECK(evaluated(test_of(ExprOp::kAnd, {none, x}), {mixed}) == "NULL | false | NULL");
  CHECK(evaluated(test_of(ExprOp::kOr, {x, no}), {mixed}) == "true | false | NULL");
  CHECK(evaluated(test_of(ExprOp::kOr, {yes, x}), {mixed}) == "true | true | true");
  CHECK(evaluated(test_of(ExprOp::kOr, {x, none}), {mixed}) == "true | NULL | NULL");
}

TEST_CASE("what decides an AND or OR on the left keeps the right from failing") {
  const Expression is_text = test_of(ExprOp::kNotEqual, {column(0, kString), literal("x")});
  const Expression number = cast_to(kBigint, column(0, kString));
  const Expression positive = test_of(ExprOp::kGreater, {number, literal(0)});
  const Column cells = strings({"5", "x", "-1", "y"});
  CHECK(evaluated(test_of(ExprOp::kAnd, {is_text, positive}), {cells}) ==
        "true | false | false | error: cannot read 'y' as BIGINT");
  const Expression is_x = test_of(ExprOp::kEqual, {column(0, kString), literal("x")});
  CHECK(evaluated(test_of(ExprOp::kOr, {is_x, positive}), {cells}) ==
        "true | true | false | error: cannot read 'y' as BIGINT");
}

TEST_CASE("filter keeps TRUE alone, in order, and narrows AND from left to right") {
  const Expression is_text = test_of(ExprOp::kNotEqual, {column(0, kString), literal("x")});
  const Expression number = cast_to(kBigint, column(0, kString));
  const Expression positive = test_of(ExprOp::kGreater, {number, literal(0)});
  Evaluator evaluator(test_of(ExprOp::kAnd, {is_text, positive}));
  const std::vector<Column> columns = {strings({"5", "x", {}, "y", "-1", "7"})};
  EvaluationRemarks remarks;
  const Selection kept = evaluator.filter({6, columns}, all_rows(6), remarks);
  CHECK(kept == Selection{0, 5});
  REQUIRE(remarks.errors.size() == 1);
  CHECK(remarks.errors[0].row == 3);
  Selection selection = all_rows(6);
  remove_rows(selection, remarks.errors);
  CHECK(selection == Selection{0, 1, 2, 4, 5});
}

TEST_CASE("removing as many rows as there are leaves those that were not named") {
  Selection selection = {1, 4};
  const std::vector<RowError> errors = {{5, "b"}, {4, "a"}};
  remove_rows(selection, errors);
  CHECK(selection == Selection{1});
}

TEST_CASE("filter with OR, NOT and plain columns agrees with evaluate") {
  const std::vector<Column> columns = {booleans(kLeft), booleans(kRight)};
  const Expression a = column(0, kBoolean);
  const Expression b = column(1, kBoolean);
  const auto kept = [&](const Expression& condition) {
    EvaluationRemarks remarks;
    return Evaluator(condition).filter({9, columns}, all_rows(9), remarks);
  };
  CHECK(kept(test_of(ExprOp::kOr, {a, b})) == Selection{0, 1, 2, 3, 6});
  CHECK(kept(test_of(ExprOp::kAnd, {a, b})) == Selection{0});
  CHECK(kept(test_of(ExprOp::kNot, {b})) == Selection{1, 4, 7});
  CHECK(kept(a) == Selection{0, 1, 2});
  CHECK(kept(literal(Value::boolean(true))) == all_rows(9));
  CHECK(kept(null_literal(kBoolean)).empty());
}

TEST_CASE("IS NULL and IS NOT NULL are never NULL") {
  const Column cells = bigints({1, {}});
  const Expression x = column(0, kBigint);
  CHECK(evaluated(test_of(ExprOp::kIsNull, {x}), {cells}) == "false | true");
  CHECK(evaluated(test_of(ExprOp::kIsNotNull, {x}), {cells}) == "true | false");
  CHECK(evaluated(test_of(ExprOp::kIsNull, {x}), {bigints({1, 2})}) == "false | false");
  CHECK(evaluated(test_of(ExprOp::kIsNotNull, {null_literal(kBigint)}), {cells}) ==
        "false | false");
}

TEST_CASE("CASE takes the first TRUE condition and evaluates no other branch") {
  const Expression x = column(0, kBigint);
  const Expression per_x = call(ExprOp::kModulo, kBigint, {literal(10), x});
  const Expression choice = call(ExprOp::kCase, kBigint,
                                 {test_of(ExprOp::kEqual, {x, literal(0)}), literal(-1),
                                  test_of(ExprOp::kGreater, {x, literal(5)}), x, per_x});
  CHECK(evaluated(choice, {bigints({0, 3, 7, {}, 4})}) == "-1 | 1 | 7 | NULL | 2");
  const Expression without_else =
      call(ExprOp::kCase, kBigint,
           {test_of(ExprOp::kLess, {x, literal(2)}), per_x, null_literal(kBigint)});
  CHECK(evaluated(without_else, {bigints({0, 1, 9})}) == "NULL | 0 | NULL / 1 divisions by zero");
}

TEST_CASE("CASE of strings brings the branches into one dictionary, batch after batch") {
  const Expression s = column(0, kString);
  const Expression choice =
      call(ExprOp::kCase, kString,
           {test_of(ExprOp::kEqual, {s, literal("a")}), literal("first"),
            test_of(ExprOp::kEqual, {s, literal("b")}), column(1, kString), s});
  Evaluator evaluator(choice);
  const std::vector<Column> one = {strings({"a", "b", "c", {}}), strings({"p", "q", "r", "s"})};
  const std::vector<Column> two = {strings({"c", "b", "a"}), strings({"q", {}, "r"})};
  CHECK(evaluated(evaluator, {4, one}, all_rows(4)) == "first | q | c | NULL");
  CHECK(evaluated(evaluator, {3, two}, all_rows(3)) == "c | NULL | first");
  EvaluationRemarks remarks;
  const Column first = evaluator.evaluate({4, one}, all_rows(4), remarks);
  const Column second = evaluator.evaluate({3, two}, all_rows(3), remarks);
  CHECK(first.dictionary()->lineage() == second.dictionary()->lineage());
  CHECK(first.codes()[0] == second.codes()[2]);
}

TEST_CASE("COALESCE takes the first that is not NULL and asks the later ones for those rows only") {
  const Expression a = column(0, kBigint);
  const Expression risky = call(ExprOp::kModulo, kBigint, {literal(7), column(1, kBigint)});
  const Expression first = call(ExprOp::kCoalesce, kBigint, {a, risky, literal(-1)});
  CHECK(evaluated(first, {bigints({1, {}, {}, 4}), bigints({0, 0, 4, 0})}) ==
        "1 | -1 | 3 | 4 / 1 divisions by zero");
  CHECK(evaluated(first, {bigints({1, 2}), bigints({0, 0})}) == "1 | 2");
  const Expression texts = call(ExprOp::kCoalesce, kString, {column(0, kString), literal("none")});
  CHECK(evaluated(texts, {strings({"x", {}, "y"})}) == "x | none | y");
  const Expression nothing =
      call(ExprOp::kCoalesce, kBigint, {null_literal(kBigint), column(0, kBigint)});
  CHECK(evaluated(nothing, {bigints({{}, 3})}) == "NULL | 3");
}

TEST_CASE("COALESCE does not mend a row that is in error") {
  const Expression bad = cast_to(kBigint, column(0, kString));
  CHECK(evaluated(call(ExprOp::kCoalesce, kBigint, {bad, literal(0)}), {strings({"1", "x", {}})}) ==
        "1 | error: cannot read 'x' as BIGINT | 0");
  CHECK(evaluated(test_of(ExprOp::kIsNull, {bad}), {strings({"1", "x", {}})}) ==
        "false | error: cannot read 'x' as BIGINT | true");
}

TEST_CASE("NULLIF is NULL where both are equal") {
  const Expression x = column(0, kBigint);
  CHECK(evaluated(call(ExprOp::kNullif, kBigint, {x, literal(0)}), {bigints({0, 5, {}})}) ==
        "NULL | 5 | NULL");
  CHECK(evaluated(call(ExprOp::kNullif, kBigint, {x, x}), {bigints({1, {}})}) == "NULL | NULL");
  CHECK(evaluated(call(ExprOp::kNullif, kString, {column(0, kString), literal("-")}),
                  {strings({"-", "a", {}})}) == "NULL | a | NULL");
  CHECK(evaluated(call(ExprOp::kNullif, kBigint, {literal(3), x}), {bigints({3, 4, {}})}) ==
        "NULL | 3 | 3");
}

TEST_CASE("LEAST and GREATEST pass over NULLs and put NaN last") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Expression a = column(0, kBigint);
  const Expression b = column(1, kBigint);
  const std::vector<Column> columns = {bigints({1, {}, {}, 5}), bigints({2, 2, {}, -5})};
  CHECK(evaluated(call(ExprOp::kLeast, kBigint, {a, b}), columns) == "1 | 2 | NULL | -5");
  CHECK(evaluated(call(ExprOp::kGreatest, kBigint, {a, b, literal(2)}), columns) ==
        "2 | 2 | 2 | 5");
  const Expression d = column(0, DataType::real());
  CHECK(evaluated(call(ExprOp::kGreatest, DataType::real(), {d, literal(1.0)}),
                  {doubles({nan, 0.5, {}})}) == "NaN | 1 | 1");
  CHECK(evaluated(call(ExprOp::kLeast, DataType::real(), {d, literal(1.0)}),
                  {doubles({nan, 0.5, {}})}) == "1 | 0.5 | 1");
  const Expression s = column(0, kString);
  CHECK(evaluated(call(ExprOp::kLeast, kString, {s, literal("m")}), {strings({"a", "z", {}})}) ==
        "a | m | m");
  CHECK(evaluated(call(ExprOp::kGreatest, kBoolean, {column(0, kBoolean), column(1, kBoolean)}),
                  {booleans({true, false, {}}), booleans({false, {}, {}})}) ==
        "true | false | NULL");
}

}  // namespace
}  // namespace millrace
