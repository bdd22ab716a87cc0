// ui/session/trail_search.cpp — spans of work turned into the stops of a record.
#include "ui/session/trail_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>
#include <utility>

#include "sim/study/figure_text.hpp"

namespace millrace {
namespace {

constexpr std::size_t kFollowsMax = 100'000;
constexpr std::size_t kRecordsShown = 50;
constexpr VirtualTime kEnd = {std::numeric_limits<std::int64_t>::max()};

std::string with_others(std::uint32_t others) {
  return others == 0 ? "alone" : "with " + counted(others, "other row");
}

}  // namespace

TrailSearch::TrailSearch(const Run& run, InspectCommand what, std::shared_ptr<TopicLog> log)
    : what_(std::move(what)), query_(run.simulation->plan().query), log_(std::move(log)) {
  for (const Field& field : query_->input->fields()) columns_.push_back(field.name);
  for (const Expression& key : query_->group_keys) keys_.emplace_back(key);
}

Result<std::unique_ptr<TrailSearch>> TrailSearch::make(const Run& run, const InspectCommand& what,
                                                       std::shared_ptr<TopicLog> log) {
  std::unique_ptr<TrailSearch> trail(new TrailSearch(run, what, log));
  SimulationOptions options;
  options.strategy = run.strategy;
  options.allow_invalid = true;
  options.on_work = [target = trail.get()](const WorkSpan& span) { target->look(span); };
  MILLRACE_TRY(trail->simulation_,
               Simulation::make(run.scenario, std::move(options), std::move(log)));
  return trail;
}

bool TrailSearch::is_behind(VirtualTime time) const {
  return !simulation_->is_finished() && simulation_->now() < time;
}

void TrailSearch::work(VirtualTime time, const std::function<bool()>& has_time) {
  constexpr std::uint64_t kEventsASlice = 64;
  while (is_behind(time)) {
    simulation_->run_to(time, kEventsASlice);
    if (!has_time()) return;
  }
}

/// The group of a row as the list of hot keys shows it.
std::string TrailSearch::group_text(const RecordBatch& batch, std::uint32_t row) const {
  const EvaluationInput input = {batch.row_count, batch.columns, &batch};
  const std::vector<std::uint32_t> rows = {row};
  std::string text;
  for (Evaluator& key : keys_) {
    EvaluationRemarks remarks;
    const Column value = key.evaluate(input, rows, remarks);
    if (!text.empty()) text += ", ";
    append_text(text, value, row, "NULL");
  }
  return text;
}

/// Fills rows_ with the rows that are followed.
void TrailSearch::find_rows(const RecordBatch& batch) {
  rows_.clear();
  if (what_.source_partition.has_value()) {
    if (batch.source_partition.value != *what_.source_partition) return;
    const std::span<const std::int64_t> offsets = batch.offsets.int64s();
    const auto found = std::lower_bound(offsets.begin(), offsets.end(), what_.offset);
    if (found != offsets.end() && *found == what_.offset)
      rows_.push_back(static_cast<std::uint32_t>(found - offsets.begin()));
    return;
  }
  std::vector<std::uint32_t> all(batch.row_count);
  std::iota(all.begin(), all.end(), 0u);
  const EvaluationInput input = {batch.row_count, batch.columns, &batch};
  std::vector<Column> keys;
  EvaluationRemarks remarks;
  for (Evaluator& key : keys_) keys.push_back(key.evaluate(input, all, remarks));
  std::string text;
  for (const std::uint32_t row : all) {
    text.clear();
    for (const Column& key : keys) {
      if (!text.empty()) text += ", ";
      append_text(text, key, row, "NULL");
    }
    if (text == what_.key) rows_.push_back(row);
  }
}

void TrailSearch::look(const WorkSpan& span) {
  if (span.batch == nullptr || span.batch->row_count == 0) return;
  const RecordBatch& batch = *span.batch;
  find_rows(batch);
  for (const std::uint32_t row : rows_) {
    const std::int64_t offset = batch.offset_at(row);
    const auto [place, is_new] =
        places_.try_emplace({batch.source_partition.value, offset}, follows_.size());
    if (is_new) {
      is_full_ = is_full_ || follows_.size() >= kFollowsMax;
      if (is_full_) {
        places_.erase(place);
        return;
      }
      Follow follow;
      follow.partition = batch.source_partition;
      follow.offset = offset;
      follow.others = batch.row_count - 1;
      follow.taken_at = span.begin;
      follow.routed_at = span.end;
      follows_.push_back(follow);
    }
    if (span.kind != WorkKind::kExecute) continue;
    Follow& follow = follows_[place->second];
    follow.worker = span.worker;
    follow.others_at_worker = batch.row_count - 1;
    follow.began_at = span.begin;
    follow.done_at = span.end;
  }
}

void TrailSearch::add_results(const Follow& follow, const RecordBatch& record, VirtualTime now,
                              TrailRecord& shown) const {
  if (query_->shape != QueryShape::kGrouped || !query_->window.has_value()) return;
  if (record.event_times.row_count() == 0 || record.event_times.is_null(0)) return;
  const std::int64_t time_ms = record.event_times.int64s()[0];
  const EvaluationInput input = {record.row_count, record.columns, &record};
  const std::vector<std::uint32_t> first = {0};
  std::vector<Column> keys;
  for (Evaluator& key : keys_) {
    EvaluationRemarks remarks;
    keys.push_back(key.evaluate(input, first, remarks));
  }
  for (const WorkerResults& sink : simulation_->results()) {
    for (std::size_t i = 0; i < sink.results.size(); ++i) {
      const ResultBatch& batch = sink.results[i];
      if (sink.written_at[i] > now || sink.written_at[i] < follow.done_at) continue;
      if (batch.offsets.row_count() > 0 || batch.window_ends.row_count() == 0) continue;
      for (std::uint32_t row = 0; row < batch.row_count; ++row) {
        if (batch.window_starts.int64s()[row] > time_ms ||
            batch.window_ends.int64s()[row] <= time_ms)
          continue;
        bool is_group = true;
        for (std::size_t k = 0; k < keys.size() && is_group; ++k) {
          is_group = compare_rows(batch.keys[k], row, keys[k], 0) == 0;
        }
        if (!is_group) continue;
        std::string values;
        for (std::size_t c = 0; c < batch.columns.size(); ++c) {
          values += (values.empty() ? "" : ", ") + query_->outputs[c].name + " = ";
          append_text(values, batch.columns[c], row, "NULL");
        }
        const bool is_merged = sink.worker.value + 1 == simulation_->results().size();
        const std::string who =
            is_merged ? std::string("the merger") : fmt::format("worker {}", sink.worker.value);
        shown.steps.push_back(
            {sink.written_at[i], fmt::format("{} wrote a result of its group: {}", who, values)});
      }
    }
  }
}

TrailRecord TrailSearch::record_of(const Follow& follow, VirtualTime now) const {
  TrailRecord shown;
  shown.source_partition = follow.partition.value;
  shown.offset = follow.offset;
  const std::optional<TopicFetch> fetched =
      log_->fetch_all(follow.partition, follow.offset, kEnd, 1, std::numeric_limits<int>::max());
  if (!fetched.has_value() || fetched->records.row_count == 0) return shown;
  const RecordBatch& record = fetched->records;
  if (record.keys.row_count() > 0) append_text(shown.key, record.keys, 0, "NULL");
  for (const Column& column : record.columns) {
    std::string& text = shown.values.emplace_back();
    if (column.row_count() > 0) append_text(text, column, 0, "NULL");
  }
  const VirtualTime due = {log_->due_ns(follow.partition, follow.offset)};
  shown.steps.push_back({due, fmt::format("came to source partition {}{}", follow.partition.value,
                                          shown.key.empty() ? "" : " by its key " + shown.key)});
  shown.steps.push_back(
      {follow.taken_at, fmt::format("taken by the router, {}", with_others(follow.others))});
  if (follow.routed_at <= now) shown.steps.push_back({follow.routed_at, "routed"});
  if (!follow.worker.has_value() || follow.began_at > now) return shown;
  shown.worker = follow.worker->value;
  shown.steps.back().text = fmt::format("routed to worker {}", follow.worker->value);
  shown.steps.push_back(
      {follow.began_at, fmt::format("worker {} began on it, {}", follow.worker->value,
                                    with_others(follow.others_at_worker))});
  if (follow.done_at > now) return shown;
  const std::string group = keys_.empty() ? std::string() : ": group " + group_text(record, 0);
  shown.steps.push_back(
      {follow.done_at, fmt::format("worker {} had worked it in{}", follow.worker->value, group)});
  if (what_.source_partition.has_value()) add_results(follow, record, now, shown);
  std::stable_sort(shown.steps.begin(), shown.steps.end(),
                   [](const TrailStep& a, const TrailStep& b) { return a.at < b.at; });
  return shown;
}

TrailView TrailSearch::view(VirtualTime now) const {
  TrailView view;
  view.key = what_.key;
  view.columns = columns_;
  const auto end = std::partition_point(follows_.begin(), follows_.end(),
                                        [now](const Follow& f) { return f.taken_at <= now; });
  view.record_count = end - follows_.begin();
  const std::int64_t shown = std::min<std::int64_t>(view.record_count, kRecordsShown);
  for (auto next = end - static_cast<std::ptrdiff_t>(shown); next != end; ++next)
    view.records.push_back(record_of(*next, now));
  if (is_full_)
    view.problem = fmt::format("only the first {} are followed", grouped_count(kFollowsMax));
  if (view.record_count > 0 || is_behind(now)) return view;
  if (what_.source_partition.has_value()) {
    view.problem = fmt::format("the router has not taken a record {} of partition {} yet",
                               grouped_count(what_.offset), *what_.source_partition);
  } else {
    view.problem = "no record of the group " + what_.key + " was taken yet";
  }
  return view;
}

}  // namespace millrace
