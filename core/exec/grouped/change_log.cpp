// core/exec/grouped/change_log.cpp — upserts and retractions in the order of the changes.
#include "core/exec/grouped/change_log.hpp"

#include <algorithm>
#include <utility>

#include "core/base/assert.hpp"

namespace millrace {
namespace {

constexpr std::uint32_t kRetraction = 0xffffffffu;  // as Entry::state

// Values of shown_row_ that are no rows.
constexpr std::uint32_t kUntouched = 0xffffffffu;
constexpr std::uint32_t kNothingShown = 0xfffffffeu;
constexpr std::uint32_t kShownBefore = 0xfffffffdu;  // values not taken down: never to be retracted

bool is_row(std::uint32_t shown) {
  return shown < kShownBefore;
}

}  // namespace

void LastChanges::note(std::uint32_t slot, std::uint32_t record_row) {
  if (last_.size() <= slot) last_.resize(std::size_t{slot} + 1);
  if (last_[slot].position == 0) noted_.push_back(slot);
  last_[slot] = {++change_count_, record_row};
}

void LastChanges::forget(std::uint32_t slot) {
  if (slot < last_.size() && last_[slot].position != 0) {
    last_[slot] = Last();
    std::erase(noted_, slot);
  }
}

std::vector<LastChanges::Item> LastChanges::take() {
  std::sort(noted_.begin(), noted_.end(), [this](std::uint32_t a, std::uint32_t b) {
    return last_[a].position < last_[b].position;
  });
  std::vector<Item> items;
  items.reserve(noted_.size());
  for (const std::uint32_t slot : noted_) {
    items.push_back({slot, last_[slot].record_row});
    last_[slot] = Last();
  }
  noted_.clear();
  return items;
}

ChangeLog::ChangeLog(std::shared_ptr<const QueryPlan> plan)
    : plan_(std::move(plan)),
      has_sessions_(plan_->window.has_value() && plan_->window->signature->is_session),
      rows_(plan_) {}

void ChangeLog::before_change(const StateSlots& slots, std::span<const std::uint32_t> ids,
                              std::int64_t& overflows) {
  if (shown_row_.size() < slots.slot_count()) shown_row_.resize(slots.slot_count(), kUntouched);
  const bool can_retract = has_sessions_ || plan_->having.has_value();
  std::vector<std::uint32_t> shown;
  for (const std::uint32_t slot : ids) {
    if (shown_row_[slot] != kUntouched) continue;
    touched_.push_back(slot);
    shown_row_[slot] = slots.is_shown(slot) ? kShownBefore : kNothingShown;
    if (can_retract && slots.is_shown(slot)) shown.push_back(slot);
  }
  std::uint32_t row = rows_.add(slots, shown, overflows);
  for (const std::uint32_t slot : shown) shown_row_[slot] = row++;
}

std::uint32_t ChangeLog::add_states(const StateSlots& slots, std::span<const std::uint32_t> ids,
                                    std::int64_t& overflows) {
  return rows_.add(slots, ids, overflows);
}

void ChangeLog::upsert(std::uint32_t slot, std::uint32_t state, std::uint32_t record_row) {
  MILLRACE_ASSERT(shown_row_[slot] != kUntouched);
  entries_.push_back({slot, state, record_row});
}

void ChangeLog::retract(std::uint32_t slot, std::uint32_t record_row) {
  MILLRACE_ASSERT(shown_row_[slot] != kUntouched);
  entries_.push_back({slot, kRetraction, record_row});
}

std::vector<std::uint8_t> ChangeLog::kept_states(const StateTable& table, ResultMaker& maker,
                                                 std::int64_t& expression_errors) const {
  if (!maker.has_having()) return std::vector<std::uint8_t>(table.row_count, 1);
  Selection candidates;
  for (const Entry& entry : entries_) {
    if (entry.state != kRetraction) candidates.push_back(entry.state);
  }
  std::sort(candidates.begin(), candidates.end());
  std::vector<std::uint8_t> is_kept(table.row_count, 0);
  for (const std::uint32_t row : maker.kept_rows(table, candidates, expression_errors)) {
    is_kept[row] = 1;
  }
  return is_kept;
}

ChangeLog::Changes ChangeLog::finish(StateSlots& slots, GroupTable& groups, ResultMaker& maker,
                                     std::int64_t& expression_errors) {
  const StateTable table = rows_.table(groups);
  const std::vector<std::uint8_t> is_kept = kept_states(table, maker, expression_errors);
  std::vector<std::uint32_t> rows;
  std::vector<Change> changes;
  Changes result;
  const auto show = [&](std::uint32_t row, Change change, const Entry& entry) {
    rows.push_back(row);
    changes.push_back(change);
    result.record_rows.push_back(entry.record_row);
  };
  for (const Entry& entry : entries_) {
    std::uint32_t& shown = shown_row_[entry.slot];
    if (entry.state != kRetraction && is_kept[entry.state] != 0) {
      // SELECT DISTINCT of rows: a row once is enough, unless the bounds of its session changed.
      if (plan_->distinct_rows && !has_sessions_ && shown != kNothingShown) continue;
      show(entry.state, Change::kUpsert, entry);
      shown = entry.state;
    } else {
      if (is_row(shown)) show(shown, Change::kRetract, entry);
      shown = kNothingShown;
    }
  }
  result.batch = maker.make(table, rows, expression_errors);
  if (std::find(changes.begin(), changes.end(), Change::kRetract) != changes.end()) {
    result.batch.changes = std::move(changes);
  }
  for (const Entry& entry : entries_) {
    slots.set_shown(entry.slot, shown_row_[entry.slot] != kNothingShown);
  }
  for (const std::uint32_t slot : touched_) shown_row_[slot] = kUntouched;
  touched_.clear();
  entries_.clear();
  rows_.clear();
  return result;
}

}  // namespace millrace
