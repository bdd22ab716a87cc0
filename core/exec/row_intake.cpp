// core/exec/row_intake.cpp — the order of judgement of a row (semantics §4, §7).
#include "core/exec/row_intake.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "core/base/assert.hpp"

namespace millrace {
namespace {

std::vector<std::uint32_t> held_columns(const RecordBatch& batch) {
  std::vector<std::uint32_t> held;
  for (std::uint32_t i = 0; i < batch.columns.size(); ++i) {
    if (batch.columns[i].row_count() > 0) held.push_back(i);
  }
  return held;
}

DeadLetter dead_letter(const RecordBatch& batch, std::uint32_t row, std::string error) {
  DeadLetter letter;
  if (batch.topic) letter.topic = *batch.topic;
  letter.source_partition = batch.source_partition;
  letter.offset = batch.offset_at(row);
  letter.error = std::move(error);
  letter.original = original_record(batch, row);
  return letter;
}

/// Values of the rows named: the column itself where that is all of them.
std::span<const std::int64_t> rows_of(const Column& column, const Selection& rows,
                                      std::vector<std::int64_t>& buffer) {
  const std::span<const std::int64_t> values = column.int64s();
  if (rows.size() == values.size()) return values;
  buffer.resize(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) buffer[i] = values[rows[i]];
  return buffer;
}

}  // namespace

bool is_same_expression(const Expression& a, const Expression& b) {
  if (a.op != b.op || !(a.type == b.type) || a.column != b.column || a.system != b.system) {
    return false;
  }
  if (!(a.literal == b.literal) || a.args.size() != b.args.size()) return false;
  for (std::size_t i = 0; i < a.args.size(); ++i) {
    if (!is_same_expression(a.args[i], b.args[i])) return false;
  }
  return true;
}

RowIntake::RowIntake(std::shared_ptr<const QueryPlan> plan, const std::vector<Expression>& values,
                     LateRows late_rows)
    : plan_(std::move(plan)), late_policy_(late_rows) {
  if (plan_->where.has_value()) where_.emplace(*plan_->where);
  for (const Expression& value : values) {
    std::uint32_t at = 0;
    while (at < evaluators_.size() && !is_same_expression(evaluators_[at].expression(), value)) {
      ++at;
    }
    if (at == evaluators_.size()) evaluators_.emplace_back(value);
    evaluator_of_value_.push_back(at);
  }
  columns_.resize(evaluators_.size());
}

std::vector<Column> RowIntake::values(std::uint32_t first, std::uint32_t count) const {
  std::vector<Column> columns;
  columns.reserve(count);
  for (std::uint32_t i = first; i < first + count; ++i) columns.push_back(value(i));
  return columns;
}

RowIntake::RowIntake(const RowIntake& other)
    : plan_(other.plan_),
      where_(other.where_),
      evaluators_(other.evaluators_),
      evaluator_of_value_(other.evaluator_of_value_),
      late_policy_(other.late_policy_),
      balance_(other.balance_),
      columns_(other.evaluators_.size()) {}

void RowIntake::begin_batch(const RecordBatch& batch, ExecutorOutput& output) {
  batch_ = &batch;
  late_.clear();
  balance_.read += batch.row_count;
  rows_.resize(batch.row_count);
  std::iota(rows_.begin(), rows_.end(), 0u);
  const EvaluationInput input = {
      .row_count = batch.row_count, .columns = batch.columns, .records = &batch};
  filter(input, output);
  evaluate_values(input, output);
  times_ms_ = {};
  watermarks_ms_ = {};
  if (plan_->needs_event_time) {
    require_event_time(output);
    refresh_times();
  }
  judge_lateness();
}

void RowIntake::filter(const EvaluationInput& input, ExecutorOutput& output) {
  if (!where_.has_value()) return;
  EvaluationRemarks remarks;
  const std::size_t before = rows_.size();
  rows_ = where_->filter(input, rows_, remarks);
  balance_.expression_errors += remarks.divisions_by_zero;
  balance_.filtered += static_cast<std::int64_t>(before - rows_.size() - remarks.errors.size());
  reject(remarks.errors, output);
}

void RowIntake::evaluate_values(const EvaluationInput& input, ExecutorOutput& output) {
  for (std::size_t i = 0; i < evaluators_.size(); ++i) {
    EvaluationRemarks remarks;
    columns_[i] = evaluators_[i].evaluate(input, rows_, remarks);
    balance_.expression_errors += remarks.divisions_by_zero;
    if (remarks.errors.empty()) continue;
    remove_rows(rows_, remarks.errors);
    reject(remarks.errors, output);
  }
}

void RowIntake::require_event_time(ExecutorOutput& output) {
  const bool is_held = batch_->event_times.row_count() > 0;
  if (is_held && !batch_->event_times.has_nulls()) return;
  std::string message = "the record has no timestamp, and the query needs its event time";
  if (plan_->event_time_column.has_value()) {
    message = "the event time is NULL: column '";
    message += plan_->input->fields()[*plan_->event_time_column].name;
    message += "'";
  }
  std::vector<RowError> errors;
  for (const std::uint32_t row : rows_) {
    if (!is_held || batch_->event_times.is_null(row)) errors.push_back({row, message});
  }
  remove_rows(rows_, errors);
  reject(errors, output);
}

void RowIntake::reject(std::vector<RowError>& errors, ExecutorOutput& output) {
  std::sort(errors.begin(), errors.end(),
            [](const RowError& a, const RowError& b) { return a.row < b.row; });
  for (RowError& error : errors) {
    output.dead_letters.push_back(dead_letter(*batch_, error.row, std::move(error.message)));
  }
  balance_.dead_letter += static_cast<std::int64_t>(errors.size());
}

void RowIntake::refresh_times() {
  if (rows_.empty()) {
    times_ms_ = {};
    watermarks_ms_ = {};
    return;
  }
  times_ms_ = rows_of(batch_->event_times, rows_, times_buffer_);
  if (batch_->watermarks_before.row_count() > 0) {
    watermarks_ms_ = rows_of(batch_->watermarks_before, rows_, watermarks_buffer_);
  } else {
    watermarks_buffer_.assign(rows_.size(), std::numeric_limits<std::int64_t>::min());
    watermarks_ms_ = watermarks_buffer_;
  }
}

void RowIntake::judge_lateness() {
  if (late_policy_ == LateRows::kProcessAll) return;
  if (batch_->event_times.row_count() == 0 || batch_->watermarks_before.row_count() == 0) return;
  const std::span<const std::int64_t> times = batch_->event_times.int64s();
  const std::span<const std::int64_t> watermarks = batch_->watermarks_before.int64s();
  const bool has_nulls = batch_->event_times.has_nulls();
  std::int64_t late_count = 0;
  for (const std::uint32_t row : rows_) {
    if (has_nulls && batch_->event_times.is_null(row)) continue;
    late_count += times[row] < watermarks[row] ? 1 : 0;
  }
  if (late_count == 0) return;
  if (late_policy_ == LateRows::kProcessWithWarning) {
    balance_.late_seen += late_count;
    return;
  }
  std::vector<Fate> fates(rows_.size(), Fate::kTaken);
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const std::uint32_t row = rows_[i];
    if (batch_->event_times.is_null(row)) continue;
    if (times[row] < watermarks[row]) fates[i] = Fate::kLate;
  }
  decide(fates);
}

void RowIntake::decide(std::span<const Fate> fates) {
  MILLRACE_ASSERT(fates.size() == rows_.size());
  std::size_t kept = 0;
  for (std::size_t i = 0; i < fates.size(); ++i) {
    const std::uint32_t row = rows_[i];
    switch (fates[i]) {
      case Fate::kTaken:
        rows_[kept++] = row;
        break;
      case Fate::kFiltered:
        ++balance_.filtered;
        break;
      case Fate::kLateAfterIdle:
        ++balance_.late_after_idle;
        late_.push_back(row);
        break;
      case Fate::kLate:
        late_.push_back(row);
        break;
    }
  }
  if (kept == rows_.size()) return;
  rows_.resize(kept);
  if (plan_->needs_event_time) refresh_times();
}

void RowIntake::finish_batch(ExecutorOutput& output) {
  balance_.in_effect += static_cast<std::int64_t>(rows_.size());
  if (late_.empty()) return;
  balance_.late += static_cast<std::int64_t>(late_.size());
  std::sort(late_.begin(), late_.end());
  output.late.push_back(gather_rows(*batch_, late_, held_columns(*batch_)));
}

}  // namespace millrace
