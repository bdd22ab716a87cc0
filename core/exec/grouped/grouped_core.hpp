// core/exec/grouped/grouped_core.hpp — what queries with aligned windows, with sessions and without
// window have in common: groups, states, and how states leave. Which state a row belongs to is
// decided by the executors.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/exec/grouped/change_log.hpp"
#include "core/exec/grouped/group_table.hpp"
#include "core/exec/grouped/state_rows.hpp"
#include "core/exec/grouped/state_slots.hpp"
#include "core/exec/query_executor.hpp"
#include "core/exec/row_intake.hpp"

namespace millrace {

/// The parts of a grouped executor, side by side. Used by one thread.
class GroupedCore {
 public:
  GroupedCore(std::shared_ptr<const QueryPlan> query_plan, ExecutorOptions executor_options);

  const std::shared_ptr<const QueryPlan> plan;
  const ExecutorOptions options;
  RowIntake intake;  // values: group keys, then the argument of each aggregate that has one
  GroupTable groups;
  StateSlots slots;
  ChangeLog changes;
  Work work;

  bool has_window() const { return plan->window.has_value(); }
  std::int64_t grace_ms() const { return has_window() ? plan->window->grace.ms : 0; }
  /// Whether every change of a state is shown.
  bool shows_changes() const { return plan->emit == EmitMode::kChanges && !options.partial; }
  /// Whether states leave at the end of each batch, to be merged and shown elsewhere.
  bool hands_out_changes() const { return plan->emit == EmitMode::kChanges && options.partial; }

  /// Group of each of intake.rows().
  std::span<const std::uint32_t> find_groups();
  /// The argument of an aggregate that has one, in the present batch.
  const Column& argument(std::uint32_t aggregate) const {
    return intake.value(value_of_argument_[aggregate]);
  }
  /// Row rows[i] of the batch goes into ids[i], in that order.
  void update(std::span<const std::uint32_t> ids, std::span<const std::uint32_t> rows);

  void sort_by_key(std::span<std::uint32_t> ids);
  void sort_by_window_and_key(std::span<std::uint32_t> ids);
  /// Hands the states out, as results or as partial states, in this order, and frees them.
  void close(std::span<const std::uint32_t> ids, std::int64_t sequence, ExecutorOutput& output);
  /// Takes the newest state of each slot noted down in `changes`.
  void add_last_changes(LastChanges& last);
  /// Adds the states of rows[i] of the partial to ids[i], no id twice; is_new[i] where that has no
  /// state yet. Those that are to be shown are noted in `last`.
  void merge_states(const PartialBatch& partial, std::span<const std::uint32_t> ids,
                    std::span<const std::uint32_t> rows, std::span<const std::uint8_t> is_new,
                    LastChanges& last);
  /// Adds the states of from[i] to those of into[i], of the aggregates that can be merged.
  void merge_slots(std::span<const std::uint32_t> into, std::span<const std::uint32_t> from);
  /// Hands out what `changes` collected. Without batch: changes that a merge brought about.
  void emit_changes(const RecordBatch* batch, std::int64_t sequence, ExecutorOutput& output);
  /// The slots of all groups for which `moves` says so, by window and key.
  std::vector<std::uint32_t> moving_slots(const QueryExecutor::GroupFilter& moves);
  /// Copies of the states, by rows in this order.
  PartialBatch extract(std::span<const std::uint32_t> ids);
  std::vector<Column> group_keys_seen() const;
  /// Memory of groups and states, roughly.
  std::int64_t byte_count() const { return groups.byte_count() + slots.byte_count(); }

  /// Whether so many groups are without state that it is worth forgetting them.
  bool has_many_dead_groups() const;
  /// Forgets groups without state; the caller then renumbers what it knows groups by. Returns
  /// GroupTable::compact's.
  std::vector<std::uint32_t> forget_dead_groups();

 private:
  void emit_final(std::span<const std::uint32_t> ids, std::int64_t sequence,
                  ExecutorOutput& output);
  void hand_out_results(ResultBatch batch, ExecutorOutput& output);

  ResultMaker maker_;
  std::vector<std::uint32_t>
      value_of_argument_;  // per aggregate: its value of the intake, or kNone
  std::vector<std::uint32_t> group_of_row_;
};

}  // namespace millrace
