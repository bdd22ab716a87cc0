// core/exec/grouped/grouped_core.cpp — from rows to groups, and from states to results or partial
// batches.
#include "core/exec/grouped/grouped_core.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace millrace {
namespace {

constexpr std::uint32_t kNone = GroupTable::kNone;
#ifdef MILLRACE_HOSTILE
constexpr std::uint32_t kDeadGroupsAllowed = 2;
#else
constexpr std::uint32_t kDeadGroupsAllowed = 4096;
#endif

std::vector<Expression> values_of(const QueryPlan& plan) {
  std::vector<Expression> values = plan.group_keys;
  for (const AggregateCall& call : plan.aggregates) {
    if (call.argument.has_value()) values.push_back(*call.argument);
  }
  return values;
}

}  // namespace

GroupedCore::GroupedCore(std::shared_ptr<const QueryPlan> query_plan,
                         ExecutorOptions executor_options)
    : plan(std::move(query_plan)),
      options(executor_options),
      intake(plan, values_of(*plan), options.late_rows),
      groups(GroupTable::for_keys(plan->group_keys)),
      slots(*plan),
      changes(plan),
      maker_(*plan) {
  auto value = static_cast<std::uint32_t>(plan->group_keys.size());
  for (const AggregateCall& call : plan->aggregates) {
    value_of_argument_.push_back(call.argument.has_value() ? value++ : kNone);
  }
}

std::span<const std::uint32_t> GroupedCore::find_groups() {
  const std::vector<Column> keys = intake.values(0, groups.key_count());
  groups.find_or_add(keys, intake.rows(), group_of_row_);
  return group_of_row_;
}

void GroupedCore::update(std::span<const std::uint32_t> ids, std::span<const std::uint32_t> rows) {
  if (ids.empty()) return;
  for (std::size_t i = 0; i < value_of_argument_.size(); ++i) {
    const std::uint32_t value = value_of_argument_[i];
    slots.aggregators()[i]->update(ids, rows, value == kNone ? nullptr : &intake.value(value));
  }
  work.groups_touched += static_cast<std::int64_t>(ids.size());
}

void GroupedCore::sort_by_key(std::span<std::uint32_t> ids) {
  groups.sort_by_key(ids, [this](std::uint32_t slot) { return slots.group(slot); });
}

void GroupedCore::sort_by_window_and_key(std::span<std::uint32_t> ids) {
  sort_by_key(ids);
  std::stable_sort(ids.begin(), ids.end(), [this](std::uint32_t a, std::uint32_t b) {
    return slots.start_ms(a) < slots.start_ms(b);
  });
}

void GroupedCore::close(std::span<const std::uint32_t> ids, std::int64_t sequence,
                        ExecutorOutput& output) {
  if (ids.empty()) return;
  if (options.partial) {
    output.partials.push_back(extract(ids));
  } else if (plan->emit == EmitMode::kFinal) {
    emit_final(ids, sequence, output);
  }
  work.windows_closed += static_cast<std::int64_t>(ids.size());
  slots.release(ids);
}

void GroupedCore::emit_final(std::span<const std::uint32_t> ids, std::int64_t sequence,
                             ExecutorOutput& output) {
  std::int64_t& errors = intake.balance().expression_errors;
  StateRows states(plan);
  states.add(slots, ids, errors);
  const StateTable table = states.table(groups);
  Selection rows(table.row_count);
  std::iota(rows.begin(), rows.end(), 0u);
  if (maker_.has_having()) rows = maker_.kept_rows(table, rows, errors);
  if (rows.empty()) return;
  ResultBatch batch = maker_.make(table, rows, errors);
  batch.sequence = sequence;
  hand_out_results(std::move(batch), output);
}

void GroupedCore::add_last_changes(LastChanges& last) {
  const std::vector<LastChanges::Item> items = last.take();
  std::vector<std::uint32_t> ids;
  ids.reserve(items.size());
  for (const LastChanges::Item& item : items) ids.push_back(item.slot);
  std::uint32_t state = changes.add_states(slots, ids, intake.balance().expression_errors);
  for (const LastChanges::Item& item : items) changes.upsert(item.slot, state++, item.record_row);
}

void GroupedCore::merge_states(const PartialBatch& partial, std::span<const std::uint32_t> ids,
                               std::span<const std::uint32_t> rows,
                               std::span<const std::uint8_t> is_new, LastChanges& last) {
  if (shows_changes()) {
    std::vector<std::uint32_t> changing;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (partial.is_hand_over && is_new[i] != 0) {
        slots.set_shown(ids[i], partial.is_shown[rows[i]] != 0);
      } else {
        changing.push_back(ids[i]);
      }
    }
    changes.before_change(slots, changing, intake.balance().expression_errors);
    for (const std::uint32_t slot : changing) last.note(slot, 0);
  }
  for (std::size_t i = 0; i < partial.states.size(); ++i) {
    slots.aggregators()[i]->merge(ids, *partial.states[i], rows);
  }
  work.rows_merged += static_cast<std::int64_t>(ids.size());
}

void GroupedCore::merge_slots(std::span<const std::uint32_t> into,
                              std::span<const std::uint32_t> from) {
  for (std::size_t i = 0; i < plan->aggregates.size(); ++i) {
    if (!plan->aggregates[i].signature->can_merge) continue;
    slots.aggregators()[i]->merge(into, *slots.aggregators()[i], from);
  }
  work.rows_merged += static_cast<std::int64_t>(from.size());
}

void GroupedCore::emit_changes(const RecordBatch* batch, std::int64_t sequence,
                               ExecutorOutput& output) {
  if (changes.is_untouched()) return;
  ChangeLog::Changes shown =
      changes.finish(slots, groups, maker_, intake.balance().expression_errors);
  if (shown.batch.row_count == 0) return;
  shown.batch.sequence = sequence;
  if (batch != nullptr) {
    shown.batch.source_partition = batch->source_partition;
    shown.batch.offsets = batch->offsets.gather(shown.record_rows);
  }
  hand_out_results(std::move(shown.batch), output);
}

void GroupedCore::hand_out_results(ResultBatch batch, ExecutorOutput& output) {
  const auto retractions = std::count(batch.changes.begin(), batch.changes.end(), Change::kRetract);
  intake.balance().results += std::int64_t{batch.row_count} - retractions;
  work.rows_out += batch.row_count;
  output.results.push_back(std::move(batch));
}

std::vector<std::uint32_t> GroupedCore::moving_slots(const QueryExecutor::GroupFilter& moves) {
  const std::vector<std::uint8_t> is_live = slots.live_groups(groups.group_count());
  std::vector<std::uint32_t> live;
  for (std::uint32_t group = 0; group < is_live.size(); ++group) {
    if (is_live[group] != 0) live.push_back(group);
  }
  std::vector<std::uint8_t> flags(live.size(), 0);
  moves(groups.keys_of(live), static_cast<std::uint32_t>(live.size()), flags);
  std::vector<std::uint8_t> is_moving(groups.group_count(), 0);
  for (std::size_t i = 0; i < live.size(); ++i) is_moving[live[i]] = flags[i];
  std::vector<std::uint32_t> ids;
  for (std::uint32_t slot = 0; slot < slots.slot_count(); ++slot) {
    if (slots.is_live(slot) && is_moving[slots.group(slot)] != 0) ids.push_back(slot);
  }
  sort_by_window_and_key(ids);
  return ids;
}

PartialBatch GroupedCore::extract(std::span<const std::uint32_t> ids) {
  PartialBatch partial;
  partial.row_count = static_cast<std::uint32_t>(ids.size());
  std::vector<std::uint32_t> groups_of_ids(ids.size());
  std::vector<std::int64_t> starts(ids.size());
  std::vector<std::int64_t> ends(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    groups_of_ids[i] = slots.group(ids[i]);
    starts[i] = slots.start_ms(ids[i]);
    ends[i] = slots.end_ms(ids[i]);
    partial.is_shown.push_back(slots.is_shown(ids[i]) ? 1 : 0);
  }
  partial.keys = groups.keys_of(groups_of_ids);
  if (has_window()) {
    partial.window_starts = Column::of_int64(DataType::timestamp(), std::move(starts));
    partial.window_ends = Column::of_int64(DataType::timestamp(), std::move(ends));
  }
  for (const auto& aggregator : slots.aggregators()) {
    partial.states.push_back(aggregator->extract(ids));
  }
  return partial;
}

std::vector<Column> GroupedCore::group_keys_seen() const {
  std::vector<std::uint32_t> all(groups.group_count());
  std::iota(all.begin(), all.end(), 0u);
  return groups.keys_of(all);
}

bool GroupedCore::has_many_dead_groups() const {
  // Without window every group has its state for ever, or is handed out with every batch and soon
  // back.
  if (!has_window() || options.track_groups) return false;
  return groups.group_count() > kDeadGroupsAllowed + 2 * slots.live_count();
}

std::vector<std::uint32_t> GroupedCore::forget_dead_groups() {
  std::vector<std::uint32_t> new_groups = groups.compact(slots.live_groups(groups.group_count()));
  slots.renumber_groups(new_groups);
  return new_groups;
}

}  // namespace millrace
