// core/exec/grouped/state_rows.cpp — from states to output rows.
#include "core/exec/grouped/state_rows.hpp"

#include <algorithm>
#include <utility>

#include "core/exec/column_gather.hpp"

namespace millrace {
namespace {

EvaluationInput input_of(const StateTable& table) {
  EvaluationInput input = {.row_count = table.row_count, .columns = table.columns};
  if (table.window_starts.row_count() > 0) {
    input.window_starts = &table.window_starts;
    input.window_ends = &table.window_ends;
  }
  return input;
}

bool is_every_row(std::span<const std::uint32_t> rows, std::uint32_t row_count) {
  if (rows.size() != row_count) return false;
  for (std::uint32_t i = 0; i < row_count; ++i) {
    if (rows[i] != i) return false;
  }
  return true;
}

std::int64_t count_of(const EvaluationRemarks& remarks) {
  return remarks.divisions_by_zero + static_cast<std::int64_t>(remarks.errors.size());
}

}  // namespace

StateRows::StateRows(std::shared_ptr<const QueryPlan> plan)
    : plan_(std::move(plan)), aggregates_(plan_->aggregates.size()) {}

std::uint32_t StateRows::add(const StateSlots& slots, std::span<const std::uint32_t> ids,
                             std::int64_t& overflows) {
  const std::uint32_t first = row_count();
  if (ids.empty()) return first;
  for (const std::uint32_t slot : ids) {
    groups_.push_back(slots.group(slot));
    starts_ms_.push_back(slots.start_ms(slot));
    ends_ms_.push_back(slots.end_ms(slot));
  }
  for (std::size_t i = 0; i < aggregates_.size(); ++i) {
    aggregates_[i].push_back(slots.aggregators()[i]->finish(ids, overflows));
  }
  return first;
}

StateTable StateRows::table(GroupTable& groups) const {
  StateTable table;
  table.row_count = row_count();
  table.columns = groups.keys_of(groups_);
  for (std::size_t i = 0; i < aggregates_.size(); ++i) {
    std::vector<const Column*> chunks;
    for (const Column& chunk : aggregates_[i]) chunks.push_back(&chunk);
    table.columns.push_back(concatenate(plan_->aggregates[i].result_type, chunks));
  }
  if (plan_->window.has_value()) {
    table.window_starts = Column::of_int64(DataType::timestamp(), starts_ms_);
    table.window_ends = Column::of_int64(DataType::timestamp(), ends_ms_);
  }
  return table;
}

void StateRows::clear() {
  groups_.clear();
  starts_ms_.clear();
  ends_ms_.clear();
  for (std::vector<Column>& chunks : aggregates_) chunks.clear();
}

ResultMaker::ResultMaker(const QueryPlan& plan)
    : key_count_(static_cast<std::uint32_t>(plan.group_keys.size())) {
  if (plan.having.has_value()) having_.emplace(*plan.having);
  for (const OutputItem& item : plan.outputs) outputs_.emplace_back(item.expression);
  for (const OrderKey& key : plan.order_by) order_keys_.emplace_back(key.expression);
}

Selection ResultMaker::kept_rows(const StateTable& table, const Selection& candidates,
                                 std::int64_t& expression_errors) {
  if (!having_.has_value()) return candidates;
  EvaluationRemarks remarks;
  Selection kept = having_->filter(input_of(table), candidates, remarks);
  expression_errors += count_of(remarks);
  return kept;
}

ResultBatch ResultMaker::make(const StateTable& table, std::span<const std::uint32_t> rows,
                              std::int64_t& expression_errors) {
  const bool is_every = is_every_row(rows, table.row_count);
  Selection distinct(rows.begin(), rows.end());
  if (!is_every) {
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  }
  const EvaluationInput input = input_of(table);
  const auto evaluated = [&](Evaluator& evaluator) {
    EvaluationRemarks remarks;
    Column column = evaluator.evaluate(input, distinct, remarks);
    expression_errors += count_of(remarks);
    return is_every ? column : column.gather(rows);
  };
  const auto picked = [&](const Column& column) { return is_every ? column : column.gather(rows); };
  ResultBatch batch;
  batch.row_count = static_cast<std::uint32_t>(rows.size());
  for (Evaluator& output : outputs_) batch.columns.push_back(evaluated(output));
  for (Evaluator& key : order_keys_) batch.order_keys.push_back(evaluated(key));
  for (std::uint32_t i = 0; i < key_count_; ++i) batch.keys.push_back(picked(table.columns[i]));
  if (table.window_starts.row_count() > 0) {
    batch.window_starts = picked(table.window_starts);
    batch.window_ends = picked(table.window_ends);
  }
  return batch;
}

}  // namespace millrace
