// core/exec/grouped/grouped_executor.hpp — grouped queries whose windows are aligned to the epoch,
// or that have none.
#pragma once

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "core/exec/grouped/grouped_core.hpp"
#include "core/exec/grouped/window_table.hpp"
#include "core/exec/query_executor.hpp"
#include "core/exec/rounds.hpp"
#include "core/exec/window.hpp"

namespace millrace {

/// One state per (window, group), brought up to date in place. A row costs one look-up and one
/// update per window it lies in, whatever the windows hold. Without window and under EMIT FINAL, a
/// query over no rows gives no row, also where it has no group keys: so that an empty worker adds
/// nothing to what the others say.
class GroupedExecutor final : public QueryExecutor {
 public:
  GroupedExecutor(std::shared_ptr<const QueryPlan> plan, ExecutorOptions options);

  void process(const RecordBatch& batch, ExecutorOutput& output) override;
  void advance_watermark(EventTime watermark, std::int64_t sequence,
                         ExecutorOutput& output) override;
  void merge(PartialBatch partial, std::int64_t sequence, ExecutorOutput& output) override;
  PartialBatch take_groups(const GroupFilter& moves) override;
  std::vector<Column> group_keys_seen() const override { return core_.group_keys_seen(); }
  const RowBalance& balance() const override { return core_.intake.balance(); }
  std::int64_t state_count() const override { return core_.slots.live_count(); }
  Work take_work() override { return std::exchange(core_.work, Work()); }
  std::unique_ptr<QueryExecutor> clone() const override {
    return std::unique_ptr<QueryExecutor>(new GroupedExecutor(*this));
  }
  std::int64_t state_bytes() const override { return core_.byte_count() + windows_.byte_count(); }

 private:
  GroupedExecutor(const GroupedExecutor& other);

  using Windows = std::vector<std::unique_ptr<WindowTable::Window>>;

  void judge_windows();
  bool is_any_closed() const;
  void judge_rows_one_by_one();
  void place(std::size_t begin, std::size_t end, std::span<const std::uint32_t> groups);
  void place_in_one_window(std::size_t begin, std::size_t end,
                           std::span<const std::uint32_t> groups);
  void place_in_many_windows(std::size_t begin, std::size_t end,
                             std::span<const std::uint32_t> groups);
  void show_each_change();
  void note_changes();
  void close(const Windows& windows, std::int64_t sequence, ExecutorOutput& output);

  GroupedCore core_;
  std::shared_ptr<const WindowAssigner> assigner_;  // null without window
  WindowTable windows_;
  EventTime watermark_ = EventTime::min();

  // Of the present batch, per row of the intake: the open windows it lies in.
  std::vector<std::int64_t> first_starts_;
  std::vector<std::uint32_t> window_counts_;
  // Of the present part of the batch, per (row, window).
  std::vector<std::uint32_t> pair_rows_;
  std::vector<std::uint32_t> pair_slots_;
  std::vector<WindowTable::Window*> row_windows_;
  Rounds rounds_;
  LastChanges last_changes_;  // EMIT CHANGES per batch
};

}  // namespace millrace
