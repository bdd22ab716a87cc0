// core/threads/threaded_coordinator.cpp — the caller's side of the threads.
#include "core/threads/threaded_coordinator.hpp"

#include <chrono>
#include <deque>
#include <optional>
#include <utility>

#include "core/base/assert.hpp"
#include "core/job/dispatcher.hpp"
#include "core/job/job_ledger.hpp"
#include "core/job/merger.hpp"
#include "core/job/state_hand_over.hpp"
#include "core/threads/worker_thread.hpp"

namespace millrace {

namespace {

class ThreadedCoordinator final : public JobProcessor {
 public:
  ThreadedCoordinator(std::shared_ptr<const JobPlan> plan, const SinkList& sinks,
                      ThreadObserver* observer)
      : plan_(plan), dispatcher_(plan) {
    if (has_merger(*plan)) merger_.emplace(plan, *sinks.back());
    for (std::uint32_t worker = 0; worker < plan->spec.worker_count; ++worker) {
      threads_.emplace_back(plan, WorkerId{worker}, *sinks[worker], progress_, observer);
      inboxes_.push_back(&threads_.back().inbox());
    }
  }

  Offer offer(const RecordBatch& batch) override {
    // Before anything is looked at: progress made after this wakes the step() that a refusal leads
    // to.
    seen_ = progress_.epoch();
    for (WorkerThread& thread : threads_) thread.free_spent();
    if (dispatcher_.wants_hand_over() && !hand_over_if_drained()) return Offer::kQueueFull;
    return dispatcher_.offer(batch, inboxes_);
  }

  void reject(std::vector<DeadLetter> letters) override { dispatcher_.reject(std::move(letters)); }

  void note_silence(SourcePartitionId source_partition, EventDuration silence) override {
    dispatcher_.note_silence(source_partition, silence);
  }

  void step() override {
    const bool has_merged = merge_messages();
    await_merger_sink();
    if (dispatcher_.awaits_workers() && !has_merged && is_work_in_flight()) progress_.wait(seen_);
  }

  void finish() override {
    MILLRACE_ASSERT(!is_finished_);
    if (dispatcher_.wants_hand_over()) {
      wait_until([this] { return hand_over_if_drained(); });
    }
    wait_until([this] { return dispatcher_.offer_end(inboxes_) == Offer::kTaken; });
    wait_until([this] { return is_drained(); });
    for (WorkerThread& thread : threads_) thread.join();
    is_finished_ = true;
    assert_balance(statistics());
  }

  /// Before finish() only what the caller's own thread knows.
  JobStatistics statistics() const override {
    std::vector<const PartitionWorker*> workers;
    if (!is_finished_) {
      JobStatistics statistics = summarise(*plan_, dispatcher_.stamper(), workers, nullptr);
      statistics.workers.resize(threads_.size());
      add_routing(*plan_, dispatcher_, hand_over_, statistics);
      return statistics;
    }
    for (const WorkerThread& thread : threads_) workers.push_back(&thread.worker());
    JobStatistics statistics = summarise(*plan_, dispatcher_.stamper(), workers,
                                         merger_.has_value() ? &*merger_ : nullptr);
    add_routing(*plan_, dispatcher_, hand_over_, statistics);
    for (std::uint32_t worker = 0; worker < threads_.size(); ++worker) {
      statistics.workers[worker].queue_rows_max = threads_[worker].queued_rows_max();
    }
    add_group_census(*plan_, workers, hand_over_, statistics);
    return statistics;
  }

 private:
  /// Repeats until `is_done`, merging what comes and sleeping while nothing does.
  template <typename Condition>
  void wait_until(Condition is_done) {
    for (;;) {
      const std::uint32_t seen = progress_.epoch();
      const bool has_merged = merge_messages();
      await_merger_sink();
      if (is_done()) return;
      if (!has_merged && is_work_in_flight()) progress_.wait(seen);
    }
  }

  /// Takes what the workers sent and merges what is complete. Returns whether there was anything.
  bool merge_messages() {
    if (!merger_.has_value()) return false;
    bool has_any = false;
    for (WorkerThread& thread : threads_) {
      while (std::optional<MergeMessage> message = thread.take_message()) {
        has_any = true;
        merger_->accept(std::move(*message));
      }
    }
    if (!merger_delay_.has_value()) merger_delay_ = merger_->advance().retry_after;
    return has_any;
  }

  /// The merger's sink holds back the whole job: everything goes through it.
  void await_merger_sink() {
    while (merger_delay_.has_value()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(merger_delay_->ms));
      merger_delay_ = merger_->advance().retry_after;
    }
  }

  /// Whether some worker will still raise progress_.
  bool is_work_in_flight() const {
    for (const WorkerThread& thread : threads_) {
      if (!thread.is_idle()) return true;
    }
    return false;
  }

  bool is_drained() {
    if (is_work_in_flight()) return false;
    merge_messages();  // after the last worker has sent its last
    return !merger_.has_value() || merger_->is_idle();
  }

  bool hand_over_if_drained() {
    if (!is_drained()) return false;
    std::vector<PartitionWorker*> workers;
    for (WorkerThread& thread : threads_) workers.push_back(&thread.worker());
    hand_over_ = switch_to_hashing(workers, *plan_, dispatcher_);
    return true;
  }

  std::shared_ptr<const JobPlan> plan_;
  Dispatcher dispatcher_;
  std::optional<Merger> merger_;
  std::optional<EventDuration> merger_delay_;  // before its sink may be tried again
  Signal progress_;                            // outlives the threads that raise it
  std::deque<WorkerThread> threads_;
  std::vector<Inbox*> inboxes_;
  std::optional<HandOverReport> hand_over_;
  std::uint32_t seen_ = 0;  // epoch of progress_ before the last offer
  bool is_finished_ = false;
};

std::unique_ptr<JobProcessor> make(std::shared_ptr<const JobPlan> plan, SinkList sinks,
                                   ThreadObserver* observer) {
  if (plan->spec.processor == ProcessorKind::kSimple) {
    return make_processor(std::move(plan), std::move(sinks));
  }
  MILLRACE_ASSERT(sinks.size() == sink_count(*plan));
  return std::make_unique<ThreadedCoordinator>(std::move(plan), sinks, observer);
}

}  // namespace

std::unique_ptr<JobProcessor> make_threaded_processor(std::shared_ptr<const JobPlan> plan,
                                                      SinkList sinks) {
  return make(std::move(plan), std::move(sinks), nullptr);
}

std::unique_ptr<JobProcessor> make_observed_processor(std::shared_ptr<const JobPlan> plan,
                                                      SinkList sinks, ThreadObserver& observer) {
  return make(std::move(plan), std::move(sinks), &observer);
}

}  // namespace millrace
