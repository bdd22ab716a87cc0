// core/exec/over/over_executor.cpp — the way of a row from arrival to output.
#include "core/exec/over/over_executor.hpp"

#include <algorithm>
#include <numeric>

#include "core/base/assert.hpp"
#include "core/exec/over/over_order.hpp"
#include "core/exec/saturating.hpp"

namespace millrace {
namespace {

/// The column that a call looks at, where it looks at one.
const Expression* argument_of(const OverCall& call) {
  if (call.aggregate.has_value()) {
    return call.aggregate->argument.has_value() ? &*call.aggregate->argument : nullptr;
  }
  return call.arguments.empty() ? nullptr : &call.arguments[0];
}

std::uint32_t index_of(const std::vector<Expression>& expressions, const Expression& wanted) {
  std::uint32_t i = 0;
  while (i < expressions.size() && !is_same_expression(expressions[i], wanted)) ++i;
  return i;
}

std::vector<Expression> distinct_arguments(const QueryPlan& plan) {
  std::vector<Expression> arguments;
  for (const OverCall& call : plan.over) {
    const Expression* argument = argument_of(call);
    if (argument == nullptr) continue;
    if (index_of(arguments, *argument) == arguments.size()) arguments.push_back(*argument);
  }
  return arguments;
}

std::vector<DataType> types_of(const std::vector<Expression>& expressions) {
  std::vector<DataType> types;
  for (const Expression& expression : expressions) types.push_back(expression.type);
  return types;
}

std::vector<Expression> concatenated(std::vector<Expression> a, const std::vector<Expression>& b,
                                     const std::vector<Expression>& c) {
  a.insert(a.end(), b.begin(), b.end());
  a.insert(a.end(), c.begin(), c.end());
  return a;
}

}  // namespace

OverExecutor::OverExecutor(std::shared_ptr<const QueryPlan> plan, ExecutorOptions options)
    : plan_(std::move(plan)),
      is_ordered_(is_any_call_ordered(*plan_)),
      results_(plan_),
      arguments_(distinct_arguments(*plan_)),
      intake_(plan_, concatenated(plan_->group_keys, arguments_, results_.early_items()),
              options.late_rows),
      groups_(GroupTable::for_keys(plan_->group_keys)),
      history_(types_of(arguments_)) {
  MILLRACE_ASSERT(!options.partial);
  for (const OverCall& call : plan_->over) {
    const Expression* argument = argument_of(call);
    calls_.push_back(
        make_over_column(call, argument == nullptr ? 0 : index_of(arguments_, *argument)));
    rows_before_ = std::max(rows_before_, calls_.back()->rows_before());
    rows_after_ = std::max(rows_after_, calls_.back()->rows_after());
  }
}

void OverExecutor::process(const RecordBatch& batch, ExecutorOutput& output) {
  work_.rows_in += batch.row_count;
  const std::int64_t filtered_before = intake_.balance().filtered;
  intake_.begin_batch(batch, output);
  work_.rows_filtered += intake_.balance().filtered - filtered_before;
  if (is_ordered_) judge_rows();
  const std::uint32_t groups_before = groups_.group_count();
  groups_.find_or_add(intake_.values(0, groups_.key_count()), intake_.rows(), group_of_row_);
  work_.groups_created += groups_.group_count() - groups_before;
  resize_groups();
  if (!intake_.rows().empty()) {
    for (const std::uint32_t group : group_of_row_) is_held_[group] = 1;
    const std::uint32_t chunk = records_.add(arrived_chunk(batch, group_of_row_));
    if (is_ordered_) {
      wait_for_watermark(chunk);
    } else {
      std::vector<RowRef> records(intake_.rows().size());
      for (std::uint32_t row = 0; row < records.size(); ++row) records[row] = {chunk, row};
      append_rows(records, batch.sequence, output);
    }
  }
  intake_.finish_batch(output);
}

/// Rows are worked through in the order of time, so a row that comes after its time was passed comes too late
/// (semantics §4).
void OverExecutor::judge_rows() {
  const std::span<const std::int64_t> times = intake_.times_ms();
  const std::span<const std::int64_t> watermarks = intake_.watermarks_ms();
  std::vector<Fate> fates(times.size(), Fate::kTaken);
  bool is_any_late = false;
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (times[i] >= std::max(watermarks[i], watermark_.ms)) continue;
    fates[i] = times[i] < watermarks[i] ? Fate::kLate : Fate::kLateAfterIdle;
    is_any_late = true;
  }
  if (is_any_late) intake_.decide(fates);
}

RecordChunk OverExecutor::arrived_chunk(const RecordBatch& batch,
                                        std::span<const std::uint32_t> groups) const {
  const Selection& rows = intake_.rows();
  const bool is_every_row = rows.size() == batch.row_count;
  const auto kept = [&](const Column& column) {
    return is_every_row ? column : column.gather(rows);
  };
  RecordChunk chunk;
  const std::span<const std::uint32_t> needed = results_.kept_columns();
  if (is_every_row) {
    chunk.batch = batch;
    for (std::uint32_t i = 0; i < batch.columns.size(); ++i) {
      if (!std::binary_search(needed.begin(), needed.end(), i)) chunk.batch.columns[i] = Column();
    }
  } else {
    chunk.batch = gather_rows(batch, rows, needed);
  }
  chunk.batch.raw = nullptr;
  chunk.batch.watermarks_before = Column();
  const auto first_value = groups_.key_count() + static_cast<std::uint32_t>(arguments_.size());
  for (std::uint32_t i = groups_.key_count(); i < first_value; ++i) {
    chunk.arguments.push_back(kept(intake_.value(i)));
  }
  for (std::uint32_t i = 0; i < results_.early_items().size(); ++i) {
    chunk.values.push_back(kept(intake_.value(first_value + i)));
  }
  chunk.groups.assign(groups.begin(), groups.end());
  return chunk;
}

void OverExecutor::wait_for_watermark(std::uint32_t chunk) {
  const RecordBatch& batch = records_.chunk(chunk).batch;
  std::vector<TimedRow> rows;
  rows.reserve(batch.row_count);
  for (std::uint32_t row = 0; row < batch.row_count; ++row) {
    rows.push_back({batch.event_times.int64s()[row],
                    batch.source_partition,
                    batch.offset_at(row),
                    {chunk, row}});
  }
  waiting_.add(std::move(rows));
}

void OverExecutor::advance_watermark(EventTime watermark, std::int64_t sequence,
                                     ExecutorOutput& output) {
  if (watermark > watermark_) {
    watermark_ = watermark;
    const bool is_end = watermark == EventTime::max();
    std::vector<RowRef> records;
    for (const TimedRow& row : is_end ? waiting_.take_all() : waiting_.take_before(watermark.ms)) {
      records.push_back(row.record);
    }
    if (!records.empty()) append_rows(records, sequence, output);
    if (is_end) {
      complete_rest(sequence, output);
      // Nothing comes after the end: what rows might have looked back at is needed no more.
      for (std::uint32_t group = 0; group < groups_.group_count(); ++group) {
        history_.restart_at(group, 0);
      }
      is_held_.assign(is_held_.size(), 0);
    }
  }
  output.completed_to = std::max(output.completed_to, watermark_);
}

void OverExecutor::append_rows(std::span<const RowRef> records, std::int64_t sequence,
                               ExecutorOutput& output) {
  append_to_history(records);
  for (const RowRef record : records) {
    const std::uint32_t group = group_of(record);
    // The rows of this step are all in the history already: each of them completes the one row that waited for it.
    ++appended_[group];
    if (appended_[group] - completed_[group] > rows_after_) add_completed(group);
  }
  work_.groups_touched += static_cast<std::int64_t>(records.size());
  complete(sequence, output);
}

void OverExecutor::append_to_history(std::span<const RowRef> records) {
  std::vector<std::uint32_t> chunks;
  std::vector<std::uint32_t> at_chunk(records_.chunk_count(), GroupTable::kNone);
  std::vector<RowRef> places(records.size());
  for (std::size_t i = 0; i < records.size(); ++i) {
    std::uint32_t& at = at_chunk[records[i].chunk];
    if (at == GroupTable::kNone) {
      at = static_cast<std::uint32_t>(chunks.size());
      chunks.push_back(records[i].chunk);
    }
    places[i] = {at, records_.row_of(records[i])};
  }
  const RecordChunk& first = records_.chunk(chunks[0]);
  bool is_whole_chunk = chunks.size() == 1 && first.row_count() == records.size();
  for (std::uint32_t i = 0; is_whole_chunk && i < places.size(); ++i) {
    is_whole_chunk = places[i].row == i;
  }
  std::vector<Column> arguments;
  std::vector<const Column*> columns(chunks.size());
  for (std::size_t argument = 0; argument < arguments_.size(); ++argument) {
    if (is_whole_chunk) {
      arguments.push_back(first.arguments[argument]);
      continue;
    }
    for (std::size_t i = 0; i < chunks.size(); ++i) {
      columns[i] = &records_.chunk(chunks[i]).arguments[argument];
    }
    arguments.push_back(gather_across(arguments_[argument].type, columns, places));
  }
  const auto row_count = static_cast<std::uint32_t>(records.size());
  const std::uint32_t chunk = history_.log().append(std::move(arguments), row_count);
  for (std::uint32_t row = 0; row < row_count; ++row) {
    history_.add(group_of(records[row]), {chunk, row}, records[row]);
  }
}

void OverExecutor::add_completed(std::uint32_t group) {
  const std::int64_t index = completed_[group]++;
  const RowRef record = history_.record(group, index);
  completed_rows_.push_back({group, index, time_of(record)});
  completed_records_.push_back(record);
}

void OverExecutor::complete_rest(std::int64_t sequence, ExecutorOutput& output) {
  for (std::uint32_t group = 0; group < groups_.group_count(); ++group) {
    while (completed_[group] < appended_[group]) add_completed(group);
  }
  complete(sequence, output);
}

void OverExecutor::complete(std::int64_t sequence, ExecutorOutput& output) {
  if (completed_rows_.empty()) return;
  std::vector<std::uint32_t> groups;
  groups.reserve(completed_rows_.size());
  for (const CompletedRow& row : completed_rows_) groups.push_back(row.group);
  rounds_.split(groups, groups_.group_count());
  const OverStep step = {completed_rows_, rounds_, history_, groups_.group_count()};
  std::int64_t& errors = intake_.balance().expression_errors;
  std::vector<Column> values;
  for (const auto& call : calls_) values.push_back(call->complete(step, errors));
  for (ResultBatch& result :
       results_.make(records_, completed_records_, completed_rows_, values, groups_, errors)) {
    result.sequence = sequence;
    intake_.balance().results += result.row_count;
    work_.rows_out += result.row_count;
    output.results.push_back(std::move(result));
  }
  records_.release(completed_records_);
  for (const std::uint32_t group : groups) {
    history_.forget_before(group, saturating_subtract(completed_[group], rows_before_));
  }
  history_.compact_if_sparse();
  completed_rows_.clear();
  completed_records_.clear();
}

void OverExecutor::resize_groups() {
  const std::uint32_t group_count = groups_.group_count();
  history_.resize(group_count);
  completed_.resize(group_count, 0);
  appended_.resize(group_count, 0);
  is_held_.resize(group_count, 0);
}

std::uint32_t OverExecutor::group_of(RowRef record) const {
  return records_.chunk(record.chunk).groups[records_.row_of(record)];
}

std::int64_t OverExecutor::time_of(RowRef record) const {
  if (!is_ordered_) return 0;
  const RecordBatch& batch = records_.chunk(record.chunk).batch;
  return batch.event_times.int64s()[records_.row_of(record)];
}

std::vector<Column> OverExecutor::group_keys_seen() const {
  std::vector<std::uint32_t> all(groups_.group_count());
  std::iota(all.begin(), all.end(), 0u);
  return groups_.keys_of(all);
}

std::int64_t OverExecutor::state_count() const {
  return std::count(is_held_.begin(), is_held_.end(), 1);
}

std::int64_t OverExecutor::state_bytes() const {
  std::int64_t bytes = groups_.byte_count() + records_.byte_count() + waiting_.byte_count() +
                       history_.byte_count() + bytes_of(appended_) + bytes_of(completed_) +
                       bytes_of(is_held_);
  for (const CloningPtr<OverColumn>& call : calls_) bytes += call->state_bytes();
  return bytes;
}

}  // namespace millrace
