// core/exec/grouped/session_executor.cpp — rows to sessions, sessions to one another.
#include "core/exec/grouped/session_executor.hpp"

#include <algorithm>
#include <numeric>

#include "core/base/assert.hpp"
#include "core/exec/saturating.hpp"
#include "core/exec/window.hpp"

namespace millrace {

SessionExecutor::SessionExecutor(std::shared_ptr<const QueryPlan> plan, ExecutorOptions options)
    : core_(std::move(plan), options),
      sessions_(make_window_assigner(*core_.plan->window)->session_gap_ms(),
                options.partial ? SessionTable::DueBy::kFirstRow : SessionTable::DueBy::kLastRow),
      replay_(*core_.plan) {}

std::int64_t SessionExecutor::end_ms(std::int64_t last_ms) const {
  return saturating_add(last_ms, sessions_.gap_ms());
}

void SessionExecutor::process(const RecordBatch& batch, ExecutorOutput& output) {
  core_.work.rows_in += batch.row_count;
  const std::int64_t filtered_before = core_.intake.balance().filtered;
  core_.intake.begin_batch(batch, output);
  core_.work.rows_filtered += core_.intake.balance().filtered - filtered_before;
  judge_rows();
  const std::span<const std::uint32_t> groups = core_.find_groups();
  const std::span<const std::int64_t> times = core_.intake.times_ms();
  if (replay_.is_needed()) begin_replay(batch);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const std::uint32_t row = core_.intake.rows()[i];
    // What is shown must be known before a session changes, so then each row goes the long way.
    std::uint32_t slot = SessionTable::kNone;
    if (!core_.shows_changes()) slot = sessions_.extend_newest(groups[i], times[i]);
    if (slot == SessionTable::kNone) slot = place({groups[i], times[i], times[i], row});
    if (is_pending_.size() <= slot) is_pending_.resize(core_.slots.slot_count(), 0);
    is_pending_[slot] = 1;
    pending_rows_.push_back(row);
    pending_slots_.push_back(slot);
    if (core_.options.changes_per_batch && core_.shows_changes()) last_changes_.note(slot, row);
    if (replay_.is_needed()) replay_.add(slot, row);
  }
  apply_pending();
  if (replay_.is_needed()) replay_.end_batch();
  core_.add_last_changes(last_changes_);
  core_.emit_changes(&batch, batch.sequence, output);
  core_.intake.finish_batch(output);
  if (core_.hands_out_changes()) close(sessions_.take_all(), batch.sequence, output);
}

/// The end of a session is not known in advance, so a row is judged by itself: it is expired when a
/// session that ends with it could have been closed by its own source (semantics §4), and late
/// after idle when by W.
void SessionExecutor::judge_rows() {
  const std::span<const std::int64_t> times = core_.intake.times_ms();
  const std::span<const std::int64_t> watermarks = core_.intake.watermarks_ms();
  std::vector<Fate> fates(times.size(), Fate::kTaken);
  bool is_any_late = false;
  for (std::size_t i = 0; i < times.size(); ++i) {
    const std::int64_t open_until = saturating_add(times[i], core_.grace_ms());
    if (open_until >= std::max(watermarks[i], watermark_.ms)) continue;
    fates[i] = open_until < watermarks[i] ? Fate::kLate : Fate::kLateAfterIdle;
    is_any_late = true;
  }
  if (is_any_late) core_.intake.decide(fates);
}

void SessionExecutor::begin_replay(const RecordBatch& batch) {
  std::vector<Column> arguments;
  for (const std::uint32_t aggregate : replay_.aggregates()) {
    arguments.push_back(core_.argument(aggregate));
  }
  replay_.begin_batch(std::move(arguments), batch.row_count);
}

std::uint32_t SessionExecutor::place(const Span& span) {
  sessions_.find(span.group, span.first_ms, span.last_ms, hits_);
  return hits_.empty() ? begin_session(span) : join_sessions(span);
}

std::uint32_t SessionExecutor::begin_session(const Span& span) {
  const std::uint32_t slot = core_.slots.add(span.group, span.first_ms, end_ms(span.last_ms));
  ++core_.work.groups_created;
  sessions_.add(span.group, {span.first_ms, span.last_ms, slot});
  if (core_.shows_changes()) {
    core_.changes.before_change(core_.slots, {&slot, 1}, core_.intake.balance().expression_errors);
  }
  return slot;
}

std::uint32_t SessionExecutor::join_sessions(const Span& span) {
  before_change(span);
  const Session kept = hits_[0];
  std::vector<std::uint32_t> swallowed;
  for (std::size_t i = 1; i < hits_.size(); ++i) {
    swallowed.push_back(hits_[i].slot);
    sessions_.remove(span.group, hits_[i].first_ms);
  }
  const std::int64_t first = std::min(span.first_ms, kept.first_ms);
  const std::int64_t last = std::max(span.last_ms, hits_.back().last_ms);
  sessions_.extend(span.group, kept.first_ms, first, last);
  core_.slots.set_bounds(kept.slot, first, end_ms(last));
  if (swallowed.empty()) return kept.slot;
  const std::vector<std::uint32_t> into(swallowed.size(), kept.slot);
  core_.merge_slots(into, swallowed);
  if (replay_.is_needed()) {
    for (const std::uint32_t slot : swallowed) replay_.merge(kept.slot, slot, core_.slots);
  }
  for (const std::uint32_t slot : swallowed) last_changes_.forget(slot);
  core_.slots.release(swallowed);
  return kept.slot;
}

/// Brings the states of hits_ up to date where they are to be merged or shown, and takes back what
/// is shown of sessions that will no longer be known by their present first row.
void SessionExecutor::before_change(const Span& span) {
  const bool is_known_anew = hits_.size() > 1 || span.first_ms < hits_[0].first_ms;
  const std::uint32_t slot = hits_[0].slot;
  const bool is_pending = slot < is_pending_.size() && is_pending_[slot] != 0;
  const bool is_shown_next = shows_each_change() && (is_pending || is_known_anew);
  if (hits_.size() > 1 || is_shown_next) apply_pending();
  if (!core_.shows_changes()) return;
  for (const Session& hit : hits_) {
    core_.changes.before_change(core_.slots, {&hit.slot, 1},
                                core_.intake.balance().expression_errors);
    if (is_known_anew) core_.changes.retract(hit.slot, span.record_row);
  }
}

void SessionExecutor::apply_pending() {
  core_.update(pending_slots_, pending_rows_);
  if (shows_each_change()) show_pending();
  for (const std::uint32_t slot : pending_slots_) is_pending_[slot] = 0;
  pending_slots_.clear();
  pending_rows_.clear();
}

void SessionExecutor::show_pending() {
  std::uint32_t state = core_.changes.add_states(core_.slots, pending_slots_,
                                                 core_.intake.balance().expression_errors);
  for (std::size_t i = 0; i < pending_slots_.size(); ++i) {
    core_.changes.upsert(pending_slots_[i], state++, pending_rows_[i]);
  }
}

void SessionExecutor::advance_watermark(EventTime watermark, std::int64_t sequence,
                                        ExecutorOutput& output) {
  if (watermark > watermark_) {
    watermark_ = watermark;
    if (watermark == EventTime::max()) {
      close(sessions_.take_all(), sequence, output);
    } else {
      // W > last + gap + grace; of pieces: W > first + grace.
      std::int64_t due = saturating_subtract(watermark.ms, core_.grace_ms());
      if (!core_.options.partial) due = saturating_subtract(due, sessions_.gap_ms());
      close(sessions_.take_due(due, [this](std::uint32_t slot) { return core_.slots.group(slot); }),
            sequence, output);
    }
    if (core_.has_many_dead_groups()) {
      const std::vector<std::uint32_t> new_groups = core_.forget_dead_groups();
      sessions_.renumber_groups(new_groups, core_.groups.group_count());
    }
  }
  output.completed_to = std::max(output.completed_to, watermark_);
}

/// The ends of sessions that are about to leave: extend_newest() only told the table.
void SessionExecutor::settle_ends(std::span<const std::uint32_t> slots) {
  for (const std::uint32_t slot : slots) {
    core_.slots.set_bounds(slot, core_.slots.start_ms(slot), end_ms(sessions_.last_ms(slot)));
  }
}

void SessionExecutor::close(std::vector<std::uint32_t> slots, std::int64_t sequence,
                            ExecutorOutput& output) {
  settle_ends(slots);
  core_.sort_by_window_and_key(slots);
  if (replay_.is_needed()) replay_.release(slots);
  core_.close(slots, sequence, output);
}

void SessionExecutor::merge(PartialBatch partial, std::int64_t sequence, ExecutorOutput& output) {
  std::vector<std::uint32_t> rows(partial.row_count);
  std::iota(rows.begin(), rows.end(), 0u);
  std::vector<std::uint32_t> groups;
  core_.groups.find_or_add(partial.keys, rows, groups);
  if (replay_.is_needed()) replay_.begin_extracted(partial.opaque);
  for (const std::uint32_t row : rows) {
    const std::int64_t first = partial.window_starts.int64s()[row];
    const std::int64_t end = partial.window_ends.int64s()[row];
    // An end that stopped at the largest time gives a last row that is too early; never one before
    // the first.
    const std::int64_t last = std::max(first, saturating_subtract(end, sessions_.gap_ms()));
    const std::uint32_t slot = place({groups[row], first, last, 0});
    merge_piece(partial, row, slot, hits_.empty());
  }
  if (replay_.is_needed()) replay_.end_batch();
  core_.add_last_changes(last_changes_);
  core_.emit_changes(nullptr, sequence, output);
}

void SessionExecutor::merge_piece(const PartialBatch& partial, std::uint32_t row,
                                  std::uint32_t slot, bool is_new) {
  const std::uint8_t is_new_flag = is_new ? 1 : 0;
  core_.merge_states(partial, {&slot, 1}, {&row, 1}, {&is_new_flag, 1}, last_changes_);
  if (replay_.is_needed()) replay_.add_extracted(partial.opaque, row, slot, core_.slots);
}

PartialBatch SessionExecutor::take_groups(const GroupFilter& moves) {
  const std::vector<std::uint32_t> slots = core_.moving_slots(moves);
  settle_ends(slots);
  PartialBatch partial = core_.extract(slots);
  partial.is_hand_over = true;
  if (replay_.is_needed()) {
    partial.opaque = replay_.extract(slots);
    replay_.release(slots);
  }
  for (const std::uint32_t slot : slots) {
    sessions_.remove(core_.slots.group(slot), core_.slots.start_ms(slot));
  }
  core_.slots.release(slots);
  return partial;
}

}  // namespace millrace
