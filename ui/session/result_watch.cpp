// ui/session/result_watch.cpp — rows sorted by the end of their window, and judged as verdicts are.
#include "ui/session/result_watch.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "sim/study/result_set.hpp"

namespace millrace {
namespace {

Column gathered(const Column& column, std::span<const std::uint32_t> rows) {
  return column.row_count() == 0 ? column : column.gather(rows);
}

ResultBatch rows_of(const ResultBatch& batch, const std::vector<std::uint32_t>& rows) {
  if (rows.empty()) return batch;
  ResultBatch some = batch;
  some.row_count = static_cast<std::uint32_t>(rows.size());
  for (Column& column : some.columns) column = gathered(column, rows);
  for (Column& column : some.keys) column = gathered(column, rows);
  for (Column& column : some.order_keys) column = gathered(column, rows);
  some.window_starts = gathered(batch.window_starts, rows);
  some.window_ends = gathered(batch.window_ends, rows);
  some.offsets = gathered(batch.offsets, rows);
  some.event_times = gathered(batch.event_times, rows);
  if (!batch.changes.empty()) {
    some.changes.clear();
    for (const std::uint32_t row : rows) some.changes.push_back(batch.changes[row]);
  }
  return some;
}

std::optional<VirtualTime> last_written(const std::vector<WorkerResults>& results) {
  std::optional<VirtualTime> last;
  for (const WorkerResults& sink : results) {
    for (const VirtualTime at : sink.written_at) last = std::max(last.value_or(at), at);
  }
  return last;
}

std::uint32_t worker_count_of(const Simulation& run) {
  return static_cast<std::uint32_t>(run.results().size()) - 1;  // the last is the merger's
}

}  // namespace

void WindowRows::take_in(const std::vector<WorkerResults>& results) {
  batches_taken_.resize(std::max(batches_taken_.size(), results.size()));
  std::map<std::int64_t, std::vector<std::uint32_t>> rows_by_end;
  for (std::uint32_t sink = 0; sink < results.size(); ++sink) {
    const std::vector<ResultBatch>& batches = results[sink].results;
    for (std::size_t& next = batches_taken_[sink]; next < batches.size(); ++next) {
      const Column& ends = batches[next].window_ends;
      rows_by_end.clear();
      for (std::uint32_t row = 0; row < ends.row_count(); ++row) {
        rows_by_end[ends.int64s()[row]].push_back(row);
      }
      for (auto& [end_ms, rows] : rows_by_end) {
        if (rows_by_end.size() == 1) rows.clear();
        by_end_ms_[end_ms].push_back({sink, static_cast<std::uint32_t>(next), std::move(rows)});
      }
    }
  }
}

bool WindowRows::is_empty(EventTime from, EventTime to) const {
  const auto first = by_end_ms_.lower_bound(from.ms);
  return first == by_end_ms_.end() || first->first >= to.ms;
}

std::vector<WorkerResults> WindowRows::between(const std::vector<WorkerResults>& results,
                                               EventTime from, EventTime to) const {
  std::vector<WorkerResults> some;
  for (const WorkerResults& sink : results) some.push_back({sink.worker, {}, {}});
  for (auto next = by_end_ms_.lower_bound(from.ms); next != by_end_ms_.end() && next->first < to.ms;
       ++next) {
    for (const Piece& piece : next->second) {
      const WorkerResults& sink = results[piece.sink];
      some[piece.sink].results.push_back(rows_of(sink.results[piece.batch], piece.rows));
      some[piece.sink].written_at.push_back(sink.written_at[piece.batch]);
    }
  }
  return some;
}

/// Which sink wrote each group first, and when.
struct ResultWatch::Groups {
  explicit Groups(std::shared_ptr<const QueryPlan> query)
      : plan(std::move(query)), identities(*plan, RowIdentity::kGroup) {}

  struct Owner {
    std::uint32_t sink = 0;
    VirtualTime at;
    bool is_wrong = false;
  };

  std::shared_ptr<const QueryPlan> plan;
  IdentityTable identities;
  std::vector<Owner> owners;  // by identity
  std::vector<std::size_t> batches_taken;
  std::vector<std::uint32_t> rows;
  std::vector<std::uint32_t> ids;
};

ResultWatch::ResultWatch() = default;
ResultWatch::ResultWatch(ResultWatch&&) noexcept = default;
ResultWatch& ResultWatch::operator=(ResultWatch&&) noexcept = default;
ResultWatch::~ResultWatch() = default;

void ResultWatch::look(const Simulation& run, const SimulationPulse& pulse,
                       ReferenceRun& reference) {
  const JobPlan& plan = run.plan();
  const QueryPlan& query = *plan.query;
  if (query.shape != QueryShape::kGrouped) return;
  if (query.window.has_value()) {
    look_at_windows(run, pulse, reference);
  } else if (!plan.has_merge && !pulse.has_moved_states) {
    look_at_groups(run);
  }
}

void ResultWatch::look_at_windows(const Simulation& run, const SimulationPulse& pulse,
                                  ReferenceRun& reference) {
  if (!reference.simulation) return;
  const QueryPlan& query = *run.plan().query;
  const EventTime reference_to = reference.simulation->pulse().completed_to;
  const EventTime complete = std::min(pulse.completed_to, reference_to);
  if (complete == EventTime::min()) return;
  EventTime to = complete;
  if (complete != EventTime::max()) to.ms -= query.window->grace.ms;
  if (to <= checked_to_) return;
  rows_.take_in(run.results());
  reference.rows.take_in(reference.simulation->results());
  const EventTime from = std::exchange(checked_to_, to);
  if (rows_.is_empty(from, to) && reference.rows.is_empty(from, to)) return;
  const std::vector<WorkerResults> got = rows_.between(run.results(), from, to);
  const std::vector<WorkerResults> expected =
      reference.rows.between(reference.simulation->results(), from, to);
  JudgedRun judged = {run.plan(), got};
  judged.worker_count = worker_count_of(run);
  judged.late_after_idle = pulse.late_after_idle;
  judged.has_moved_states = pulse.has_moved_states;
  Verdict verdict = judge(judged, expected);
  if (verdict.kind != VerdictKind::kValid && verdict.kind != VerdictKind::kInvalid) return;
  note(last_written(got).value_or(pulse.now), verdict.results_compared, verdict.wrong_results);
  if (verdict.wrong_results == 0 || first_wrong_at_.has_value()) return;
  EventTime end = verdict.first.front().window_end.value_or(EventTime::min());
  const EventTime begin = end;
  end.ms += 1;
  first_wrong_at_ = last_written(rows_.between(run.results(), begin, end)).value_or(pulse.now);
  first_wrong_ = std::move(verdict);
}

void ResultWatch::look_at_groups(const Simulation& run) {
  if (!groups_) groups_ = std::make_unique<Groups>(run.plan().query);
  Groups& groups = *groups_;
  const std::vector<WorkerResults>& results = run.results();
  groups.batches_taken.resize(std::max(groups.batches_taken.size(), results.size()));
  for (std::uint32_t sink = 0; sink < results.size(); ++sink) {
    for (std::size_t& next = groups.batches_taken[sink]; next < results[sink].results.size();
         ++next) {
      const ResultBatch& batch = results[sink].results[next];
      const VirtualTime at = results[sink].written_at[next];
      groups.rows.clear();
      for (std::uint32_t row = 0; row < batch.row_count; ++row) {
        if (batch.changes.empty() || batch.changes[row] == Change::kUpsert)
          groups.rows.push_back(row);
      }
      if (groups.rows.empty()) continue;
      const std::size_t known = groups.owners.size();
      std::int64_t wrong = 0;
      groups.identities.number(batch, groups.rows, groups.ids);
      groups.owners.resize(groups.identities.count(), Groups::Owner{sink, at, false});
      for (const std::uint32_t id : groups.ids) {
        Groups::Owner& owner = groups.owners[id];
        if (owner.sink == sink || owner.is_wrong) continue;
        owner.is_wrong = true;
        ++wrong;
        const VirtualTime wrong_at = std::max(owner.at, at);
        first_wrong_at_ = std::min(first_wrong_at_.value_or(wrong_at), wrong_at);
      }
      const auto fresh = static_cast<std::int64_t>(groups.owners.size() - known);
      if (fresh > 0 || wrong > 0) note(at, fresh, wrong);
    }
  }
}

void ResultWatch::note(VirtualTime at, std::int64_t checked, std::int64_t wrong) {
  ResultCheck check = checks_.empty() ? ResultCheck{} : checks_.back();
  check.at = std::max(check.at, at);
  check.checked += checked;
  check.wrong += wrong;
  if (!checks_.empty() && checks_.back().at == check.at) checks_.pop_back();
  checks_.push_back(check);
}

ResultCheck ResultWatch::up_to(VirtualTime time) const {
  const auto after = std::upper_bound(
      checks_.begin(), checks_.end(), time,
      [](VirtualTime value, const ResultCheck& check) { return value < check.at; });
  return after == checks_.begin() ? ResultCheck{time, 0, 0} : *std::prev(after);
}

}  // namespace millrace
