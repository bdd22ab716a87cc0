// tests/job/stepped_job.hpp — a job as the sum of its parts, stepped by hand: what copies and
// changes of a running job are tried on.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/job/dispatcher.hpp"
#include "core/job/job_ledger.hpp"
#include "core/job/merger.hpp"
#include "core/job/partition_queue.hpp"
#include "core/job/partition_worker.hpp"
#include "core/job/plan_change.hpp"
#include "tests/support/topic.hpp"

namespace millrace::fixture {

/// Refuses every so many writes, so that copies are taken with results that wait to be written.
class GrudgingSink final : public Sink {
 public:
  Status write(const ResultBatch& batch) override {
    if (++writes % 5 == 3) return Error{ErrorCode::kInput, "not now"};
    return collected.write(batch);
  }
  void write_late(const RecordBatch& rows) override { collected.write_late(rows); }
  void write_dead_letter(const DeadLetter& letter) override { collected.write_dead_letter(letter); }

  CollectingSink collected;
  int writes = 0;
};

/// A coordinator of copyable parts.
struct SteppedJob {
  explicit SteppedJob(const std::shared_ptr<const JobPlan>& job_plan)
      : plan(job_plan), dispatcher(job_plan) {
    add_parts();
  }
  SteppedJob(const SteppedJob& other)
      : plan(other.plan),
        dispatcher(other.dispatcher),
        queues(other.queues),
        sinks(other.sinks),
        merger_sink(other.merger_sink) {
    for (std::uint32_t worker = 0; worker < other.workers.size(); ++worker) {
      workers.emplace_back(other.workers[worker], sinks[worker]);
    }
    if (other.merger) merger.emplace(*other.merger, merger_sink);
  }
  SteppedJob& operator=(const SteppedJob&) = delete;

  /// What the present plan has more than there is.
  void add_parts() {
    while (workers.size() < plan->spec.worker_count) {
      const WorkerId id{static_cast<std::uint32_t>(workers.size())};
      sinks.emplace_back();
      queues.emplace_back(plan->spec.queue_capacity_rows);
      workers.emplace_back(plan, id, sinks.back());
    }
    if (has_merger(*plan) && !merger) merger.emplace(plan, merger_sink);
  }
  std::vector<PartitionWorker*> worker_pointers() {
    std::vector<PartitionWorker*> all;
    for (PartitionWorker& worker : workers) all.push_back(&worker);
    return all;
  }
  std::vector<Inbox*> inboxes() {
    std::vector<Inbox*> all;
    for (std::uint32_t i = 0; i < plan->spec.worker_count; ++i) all.push_back(&queues[i]);
    return all;
  }
  /// Drains, and goes on by another plan.
  HandOverReport change(const std::shared_ptr<const JobPlan>& to) {
    while (!is_drained()) step_all();
    plan = to;
    add_parts();
    return change_plan(to, {dispatcher, worker_pointers(), merger ? &*merger : nullptr});
  }
  /// One envelope of this worker, or what it could not write.
  void step(std::uint32_t index) {
    if (merger) merger->advance();
    PartitionWorker& worker = workers[index];
    if (worker.has_unwritten()) {
      worker.retry();
      return;
    }
    if (queues[index].is_empty()) return;
    worker.process(queues[index].pop());
    if (auto message = worker.take_message()) merger->accept(std::move(*message));
  }
  void step_all() {
    for (std::uint32_t worker = 0; worker < workers.size(); ++worker) step(worker);
  }
  bool is_drained() const {
    for (std::size_t worker = 0; worker < workers.size(); ++worker) {
      if (!queues[worker].is_empty() || workers[worker].has_unwritten()) return false;
    }
    return !merger || merger->is_idle();
  }
  /// `slow_worker` works through a batch only now and then.
  void read(std::span<const RecordBatch> batches, std::uint32_t slow_worker) {
    for (const RecordBatch& batch : batches) {
      while (dispatcher.offer(batch, inboxes()) == Offer::kQueueFull) {
        step_all();
        if (dispatcher.wants_hand_over() && is_drained()) {
          hand_over = switch_to_hashing(worker_pointers(), *plan, dispatcher);
        }
      }
      for (std::uint32_t worker = 0; worker < workers.size(); ++worker) {
        if (worker != slow_worker) step(worker);
      }
    }
  }
  void finish() {
    while (dispatcher.offer_end(inboxes()) == Offer::kQueueFull) step_all();
    while (!is_drained()) step_all();
  }
  std::vector<const GrudgingSink*> all_sinks() const {
    std::vector<const GrudgingSink*> all;
    for (const GrudgingSink& sink : sinks) all.push_back(&sink);
    all.push_back(&merger_sink);
    return all;
  }
  /// Final state of every (window, group), in canonical order.
  std::vector<std::string> rows() const {
    std::vector<ResultBatch> results;
    for (const GrudgingSink* sink : all_sinks()) {
      results.insert(results.end(), sink->collected.results.begin(), sink->collected.results.end());
    }
    return canonical_rows(*plan->query, results);
  }
  JobStatistics statistics() const {
    std::vector<const PartitionWorker*> all;
    for (const PartitionWorker& worker : workers) all.push_back(&worker);
    JobStatistics statistics =
        summarise(*plan, dispatcher.stamper(), all, merger ? &*merger : nullptr);
    add_routing(*plan, dispatcher, hand_over, statistics);
    return statistics;
  }
  /// Everything that came out, sink by sink, and what was counted.
  std::string text() const {
    std::string text;
    for (const GrudgingSink* sink : all_sinks()) {
      for (const std::string& row : changelog_rows(*plan->query, sink->collected.results)) {
        text += row + "\n";
      }
      text += "late " + std::to_string(sink->collected.late.size()) + ", dead " +
              std::to_string(sink->collected.dead_letters.size()) + "\n";
    }
    for (const PartitionWorker& worker : workers) {
      const WorkerStatistics statistics = worker.statistics();
      text += std::to_string(statistics.balance.in_effect) + " " +
              std::to_string(statistics.work.groups_created) + " " +
              std::to_string(statistics.sink_retries) + "\n";
    }
    text += std::to_string(dispatcher.stamper().rows_read()) + " " +
            std::to_string(dispatcher.router().counters().rows_natural) + " " +
            std::to_string(dispatcher.router().work().rows_hashed) + "\n";
    return text;
  }
  std::int64_t bytes() const {
    std::int64_t bytes = merger ? merger->state_bytes() : 0;
    for (const PartitionWorker& worker : workers) bytes += worker.state_bytes();
    for (const PartitionQueue& queue : queues) bytes += queue.byte_count();
    return bytes;
  }

  std::shared_ptr<const JobPlan> plan;
  Dispatcher dispatcher;
  std::deque<PartitionQueue> queues;
  std::deque<GrudgingSink> sinks;
  GrudgingSink merger_sink;
  std::optional<HandOverReport> hand_over;
  std::deque<PartitionWorker> workers;
  std::optional<Merger> merger;
};

}  // namespace millrace::fixture
