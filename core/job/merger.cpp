// core/job/merger.cpp — rounds of messages: merge states, close windows, order, write.
#include "core/job/merger.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/base/assert.hpp"

namespace millrace {

namespace {

std::int64_t upserts_of(const ResultBatch& batch) {
  if (batch.changes.empty()) return batch.row_count;
  return std::count(batch.changes.begin(), batch.changes.end(), Change::kUpsert);
}

std::unique_ptr<QueryExecutor> make_merge_stage(const JobPlan& plan) {
  ExecutorOptions options;
  options.changes_per_batch = plan.spec.changes_per_batch;
  return make_executor(plan.query, options);
}

}  // namespace

Merger::Merger(std::shared_ptr<const JobPlan> plan, Sink& sink)
    : plan_(plan), writer_(plan, sink, "merger"), waiting_(plan->spec.worker_count) {
  MILLRACE_ASSERT(has_merger(*plan));
  if (plan->has_merge) executor_ = make_merge_stage(*plan);
  if (plan->has_final_stage) final_stage_ = std::make_unique<FinalStage>(plan->query);
}

Merger::Merger(const Merger& other, Sink& sink)
    : plan_(other.plan_),
      executor_(other.executor_ ? other.executor_->clone() : nullptr),
      final_stage_(other.final_stage_ ? std::make_unique<FinalStage>(*other.final_stage_)
                                      : nullptr),
      writer_(other.writer_, sink),
      waiting_(other.waiting_),
      work_(other.work_),
      results_(other.results_),
      expression_errors_before_(other.expression_errors_before_) {}

std::int64_t Merger::state_bytes() const {
  std::int64_t bytes = writer_.state_bytes();
  if (executor_) bytes += executor_->state_bytes();
  if (final_stage_) bytes += final_stage_->state_bytes();
  for (const std::deque<MergeMessage>& messages : waiting_) {
    for (const MergeMessage& message : messages) bytes += byte_count(message);
  }
  return bytes;
}

void Merger::adopt(std::shared_ptr<const JobPlan> plan, EventTime watermark) {
  MILLRACE_ASSERT(is_idle());
  plan_ = std::move(plan);
  waiting_.resize(plan_->spec.worker_count);
  if (!plan_->has_merge && executor_) {
    MILLRACE_ASSERT(executor_->state_count() == 0);
    expression_errors_before_ = expression_errors();
    work_ += executor_->take_work();
    executor_.reset();
  }
  if (!plan_->has_merge) return;
  if (!executor_) executor_ = make_merge_stage(*plan_);
  ExecutorOutput output;
  executor_->advance_watermark(watermark, 0, output);
  MILLRACE_ASSERT(output.results.empty());
}

PartialBatch Merger::take_groups(const QueryExecutor::GroupFilter& moves) {
  return executor_ ? executor_->take_groups(moves) : PartialBatch();
}

void Merger::merge_groups(PartialBatch groups, std::int64_t sequence) {
  MILLRACE_ASSERT(executor_ != nullptr);
  ExecutorOutput output;
  executor_->merge(std::move(groups), sequence, output);
  emit(std::move(output.results), EventTime::min());
}

void Merger::accept(MergeMessage message) {
  MILLRACE_ASSERT(message.worker.value < waiting_.size());
  std::deque<MergeMessage>& queue = waiting_[message.worker.value];
  MILLRACE_ASSERT(queue.empty() || queue.back().sequence < message.sequence);
  queue.push_back(std::move(message));
}

WorkerOutcome Merger::advance() {
  std::optional<EventDuration> retry_after = writer_.flush();
  while (!retry_after.has_value() && is_round_complete()) {
    merge_round();
    retry_after = writer_.flush();
  }
  WorkerOutcome outcome{.work = {}, .retry_after = retry_after};
  if (executor_) outcome.work = executor_->take_work();
  work_ += outcome.work;
  return outcome;
}

bool Merger::is_idle() const {
  if (writer_.has_unwritten()) return false;
  return std::all_of(waiting_.begin(), waiting_.end(),
                     [](const std::deque<MergeMessage>& queue) { return queue.empty(); });
}

std::int64_t Merger::expression_errors() const {
  return expression_errors_before_ + (executor_ ? executor_->balance().expression_errors : 0);
}

bool Merger::is_round_complete() const {
  return std::none_of(waiting_.begin(), waiting_.end(),
                      [](const std::deque<MergeMessage>& queue) { return queue.empty(); });
}

void Merger::merge_round() {
  const std::int64_t sequence = waiting_.front().front().sequence;
  EventTime completed_to = EventTime::max();
  std::vector<ResultBatch> results;
  ExecutorOutput output;
  for (std::deque<MergeMessage>& queue : waiting_) {
    MergeMessage message = std::move(queue.front());
    queue.pop_front();
    MILLRACE_ASSERT(message.sequence == sequence);
    completed_to = std::min(completed_to, message.completed_to);
    std::move(message.results.begin(), message.results.end(), std::back_inserter(results));
    for (PartialBatch& partial : message.partials) {
      executor_->merge(std::move(partial), sequence, output);
    }
  }
  if (executor_) {
    executor_->advance_watermark(completed_to, sequence, output);
    std::move(output.results.begin(), output.results.end(), std::back_inserter(results));
  }
  emit(std::move(results), completed_to);
}

void Merger::emit(std::vector<ResultBatch> results, EventTime completed_to) {
  if (final_stage_) {
    for (ResultBatch& batch : results) final_stage_->add(std::move(batch));
    results.clear();
    final_stage_->complete_to(completed_to, results);
  }
  for (const ResultBatch& batch : results) results_ += upserts_of(batch);
  writer_.add(std::move(results));
}

}  // namespace millrace
