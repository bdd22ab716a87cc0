// sim/study/record_search.cpp — a batch's rows that count, their keys, and whose they are.
#include "sim/study/record_search.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace millrace {
namespace {

bool is_same_key(const Value& wanted, const Column& column, std::uint32_t row) {
  if (wanted.is_null() || column.is_null(row)) return wanted.is_null() == column.is_null(row);
  return compare_rows(Column::of_constant(wanted, 1), 0, column, row) == 0;
}

bool is_split(const GroupEvidence& group) {
  return group.problem == GroupProblem::kSplit;
}

/// Records of one worker may fill at most half of the places of a split group, so that another's are shown too.
std::size_t share_of_one_worker(const GroupEvidence& group) {
  return is_split(group) ? kEvidenceRecordsMax / 2 : kEvidenceRecordsMax;
}

}  // namespace

RecordSearch::RecordSearch(std::shared_ptr<const QueryPlan> plan,
                           std::vector<GroupEvidence>& groups)
    : plan_(std::move(plan)), groups_(groups) {
  if (plan_->where.has_value()) where_.emplace_back(*plan_->where);
  for (const Expression& key : plan_->group_keys) keys_.emplace_back(key);
}

bool RecordSearch::is_complete() const {
  return std::all_of(groups_.begin(), groups_.end(), [](const GroupEvidence& group) {
    return group.records.size() >= kEvidenceRecordsMax || (group.row_of && group.record_count > 0);
  });
}

void RecordSearch::look_at(WorkerId worker, const RecordBatch& batch) {
  if (batch.row_count == 0) return;
  EvaluationInput input;
  input.row_count = batch.row_count;
  input.columns = batch.columns;
  input.records = &batch;
  EvaluationRemarks remarks;
  Selection rows(batch.row_count);
  std::iota(rows.begin(), rows.end(), 0u);
  for (Evaluator& where : where_) rows = where.filter(input, rows, remarks);
  std::vector<Column> keys;
  for (Evaluator& key : keys_) keys.push_back(key.evaluate(input, rows, remarks));
  remove_rows(rows, remarks.errors);
  if (rows.empty()) return;
  for (GroupEvidence& group : groups_) look_for(group, worker, batch, rows, keys);
}

void RecordSearch::look_for(GroupEvidence& group, WorkerId worker, const RecordBatch& batch,
                            const std::vector<std::uint32_t>& rows,
                            const std::vector<Column>& keys) {
  const bool is_place = plan_->shape == QueryShape::kProjection;
  if (is_place && (!group.row_of || batch.source_partition != group.row_of->source_partition)) {
    return;
  }
  for (const std::uint32_t row : rows) {
    if (is_place) {
      if (batch.offset_at(row) == group.row_of->offset) add(group, worker, batch, row);
      continue;
    }
    if (group.window_start) {
      if (batch.event_times.row_count() == 0 || batch.event_times.is_null(row)) continue;
      const EventTime time = {batch.event_times.int64s()[row]};
      if (time < *group.window_start || time >= *group.window_end) continue;
    }
    bool is_member = true;
    for (std::size_t i = 0; i < keys.size() && is_member; ++i) {
      is_member = is_same_key(group.keys[i], keys[i], row);
    }
    if (is_member) add(group, worker, batch, row);
  }
}

void RecordSearch::add(GroupEvidence& group, WorkerId worker, const RecordBatch& batch,
                       std::uint32_t row) {
  group.record_count += 1;
  if (group.records.size() >= kEvidenceRecordsMax) return;
  const auto of_worker =
      std::count_if(group.records.begin(), group.records.end(),
                    [&](const EvidenceRecord& record) { return record.worker == worker; });
  if (static_cast<std::size_t>(of_worker) >= share_of_one_worker(group)) return;
  group.records.push_back({batch.source_partition, batch.offset_at(row), worker});
}

}  // namespace millrace
