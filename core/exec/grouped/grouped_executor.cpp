// core/exec/grouped/grouped_executor.cpp — rows to windows to slots; closing by watermark; merging.
#include "core/exec/grouped/grouped_executor.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "core/base/assert.hpp"
#include "core/exec/saturating.hpp"

namespace millrace {
namespace {

constexpr std::int64_t kTimeMax = std::numeric_limits<std::int64_t>::max();
/// (row, window)s worked through at a time: bounds the memory of windows that overlap a lot.
constexpr std::size_t kPairsMax = 65'536;

/// How many of the windows that end at first_end, first_end + step, … have ended (with grace) by
/// `time`.
std::uint32_t ended_count(std::int64_t first_end_ms, std::int64_t step_ms, std::uint32_t count,
                          std::int64_t grace_ms, std::int64_t time_ms) {
  std::uint32_t ended = 0;
  std::int64_t end_ms = first_end_ms;
  while (ended < count && saturating_add(end_ms, grace_ms) <= time_ms) {
    ++ended;
    end_ms = saturating_add(end_ms, step_ms);
  }
  return ended;
}

}  // namespace

GroupedExecutor::GroupedExecutor(std::shared_ptr<const QueryPlan> plan, ExecutorOptions options)
    : core_(std::move(plan), options), windows_(core_.slots) {
  if (core_.has_window()) assigner_ = make_window_assigner(*core_.plan->window);
}

GroupedExecutor::GroupedExecutor(const GroupedExecutor& other)
    : QueryExecutor(other),
      core_(other.core_),
      assigner_(other.assigner_),
      windows_(other.windows_, core_.slots),
      watermark_(other.watermark_),
      last_changes_(other.last_changes_) {}

void GroupedExecutor::process(const RecordBatch& batch, ExecutorOutput& output) {
  core_.work.rows_in += batch.row_count;
  const std::int64_t filtered_before = core_.intake.balance().filtered;
  core_.intake.begin_batch(batch, output);
  if (assigner_) judge_windows();
  core_.work.rows_filtered += core_.intake.balance().filtered - filtered_before;
  const std::span<const std::uint32_t> groups = core_.find_groups();
  const std::size_t windows_per_row = assigner_ ? assigner_->windows_per_row_max() : 1;
  const std::size_t step = std::max<std::size_t>(1, kPairsMax / windows_per_row);
  for (std::size_t begin = 0; begin < groups.size(); begin += step) {
    place(begin, std::min(groups.size(), begin + step), groups);
    if (!core_.shows_changes()) {
      core_.update(pair_slots_, pair_rows_);
    } else if (core_.options.changes_per_batch) {
      note_changes();
    } else {
      show_each_change();
      core_.emit_changes(&batch, batch.sequence, output);
    }
  }
  core_.add_last_changes(last_changes_);
  core_.emit_changes(&batch, batch.sequence, output);
  core_.intake.finish_batch(output);
  if (core_.hands_out_changes()) close(windows_.take_all(), batch.sequence, output);
}

void GroupedExecutor::judge_windows() {
  const std::span<const std::int64_t> times = core_.intake.times_ms();
  first_starts_.resize(times.size());
  window_counts_.resize(times.size());
  assigner_->assign(times, first_starts_, window_counts_);
  if (is_any_closed()) judge_rows_one_by_one();
}

/// Whether any row lies in no window, or in one that is expired or closed.
bool GroupedExecutor::is_any_closed() const {
  std::int64_t first_start = kTimeMax;
  std::int64_t watermark = watermark_.ms;
  std::uint32_t count = std::numeric_limits<std::uint32_t>::max();
  for (const std::int64_t start : first_starts_) first_start = std::min(first_start, start);
  for (const std::uint32_t n : window_counts_) count = std::min(count, n);
  for (const std::int64_t w : core_.intake.watermarks_ms()) watermark = std::max(watermark, w);
  const std::int64_t first_end = saturating_add(first_start, assigner_->length_ms());
  return count == 0 || saturating_add(first_end, core_.grace_ms()) <= watermark;
}

void GroupedExecutor::judge_rows_one_by_one() {
  const std::span<const std::int64_t> watermarks = core_.intake.watermarks_ms();
  std::vector<Fate> fates(watermarks.size(), Fate::kTaken);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < fates.size(); ++i) {
    const std::uint32_t count = window_counts_[i];
    const std::int64_t first_end = saturating_add(first_starts_[i], assigner_->length_ms());
    const auto ended_by = [&](std::int64_t time_ms) {
      return ended_count(first_end, assigner_->step_ms(), count, core_.grace_ms(), time_ms);
    };
    const std::uint32_t expired = ended_by(watermarks[i]);
    const std::uint32_t closed = std::max(expired, ended_by(watermark_.ms));
    if (count == 0) {
      fates[i] = Fate::kFiltered;
    } else if (expired == count) {
      fates[i] = Fate::kLate;
    } else if (closed == count) {
      fates[i] = Fate::kLateAfterIdle;
    } else {
      // A window that closed without this row is as much a reason for doubt as a row that came to
      // nothing.
      if (closed > expired) ++core_.intake.balance().late_after_idle;
      first_starts_[kept] = first_starts_[i] + std::int64_t{closed} * assigner_->step_ms();
      window_counts_[kept++] = count - closed;
    }
  }
  first_starts_.resize(kept);
  window_counts_.resize(kept);
  if (kept < fates.size()) core_.intake.decide(fates);
}

/// Finds the slot of every (row, window) of these rows of the intake.
void GroupedExecutor::place(std::size_t begin, std::size_t end,
                            std::span<const std::uint32_t> groups) {
  const std::uint32_t slots_before = core_.slots.live_count();
  if (!assigner_ || assigner_->windows_per_row_max() == 1) {
    place_in_one_window(begin, end, groups);
  } else {
    place_in_many_windows(begin, end, groups);
  }
  core_.work.groups_created += std::int64_t{core_.slots.live_count()} - slots_before;
}

/// Runs of rows of one window: a batch is often one run.
void GroupedExecutor::place_in_one_window(std::size_t begin, std::size_t end,
                                          std::span<const std::uint32_t> groups) {
  const Selection& rows = core_.intake.rows();
  pair_rows_.assign(rows.begin() + static_cast<std::ptrdiff_t>(begin),
                    rows.begin() + static_cast<std::ptrdiff_t>(end));
  pair_slots_.resize(end - begin);
  std::size_t i = begin;
  while (i < end) {
    const std::int64_t start = assigner_ ? first_starts_[i] : 0;
    const std::int64_t window_end =
        assigner_ ? saturating_add(start, assigner_->length_ms()) : kTimeMax;
    WindowTable::Window& window = windows_.open(start, window_end, core_.groups.group_count());
    for (; i < end && (!assigner_ || first_starts_[i] == start); ++i) {
      pair_slots_[i - begin] = windows_.slot_of(window, groups[i]);
    }
  }
}

void GroupedExecutor::place_in_many_windows(std::size_t begin, std::size_t end,
                                            std::span<const std::uint32_t> groups) {
  pair_rows_.clear();
  pair_slots_.clear();
  row_windows_.clear();
  std::int64_t first_start = 0;
  for (std::size_t i = begin; i < end; ++i) {
    if (row_windows_.size() != window_counts_[i] || first_start != first_starts_[i]) {
      row_windows_.clear();
      first_start = first_starts_[i];
      for (std::uint32_t k = 0; k < window_counts_[i]; ++k) {
        const std::int64_t start = first_start + std::int64_t{k} * assigner_->step_ms();
        const std::int64_t window_end = saturating_add(start, assigner_->length_ms());
        row_windows_.push_back(&windows_.open(start, window_end, core_.groups.group_count()));
      }
    }
    for (WindowTable::Window* window : row_windows_) {
      pair_rows_.push_back(core_.intake.rows()[i]);
      pair_slots_.push_back(windows_.slot_of(*window, groups[i]));
    }
  }
}

/// EMIT CHANGES, every change: each round brings a state one row further, and all states of a round
/// are looked at together.
void GroupedExecutor::show_each_change() {
  std::int64_t& errors = core_.intake.balance().expression_errors;
  core_.changes.before_change(core_.slots, pair_slots_, errors);
  rounds_.split(pair_slots_, core_.slots.slot_count());
  std::vector<std::uint32_t> state_of_pair(pair_slots_.size());
  std::vector<std::uint32_t> slots;
  std::vector<std::uint32_t> rows;
  for (std::uint32_t round = 0; round < rounds_.round_count(); ++round) {
    slots.clear();
    rows.clear();
    for (const std::uint32_t pair : rounds_.items(round)) {
      slots.push_back(pair_slots_[pair]);
      rows.push_back(pair_rows_[pair]);
    }
    core_.update(slots, rows);
    std::uint32_t state = core_.changes.add_states(core_.slots, slots, errors);
    for (const std::uint32_t pair : rounds_.items(round)) state_of_pair[pair] = state++;
  }
  for (std::size_t pair = 0; pair < pair_slots_.size(); ++pair) {
    core_.changes.upsert(pair_slots_[pair], state_of_pair[pair], pair_rows_[pair]);
  }
}

/// EMIT CHANGES, the last change of each state in a batch.
void GroupedExecutor::note_changes() {
  core_.changes.before_change(core_.slots, pair_slots_, core_.intake.balance().expression_errors);
  for (std::size_t pair = 0; pair < pair_slots_.size(); ++pair) {
    last_changes_.note(pair_slots_[pair], pair_rows_[pair]);
  }
  core_.update(pair_slots_, pair_rows_);
}

void GroupedExecutor::advance_watermark(EventTime watermark, std::int64_t sequence,
                                        ExecutorOutput& output) {
  if (watermark > watermark_) {
    watermark_ = watermark;
    if (watermark == EventTime::max()) {
      close(windows_.take_all(), sequence, output);
    } else if (assigner_) {
      const std::int64_t end = saturating_subtract(watermark.ms, core_.grace_ms());
      close(windows_.take_ended(end), sequence, output);
    }
    if (core_.has_many_dead_groups()) {
      core_.forget_dead_groups();
      windows_.rebuild(core_.groups.group_count());
    }
  }
  output.completed_to = std::max(output.completed_to, watermark_);
}

void GroupedExecutor::close(const Windows& windows, std::int64_t sequence, ExecutorOutput& output) {
  std::vector<std::uint32_t> slots;
  for (const auto& window : windows) {
    const std::size_t begin = slots.size();
    slots.insert(slots.end(), window->slots().begin(), window->slots().end());
    core_.sort_by_key(std::span<std::uint32_t>(slots).subspan(begin));
  }
  core_.close(slots, sequence, output);
}

void GroupedExecutor::merge(PartialBatch partial, std::int64_t sequence, ExecutorOutput& output) {
  std::vector<std::uint32_t> rows(partial.row_count);
  std::iota(rows.begin(), rows.end(), 0u);
  std::vector<std::uint32_t> groups;
  core_.groups.find_or_add(partial.keys, rows, groups);
  std::vector<std::uint32_t> slots(rows.size());
  std::vector<std::uint8_t> is_new(rows.size(), 0);
  for (const std::uint32_t row : rows) {
    const std::int64_t start = assigner_ ? partial.window_starts.int64s()[row] : 0;
    const std::int64_t end = assigner_ ? partial.window_ends.int64s()[row] : kTimeMax;
    const std::uint32_t before = core_.slots.live_count();
    WindowTable::Window& window = windows_.open(start, end, core_.groups.group_count());
    slots[row] = windows_.slot_of(window, groups[row]);
    is_new[row] = core_.slots.live_count() > before ? 1 : 0;
  }
  core_.merge_states(partial, slots, rows, is_new, last_changes_);
  core_.add_last_changes(last_changes_);
  core_.emit_changes(nullptr, sequence, output);
}

PartialBatch GroupedExecutor::take_groups(const GroupFilter& moves) {
  const std::vector<std::uint32_t> slots = core_.moving_slots(moves);
  PartialBatch partial = core_.extract(slots);
  partial.is_hand_over = true;
  windows_.forget(slots);
  core_.slots.release(slots);
  return partial;
}

}  // namespace millrace
