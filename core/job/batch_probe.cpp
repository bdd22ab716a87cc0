// core/job/batch_probe.cpp — evaluates what the executor will evaluate, and keeps only the errors.
#include "core/job/batch_probe.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace millrace {

namespace {

/// Every expression over records, but for WHERE.
std::vector<Expression> input_expressions(const QueryPlan& query) {
  std::vector<Expression> expressions = query.group_keys;
  for (const AggregateCall& call : query.aggregates) {
    if (call.argument.has_value()) expressions.push_back(*call.argument);
  }
  for (const OverCall& call : query.over) {
    expressions.insert(expressions.end(), call.arguments.begin(), call.arguments.end());
    if (call.aggregate.has_value() && call.aggregate->argument.has_value()) {
      expressions.push_back(*call.aggregate->argument);
    }
  }
  if (query.shape != QueryShape::kProjection) return expressions;
  for (const OutputItem& item : query.outputs) expressions.push_back(item.expression);
  for (const OrderKey& key : query.order_by) expressions.push_back(key.expression);
  return expressions;
}

}  // namespace

BatchProbe::BatchProbe(std::shared_ptr<const QueryPlan> query) : query_(std::move(query)) {
  if (query_->where.has_value()) where_.emplace_back(*query_->where);
  for (Expression& expression : input_expressions(*query_)) {
    // A column as it stands cannot fail.
    if (expression.op != ExprOp::kColumn) inputs_.emplace_back(std::move(expression));
  }
}

std::vector<RowError> BatchProbe::errors_of(const RecordBatch& batch) {
  const EvaluationInput input{
      .row_count = batch.row_count, .columns = batch.columns, .records = &batch};
  Selection selection(batch.row_count);
  std::iota(selection.begin(), selection.end(), 0u);
  EvaluationRemarks remarks;
  for (Evaluator& where : where_) {
    selection = where.filter(input, selection, remarks);
  }
  for (Evaluator& expression : inputs_) {
    static_cast<void>(expression.evaluate(input, selection, remarks));
  }
  if (query_->needs_event_time) {
    const Column& times = batch.event_times;
    for (const std::uint32_t row : selection) {
      if (row >= times.row_count() || times.is_null(row)) {
        remarks.errors.push_back({row, "the record has no event time"});
      }
    }
  }
  std::sort(remarks.errors.begin(), remarks.errors.end(),
            [](const RowError& a, const RowError& b) { return a.row < b.row; });
  return std::move(remarks.errors);
}

std::vector<DeadLetter> BatchProbe::dead_letters_of(const RecordBatch& batch) {
  const std::vector<RowError> errors = errors_of(batch);
  if (errors.empty()) return {};
  const std::string cause = "batch failed at offset " +
                            std::to_string(batch.offset_at(errors.front().row)) + ": " +
                            errors.front().message;
  std::vector<DeadLetter> letters;
  letters.reserve(batch.row_count);
  auto error = errors.begin();
  for (std::uint32_t row = 0; row < batch.row_count; ++row) {
    while (error != errors.end() && error->row < row) ++error;
    const bool is_bad = error != errors.end() && error->row == row;
    letters.push_back({.topic = batch.topic ? *batch.topic : std::string(),
                       .source_partition = batch.source_partition,
                       .offset = batch.offset_at(row),
                       .error = is_bad ? error->message : cause,
                       .original = original_record(batch, row)});
  }
  return letters;
}

}  // namespace millrace
