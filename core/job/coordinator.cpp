// core/job/coordinator.cpp — offers in, one round of the workers a step.
#include "core/job/coordinator.hpp"

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>

#include "core/base/assert.hpp"
#include "core/job/dispatcher.hpp"
#include "core/job/job_ledger.hpp"
#include "core/job/partition_queue.hpp"
#include "core/job/state_hand_over.hpp"

namespace millrace {

namespace {

class Coordinator final : public JobProcessor {
 public:
  Coordinator(std::shared_ptr<const JobPlan> plan, const SinkList& sinks)
      : plan_(plan), dispatcher_(plan) {
    for (std::uint32_t worker = 0; worker < plan->spec.worker_count; ++worker) {
      queues_.emplace_back(inbox_capacity_rows(plan->spec.queue_capacity_rows));
      workers_.emplace_back(plan, WorkerId{worker}, *sinks[worker]);
    }
    for (PartitionQueue& queue : queues_) inboxes_.push_back(&queue);
    if (has_merger(*plan)) merger_.emplace(plan, *sinks.back());
  }

  Offer offer(const RecordBatch& batch) override {
    if (dispatcher_.wants_hand_over() && !hand_over_if_drained()) return Offer::kQueueFull;
    return dispatcher_.offer(batch, inboxes_);
  }

  void reject(std::vector<DeadLetter> letters) override { dispatcher_.reject(std::move(letters)); }

  void note_silence(SourcePartitionId source_partition, EventDuration silence) override {
    dispatcher_.note_silence(source_partition, silence);
  }

  void step() override {
    for (std::uint32_t worker = 0; worker < workers_.size(); ++worker) run_worker(worker);
    if (merger_.has_value()) static_cast<void>(merger_->advance());
  }

  void finish() override {
    MILLRACE_ASSERT(!is_finished_);
    if (dispatcher_.wants_hand_over()) {
      while (!hand_over_if_drained()) step();
    }
    while (dispatcher_.offer_end(inboxes_) == Offer::kQueueFull) step();
    while (!is_drained()) step();
    is_finished_ = true;
    assert_balance(statistics());
  }

  JobStatistics statistics() const override {
    std::vector<const PartitionWorker*> workers;
    for (const PartitionWorker& worker : workers_) workers.push_back(&worker);
    JobStatistics statistics = summarise(*plan_, dispatcher_.stamper(), workers,
                                         merger_.has_value() ? &*merger_ : nullptr);
    add_routing(*plan_, dispatcher_, hand_over_, statistics);
    for (std::uint32_t worker = 0; worker < queues_.size(); ++worker) {
      statistics.workers[worker].queue_rows_max = queues_[worker].queued_rows_max();
    }
    if (is_finished_) add_group_census(*plan_, workers, hand_over_, statistics);
    return statistics;
  }

 private:
  void run_worker(std::uint32_t index) {
    PartitionWorker& worker = workers_[index];
    if (worker.has_unwritten()) {
      static_cast<void>(worker.retry());
      return;
    }
    if (queues_[index].is_empty()) return;
    static_cast<void>(worker.process(queues_[index].pop()));
    std::optional<MergeMessage> message = worker.take_message();
    if (message.has_value()) merger_->accept(std::move(*message));
  }

  bool is_drained() const {
    for (std::uint32_t worker = 0; worker < workers_.size(); ++worker) {
      if (!queues_[worker].is_empty() || workers_[worker].has_unwritten()) return false;
    }
    return !merger_.has_value() || merger_->is_idle();
  }

  bool hand_over_if_drained() {
    if (!is_drained()) return false;
    std::vector<PartitionWorker*> workers;
    for (PartitionWorker& worker : workers_) workers.push_back(&worker);
    hand_over_ = switch_to_hashing(workers, *plan_, dispatcher_);
    return true;
  }

  std::shared_ptr<const JobPlan> plan_;
  Dispatcher dispatcher_;
  std::deque<PartitionQueue> queues_;
  std::deque<PartitionWorker> workers_;
  std::vector<Inbox*> inboxes_;
  std::optional<Merger> merger_;
  std::optional<HandOverReport> hand_over_;  // of the switch to hashing, once there was one
  bool is_finished_ = false;
};

}  // namespace

std::unique_ptr<JobProcessor> make_coordinator(std::shared_ptr<const JobPlan> plan,
                                               SinkList sinks) {
  MILLRACE_ASSERT(plan->spec.processor == ProcessorKind::kCoordinator);
  MILLRACE_ASSERT(sinks.size() == sink_count(*plan));
  return std::make_unique<Coordinator>(std::move(plan), sinks);
}

}  // namespace millrace
