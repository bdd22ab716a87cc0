// core/job/merger.hpp — the second phase: parts of several workers become results, in an order that
// no thread can change.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

#include "core/exec/query_executor.hpp"
#include "core/exec/result_order.hpp"
#include "core/job/partition_worker.hpp"

namespace millrace {

/// Merges in rounds: one message of every worker for one batch makes a round, worked through in the
/// order of the workers, so that sums of DOUBLE and changelogs are the same whatever worker was
/// faster. The watermark acted on is the smallest that all workers have completed. Every worker
/// must send a message for every batch. Owns its state, borrows its sink. Used by one thread.
class Merger {
 public:
  Merger(std::shared_ptr<const JobPlan> plan, Sink& sink);
  /// A copy of all state, waiting messages too, that writes to `sink`.
  Merger(const Merger& other, Sink& sink);

  /// Goes on by another plan for the same query, from watermark W on. A plan without merge stage, or even without
  /// merger, leaves it idle. REQUIRES: is_idle(), and where the plan has no merge stage that every state was taken.
  void adopt(std::shared_ptr<const JobPlan> plan, EventTime watermark);
  /// State hand-over, while nothing waits. Nothing is taken where there is no merge stage.
  PartialBatch take_groups(const QueryExecutor::GroupFilter& moves);
  /// REQUIRES: the plan has a merge stage.
  void merge_groups(PartialBatch groups, std::int64_t sequence);

  /// Messages of one worker in the order of their sequence.
  void accept(MergeMessage message);
  /// Works through the rounds that are complete, unless the sink refused.
  WorkerOutcome advance();
  bool has_unwritten() const { return writer_.has_unwritten(); }
  /// Whether every accepted message was worked through and written.
  bool is_idle() const;

  const Work& work() const { return work_; }
  /// Rows emitted, retractions not counted, and errors met while emitting.
  std::int64_t results() const { return results_; }
  std::int64_t expression_errors() const;
  /// Memory of states and waiting messages, roughly.
  std::int64_t state_bytes() const;
  std::int64_t states() const { return executor_ ? executor_->state_count() : 0; }
  const SinkWriter& writer() const { return writer_; }

 private:
  bool is_round_complete() const;
  void merge_round();
  void emit(std::vector<ResultBatch> results, EventTime completed_to);

  std::shared_ptr<const JobPlan> plan_;
  std::unique_ptr<QueryExecutor> executor_;  // merge stage; null without
  std::unique_ptr<FinalStage> final_stage_;  // DISTINCT, ORDER BY, LIMIT; null without
  SinkWriter writer_;
  std::vector<std::deque<MergeMessage>> waiting_;  // one a worker, oldest first
  Work work_;
  std::int64_t results_ = 0;
  std::int64_t expression_errors_before_ = 0;  // of an executor that was given up
};

}  // namespace millrace
