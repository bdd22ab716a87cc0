// core/exec/evaluator.cpp — runs the compiled nodes for a batch and gathers what they had to say.
#include "core/exec/evaluator.hpp"

#include <algorithm>
#include <utility>

#include "core/base/assert.hpp"
#include "core/exec/kernels/compile.hpp"
#include "core/exec/kernels/selection.hpp"

namespace millrace {
namespace {

/// The column with NULL in the rows that are in error.
Column with_nulls_at(const Column& column, const std::vector<std::uint32_t>& rows) {
  std::vector<std::uint8_t> validity(column.row_count(), 1);
  if (column.has_nulls()) {
    validity.assign(column.validity().begin(), column.validity().end());
  }
  for (const std::uint32_t row : rows) validity[row] = 0;
  switch (column.type().physical()) {
    case PhysicalKind::kInt64:
      return Column::of_int64(column.type(), {column.int64s().begin(), column.int64s().end()},
                              std::move(validity));
    case PhysicalKind::kDouble:
      return Column::of_double({column.doubles().begin(), column.doubles().end()},
                               std::move(validity));
    case PhysicalKind::kBoolean:
      return Column::of_boolean({column.booleans().begin(), column.booleans().end()},
                                std::move(validity));
    case PhysicalKind::kCode:
      break;
  }
  return Column::of_codes(column.dictionary(), {column.codes().begin(), column.codes().end()},
                          std::move(validity));
}

}  // namespace

struct Evaluator::State {
  Expression expression;
  NodePtr root;
  Reports reports;
};

Evaluator::Evaluator(Expression expression) : state_(std::make_unique<State>()) {
  state_->root = compile(expression);
  state_->expression = std::move(expression);
}

Evaluator::~Evaluator() = default;
Evaluator::Evaluator(const Evaluator& other) : Evaluator(other.expression()) {}
Evaluator& Evaluator::operator=(const Evaluator& other) {
  if (this != &other) *this = Evaluator(other);
  return *this;
}
Evaluator::Evaluator(Evaluator&&) noexcept = default;
Evaluator& Evaluator::operator=(Evaluator&&) noexcept = default;

const Expression& Evaluator::expression() const {
  return state_->expression;
}

Column Evaluator::evaluate(const EvaluationInput& input, std::span<const std::uint32_t> selection,
                           EvaluationRemarks& remarks) {
  if (selection.empty()) return Column::of_nulls(state_->expression.type, input.row_count);
  Reports& reports = state_->reports;
  reports.begin(input.row_count, remarks);
  Operand value = state_->root->evaluate({input, reports}, {input.row_count, selection});
  MILLRACE_ASSERT(value.type.physical() == state_->expression.type.physical());
  value.type = state_->expression.type;
  Column column = column_of(std::move(value), input.row_count);
  if (!reports.error_rows().empty()) column = with_nulls_at(column, reports.error_rows());
  reports.finish();
  return column;
}

Selection Evaluator::filter(const EvaluationInput& input, std::span<const std::uint32_t> selection,
                            EvaluationRemarks& remarks) {
  MILLRACE_ASSERT(state_->expression.type.kind == TypeKind::kBoolean);
  Selection kept;
  if (selection.empty()) return kept;
  Reports& reports = state_->reports;
  reports.begin(input.row_count, remarks);
  state_->root->filter({input, reports}, {input.row_count, selection}, kept);
  if (!reports.error_rows().empty()) {
    std::vector<std::uint32_t> rows = reports.error_rows();
    std::sort(rows.begin(), rows.end());
    subtract_rows(kept, rows);
  }
  reports.finish();
  return kept;
}

void remove_rows(Selection& selection, std::span<const RowError> errors) {
  std::vector<std::uint32_t> rows;
  rows.reserve(errors.size());
  for (const RowError& error : errors) rows.push_back(error.row);
  std::sort(rows.begin(), rows.end());
  subtract_rows(selection, rows);
}

}  // namespace millrace
