// core/job/partition_worker.cpp — executor, then sink or merger.
#include "core/job/partition_worker.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/base/assert.hpp"

namespace millrace {

namespace {

void append(std::vector<ResultBatch>& to, std::vector<ResultBatch>& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
  from.clear();
}

ExecutorOptions options_of(const JobPlan& plan) {
  return {.partial = plan.has_merge,
          .changes_per_batch = plan.spec.changes_per_batch,
          .track_groups = !plan.is_valid,  // split groups are counted
          .late_rows = plan.spec.late_rows};
}

}  // namespace

PartitionWorker::PartitionWorker(std::shared_ptr<const JobPlan> plan, WorkerId id, Sink& sink)
    : plan_(plan),
      id_(id),
      executor_(make_executor(plan->query, options_of(*plan))),
      writer_(plan, sink, "worker " + std::to_string(id.value)) {}

PartitionWorker::PartitionWorker(const PartitionWorker& other, Sink& sink)
    : plan_(other.plan_),
      id_(other.id_),
      executor_(other.executor_->clone()),
      writer_(other.writer_, sink),
      held_back_(other.held_back_),
      message_(other.message_),
      work_(other.work_),
      batches_(other.batches_),
      balance_before_(other.balance_before_),
      results_given_out_before_(other.results_given_out_before_),
      completed_to_(other.completed_to_) {}

std::int64_t PartitionWorker::state_bytes() const {
  std::int64_t bytes = executor_->state_bytes() + writer_.state_bytes();
  for (const ResultBatch& batch : held_back_) bytes += byte_count(batch);
  return bytes + (message_.has_value() ? byte_count(*message_) : 0);
}

std::int64_t byte_count(const MergeMessage& message) {
  std::int64_t bytes = 0;
  for (const PartialBatch& partial : message.partials) bytes += byte_count(partial);
  for (const ResultBatch& results : message.results) bytes += byte_count(results);
  return bytes;
}

WorkerOutcome PartitionWorker::process(const Envelope& envelope) {
  MILLRACE_ASSERT(!writer_.has_unwritten());
  MILLRACE_ASSERT(!message_.has_value());
  output_.clear();
  if (envelope.row_count() > 0) {
    ++batches_;
    executor_->process(envelope.batch, output_);
  }
  executor_->advance_watermark(envelope.watermark, envelope.sequence, output_);
  if (output_.completed_to > completed_to_) completed_to_ = output_.completed_to;
  writer_.write_dead_letters(envelope.rejected);
  writer_.write_dead_letters(output_.dead_letters);
  writer_.write_late(output_.late);
  std::vector<ResultBatch> results = std::exchange(held_back_, {});
  append(results, output_.results);

  WorkerOutcome outcome;
  outcome.work = executor_->take_work();
  if (envelope.is_piece) outcome.work.rows_taken += envelope.row_count();
  if (has_merger(*plan_)) {
    ++outcome.work.hand_overs;
    message_ = MergeMessage{id_,
                            envelope.sequence,
                            completed_to_,
                            std::exchange(output_.partials, {}),
                            std::move(results),
                            envelope.is_last};
  } else {
    writer_.add(std::move(results));
    outcome.retry_after = writer_.flush();
  }
  work_ += outcome.work;
  return outcome;
}

WorkerOutcome PartitionWorker::retry() {
  return {.work = {}, .retry_after = writer_.flush()};
}

std::optional<MergeMessage> PartitionWorker::take_message() {
  return std::exchange(message_, std::nullopt);
}

void PartitionWorker::adopt(std::shared_ptr<const JobPlan> plan, EventTime watermark) {
  MILLRACE_ASSERT(!writer_.has_unwritten());
  MILLRACE_ASSERT(!message_.has_value());
  const bool is_kept = is_kept_by(*plan);
  if (!is_kept) {
    MILLRACE_ASSERT(executor_->state_count() == 0);
    results_given_out_before_ = results_given_out();
    balance_before_ += executor_->balance();
    work_ += executor_->take_work();
    executor_ = make_executor(plan->query, options_of(*plan));
  }
  plan_ = std::move(plan);
  output_.clear();
  executor_->advance_watermark(watermark, 0, output_);
  MILLRACE_ASSERT(output_.results.empty());
  MILLRACE_ASSERT(output_.partials.empty());
  completed_to_ = std::max(completed_to_, output_.completed_to);
}

std::int64_t PartitionWorker::results_given_out() const {
  if (has_merger(*plan_)) return results_given_out_before_;
  return results_given_out_before_ + executor_->balance().results;
}

PartialBatch PartitionWorker::take_groups(const QueryExecutor::GroupFilter& moves) {
  return executor_->take_groups(moves);
}

void PartitionWorker::merge_groups(PartialBatch groups, std::int64_t sequence) {
  ExecutorOutput output;
  executor_->merge(std::move(groups), sequence, output);
  append(held_back_, output.results);
}

WorkerStatistics PartitionWorker::statistics() const {
  WorkerStatistics statistics;
  statistics.balance = balance_before_;
  statistics.balance += executor_->balance();
  statistics.work = work_;
  statistics.batches = batches_;
  statistics.states = executor_->state_count();
  statistics.sink_retries = writer_.counters().retries;
  statistics.sink_backoff_ms = writer_.counters().backoff_ms;
  statistics.results_undelivered = writer_.counters().results_undelivered;
  return statistics;
}

}  // namespace millrace
