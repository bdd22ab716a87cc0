// tests/job/clone_test.cpp — a running job copied part by part, with batches in its queues: the key
// frame of the simulator.
#include <doctest/doctest.h>

#include <deque>
#include <optional>
#include <string>

#include "core/base/prng.hpp"
#include "core/job/dispatcher.hpp"
#include "core/job/merger.hpp"
#include "core/job/partition_queue.hpp"
#include "core/job/partition_worker.hpp"
#include "core/route/strategies.hpp"
#include "tests/support/topic.hpp"

namespace millrace {

namespace {

using fixture::Topic;

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
struct Job {
  explicit Job(const std::shared_ptr<const JobPlan>& job_plan)
      : plan(job_plan), dispatcher(job_plan) {
    const std::uint32_t count = plan->spec.worker_count;
    sinks.resize(sink_count(*plan));
    for (std::uint32_t worker = 0; worker < count; ++worker) {
      queues.emplace_back(plan->spec.queue_capacity_rows);
      workers.emplace_back(plan, WorkerId{worker}, sinks[worker]);
    }
    if (has_merger(*plan)) merger.emplace(plan, sinks.back());
  }
  Job(const Job& other)
      : plan(other.plan), dispatcher(other.dispatcher), queues(other.queues), sinks(other.sinks) {
    for (std::uint32_t worker = 0; worker < other.workers.size(); ++worker) {
      workers.emplace_back(other.workers[worker], sinks[worker]);
    }
    if (other.merger) merger.emplace(*other.merger, sinks.back());
  }
  Job& operator=(const Job&) = delete;

  std::vector<Inbox*> inboxes() {
    std::vector<Inbox*> all;
    for (PartitionQueue& queue : queues) all.push_back(&queue);
    return all;
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
      while (dispatcher.offer(batch, inboxes()) == Offer::kQueueFull) step_all();
      for (std::uint32_t worker = 0; worker < workers.size(); ++worker) {
        if (worker != slow_worker) step(worker);
      }
    }
  }
  void finish() {
    while (dispatcher.offer_end(inboxes()) == Offer::kQueueFull) step_all();
    while (!is_drained()) step_all();
  }
  /// Everything that came out, sink by sink, and what was counted.
  std::string text() const {
    std::string text;
    for (const GrudgingSink& sink : sinks) {
      for (const std::string& row : fixture::changelog_rows(*plan->query, sink.collected.results)) {
        text += row + "\n";
      }
      text += "late " + std::to_string(sink.collected.late.size()) + ", dead " +
              std::to_string(sink.collected.dead_letters.size()) + "\n";
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
  std::deque<PartitionWorker> workers;
  std::optional<Merger> merger;
};

Topic trades(int rows) {
  Topic topic = fixture::topic("symbol STRING, n BIGINT, ts TIMESTAMP", "ts", {});
  topic.partition_count = 4;
  topic.is_fetched = true;
  Prng prng(5);
  for (int i = 0; i < rows; ++i) {
    const std::uint64_t symbol = prng.below(17);
    topic.records.push_back(
        {static_cast<std::uint32_t>(symbol % 4),
         {Value::string("S" + std::to_string(symbol)), Value::bigint(prng.between(-9, 9)),
          Value::timestamp(i * 900 - prng.between(0, 70'000))}});
  }
  return topic;
}

std::vector<RecordBatch> batches_of(const Topic& topic, std::uint32_t batch_rows) {
  std::vector<RecordBatch> batches;
  fixture::TopicSource source(topic, batch_rows);
  while (auto batch = source.next().value()) batches.push_back(*std::move(batch));
  return batches;
}

}  // namespace

TEST_CASE("a job copied with batches in its queues and results unwritten goes on as the original") {
  const std::vector<RecordBatch> batches = batches_of(trades(500), 7);
  for (const char* sql :
       {"SELECT symbol, COUNT(*), SUM(n) FROM t GROUP BY symbol WINDOW TUMBLING(30s)",
        "SELECT symbol, COUNT(*) FROM t GROUP BY symbol WINDOW SESSION(20s) EMIT CHANGES",
        "SELECT symbol, SUM(n) s FROM t GROUP BY symbol ORDER BY s DESC, symbol LIMIT 5 EMIT FINAL",
        "SELECT symbol, SUM(n) OVER (PARTITION BY symbol ORDER BY ts) FROM t",
        "SELECT symbol, n * 2 FROM t WHERE n > 0"}) {
    CAPTURE(sql);
    for (const StrategyInfo* strategy : all_strategies()) {
      CAPTURE(strategy->name);
      JobSpec spec;
      spec.strategy = strategy->name;
      spec.worker_count = 3;
      spec.queue_capacity_rows = 40;
      spec.failure = FailurePolicy::kRetryWithBackoff;
      const Topic topic = trades(1);
      const auto planned = plan_job(fixture::query_on(topic, sql), {}, spec,
                                    {.source_partition_count = 4, .key_columns = {"symbol"}});
      if (!planned.has_value()) continue;  // refused
      const auto plan = std::make_shared<const JobPlan>(planned.value());
      const std::span<const RecordBatch> all(batches);
      for (const std::size_t cut : {std::size_t{0}, std::size_t{9}, all.size() / 2, all.size()}) {
        CAPTURE(cut);
        Job whole(plan);
        whole.read(all, 1);
        whole.finish();
        std::optional<Job> original(std::in_place, plan);
        original->read(all.first(cut), 1);
        const Job frame(*original);
        CHECK(frame.text() == original->text());
        CHECK(frame.bytes() <= original->bytes() + 4096);
        original->read(all.subspan(cut), 1);
        original->finish();
        CHECK(original->text() == whole.text());
        original.reset();
        for (int replay = 0; replay < 2; ++replay) {  // a key frame is used more than once
          Job again(frame);
          again.read(all.subspan(cut), 1);
          again.finish();
          CHECK(again.text() == whole.text());
        }
      }
    }
  }
}

}  // namespace millrace
