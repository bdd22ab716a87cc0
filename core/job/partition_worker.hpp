// core/job/partition_worker.hpp — one processing partition: query state, output and failure policy.
// Driven from outside.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/work.hpp"
#include "core/exec/query_executor.hpp"
#include "core/job/envelope.hpp"
#include "core/job/job_plan.hpp"
#include "core/job/job_statistics.hpp"
#include "core/job/sink_writer.hpp"

namespace millrace {

/// What a worker or the merger did in one call, for the driver to put time to.
struct WorkerOutcome {
  Work work;
  /// The sink refused: call retry() after this delay, and process nothing before it returns
  /// nothing.
  std::optional<EventDuration> retry_after;
};

/// What one worker tells the merger about one batch. Copied only with the whole job.
struct MergeMessage {
  WorkerId worker;
  std::int64_t sequence = 0;
  EventTime completed_to = EventTime::min();  // W, acted on
  std::vector<PartialBatch> partials;
  std::vector<ResultBatch> results;
  bool is_last = false;
};

/// Memory of what it carries, roughly.
std::int64_t byte_count(const MergeMessage& message);

/// Whether workers hand their output to a merger instead of writing it.
inline bool has_merger(const JobPlan& plan) {
  return plan.has_merge || plan.has_final_stage;
}

/// Runs the plan's query over the envelopes of one worker. Owns its state, shares only the
/// immutable plan, borrows its sink. Used by one thread at a time.
class PartitionWorker {
 public:
  PartitionWorker(std::shared_ptr<const JobPlan> plan, WorkerId id, Sink& sink);
  /// A copy of all state that writes to `sink` and then goes its own way: a key frame, or the state that a crashed
  /// worker comes back with.
  PartitionWorker(const PartitionWorker& other, Sink& sink);

  /// The rows, then the watermark. REQUIRES: !has_unwritten(), and no message left to take.
  WorkerOutcome process(const Envelope& envelope);
  /// Writes again what the sink refused.
  WorkerOutcome retry();
  bool has_unwritten() const { return writer_.has_unwritten(); }
  /// What the last process() has for the merger; always something where the plan has a merger.
  std::optional<MergeMessage> take_message();

  /// Goes on by another plan for the same query, from watermark W on. Where the two plans want states in another form
  /// (is_kept_by() is false) the executor is a new one. REQUIRES: no envelope is in flight, nothing unwritten, and in
  /// that case that every state was taken.
  void adopt(std::shared_ptr<const JobPlan> plan, EventTime watermark);
  /// Whether states may stay where they are under that plan.
  bool is_kept_by(const JobPlan& plan) const { return plan.has_merge == plan_->has_merge; }
  /// Result rows, retractions not counted, that did not go through a merger.
  std::int64_t results_given_out() const;

  // State hand-over, while no envelope is in flight.
  PartialBatch take_groups(const QueryExecutor::GroupFilter& moves);
  /// Results of taking states in are held back until the next process(), so that only the driver's
  /// thread writes.
  void merge_groups(PartialBatch groups, std::int64_t sequence);

  /// Memory of the state and of what waits to be written, roughly: what a copy costs.
  std::int64_t state_bytes() const;
  std::vector<Column> group_keys_seen() const { return executor_->group_keys_seen(); }
  /// Without what only the queue knows.
  WorkerStatistics statistics() const;
  const LogLines& log() const { return writer_.log(); }

 private:
  std::shared_ptr<const JobPlan> plan_;
  WorkerId id_;
  std::unique_ptr<QueryExecutor> executor_;
  SinkWriter writer_;
  ExecutorOutput output_;               // kept for its buffers
  std::vector<ResultBatch> held_back_;  // from merge_groups()
  std::optional<MergeMessage> message_;
  Work work_;
  std::int64_t batches_ = 0;
  RowBalance balance_before_;                  // of executors that were replaced
  std::int64_t results_given_out_before_ = 0;  // by them
  EventTime completed_to_ = EventTime::min();
};

}  // namespace millrace
