// core/exec/over/over_executor.hpp — queries with OVER: every kept row gives one row, with values of its group's rows.
#pragma once

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "core/base/cloning_ptr.hpp"
#include "core/exec/grouped/group_table.hpp"
#include "core/exec/memory.hpp"
#include "core/exec/over/group_history.hpp"
#include "core/exec/over/over_column.hpp"
#include "core/exec/over/over_output.hpp"
#include "core/exec/over/record_log.hpp"
#include "core/exec/over/time_queue.hpp"
#include "core/exec/query_executor.hpp"
#include "core/exec/rounds.hpp"
#include "core/exec/row_intake.hpp"

namespace millrace {

/// A row goes through three stations: it waits until W is past its event time (only with ORDER BY); it is
/// appended to its
/// group; it is complete, and given out, when the rows that its frames and LEADs reach into are there, or at the end of
/// input. Frames are kept up to date row by row: a row costs a constant number of steps, whatever its frame
/// holds (but for
/// aggregates that can neither take rows out nor merge small states).
class OverExecutor final : public QueryExecutor {
 public:
  OverExecutor(std::shared_ptr<const QueryPlan> plan, ExecutorOptions options);

  void process(const RecordBatch& batch, ExecutorOutput& output) override;
  void advance_watermark(EventTime watermark, std::int64_t sequence,
                         ExecutorOutput& output) override;
  /// REQUIRES: from take_groups(). A group that has rows here keeps its own past (two pasts have no common
  /// order); of the
  /// given one only the rows that were not given out yet are taken, and follow.
  void merge(PartialBatch partial, std::int64_t sequence, ExecutorOutput& output) override;
  PartialBatch take_groups(const GroupFilter& moves) override;
  std::vector<Column> group_keys_seen() const override;
  const RowBalance& balance() const override { return intake_.balance(); }
  std::int64_t state_count() const override;
  Work take_work() override { return std::exchange(work_, Work()); }
  std::unique_ptr<QueryExecutor> clone() const override {
    return std::make_unique<OverExecutor>(*this);
  }
  std::int64_t state_bytes() const override;

 private:
  /// What travels in PartialBatch::opaque.
  struct HandOver;

  void judge_rows();
  RecordChunk arrived_chunk(const RecordBatch& batch, std::span<const std::uint32_t> groups) const;
  void wait_for_watermark(std::uint32_t chunk);
  /// Rows whose turn it is, in order: appended to their groups; those that they make complete are given out.
  void append_rows(std::span<const RowRef> records, std::int64_t sequence, ExecutorOutput& output);
  void append_to_history(std::span<const RowRef> records);
  void complete_rest(std::int64_t sequence, ExecutorOutput& output);
  void complete(std::int64_t sequence, ExecutorOutput& output);
  void add_completed(std::uint32_t group);
  void resize_groups();
  std::uint32_t group_of(RowRef record) const;
  std::int64_t time_of(RowRef record) const;
  void give_waiting(HandOver& hand_over, std::span<const std::uint32_t> moved_number);
  void give_history(HandOver& hand_over, std::span<const std::uint32_t> groups);
  void take_history(const HandOver& hand_over, std::span<const std::uint32_t> groups,
                    std::span<const std::uint8_t> is_new);

  std::shared_ptr<const QueryPlan> plan_;
  bool is_ordered_;
  OverOutput results_;
  std::vector<Expression> arguments_;  // of all calls; equal ones once
  std::vector<CloningPtr<OverColumn>> calls_;
  std::int64_t rows_before_ = 0;  // the most that any call asks for
  std::int64_t rows_after_ = 0;
  RowIntake intake_;  // values: PARTITION BY, arguments_, early items
  GroupTable groups_;
  RecordLog records_;
  TimeQueue waiting_;
  GroupHistory history_;
  std::vector<std::int64_t> appended_;   // per group: how many rows were appended
  std::vector<std::int64_t> completed_;  // per group: how many rows were given out
  std::vector<std::uint8_t> is_held_;    // per group: whether it has state here
  EventTime watermark_ = EventTime::min();
  Work work_;

  // Of the present step.
  std::vector<std::uint32_t> group_of_row_;
  std::vector<CompletedRow> completed_rows_;
  std::vector<RowRef> completed_records_;
  Rounds rounds_;
};

}  // namespace millrace
