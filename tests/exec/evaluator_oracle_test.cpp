// tests/exec/evaluator_oracle_test.cpp — random expressions: the vectorised evaluator says what a row-by-row one says.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/exec/random_expressions.hpp"
#include "tests/exec/reference_evaluator.hpp"
#include "tests/support/expressions.hpp"

namespace millrace {
namespace {

using namespace test;

struct Expected {
  std::vector<std::string> texts;  // per selected row; "error" where it fails
  std::int64_t divisions_by_zero = 0;
  Selection is_true;
};

Expected expected_of(const Expression& expression, const std::vector<Column>& columns,
                     const Selection& selection) {
  Expected expected;
  for (const std::uint32_t row : selection) {
    ReferenceEvaluator reference(columns, row);
    const Value value = reference.evaluate(expression);
    expected.texts.push_back(reference.has_failed() ? "error" : to_text(value));
    if (!reference.has_failed() && reference.has_divided_by_zero()) ++expected.divisions_by_zero;
    ReferenceEvaluator as_filter(columns, row);
    const bool is_boolean = expression.type.kind == TypeKind::kBoolean;
    if (is_boolean && as_filter.is_true(expression) && !as_filter.has_failed()) {
      expected.is_true.push_back(row);
    }
  }
  return expected;
}

Selection random_selection(Prng& random, std::uint32_t row_count) {
  Selection selection;
  const std::uint64_t share = random.below(5);
  for (std::uint32_t row = 0; row < row_count; ++row) {
    if (share == 4 || random.chance(share + 1, 20)) selection.push_back(row);
  }
  return selection;
}

void check_batch(Evaluator& evaluator, Prng& random) {
  const auto row_count = static_cast<std::uint32_t>(random.below(40));
  const std::vector<Column> columns = random_columns(random, row_count);
  const Selection selection = random_selection(random, row_count);
  const Expression& expression = evaluator.expression();
  const Expected expected = expected_of(expression, columns, selection);
  EvaluationRemarks remarks;
  const Column result = evaluator.evaluate({row_count, columns}, selection, remarks);
  CHECK(result.row_count() == row_count);
  CHECK(result.type() == expression.type);
  std::vector<std::string> texts;
  for (const std::uint32_t row : selection) {
    const std::string text = text_of_row(result, row, remarks);
    texts.push_back(text.rfind("error", 0) == 0 ? "error" : text);
  }
  CHECK(texts == expected.texts);
  CHECK(remarks.divisions_by_zero == expected.divisions_by_zero);
  for (const RowError& error : remarks.errors) {
    CHECK(std::binary_search(selection.begin(), selection.end(), error.row));
    CHECK(result.is_null(error.row));
  }
  if (expression.type.kind != TypeKind::kBoolean) return;
  EvaluationRemarks filter_remarks;
  CHECK(evaluator.filter({row_count, columns}, selection, filter_remarks) == expected.is_true);
}

TEST_CASE("random expressions over random columns agree with the row-by-row reference") {
  const Prng root(20'250'601);
  for (std::uint64_t seed = 0; seed < 4000; ++seed) {
    CAPTURE(seed);
    Prng random = root.fork(seed);
    const DataType type = random_type(random);
    const int depth = 2 + static_cast<int>(random.below(4));
    Evaluator evaluator(random_expression(random, type, depth));
    for (int batch = 0; batch < 3; ++batch) check_batch(evaluator, random);
  }
}

}  // namespace
}  // namespace millrace
