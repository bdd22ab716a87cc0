// tests/job/clone_test.cpp — a running job copied part by part, with batches in its queues: the key
// frame of the simulator.
#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "core/base/prng.hpp"
#include "core/route/strategies.hpp"
#include "tests/job/stepped_job.hpp"

namespace millrace {

namespace {

using fixture::SteppedJob;
using fixture::Topic;

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
        SteppedJob whole(plan);
        whole.read(all, 1);
        whole.finish();
        std::optional<SteppedJob> original(std::in_place, plan);
        original->read(all.first(cut), 1);
        const SteppedJob frame(*original);
        CHECK(frame.text() == original->text());
        CHECK(frame.bytes() <= original->bytes() + 4096);
        original->read(all.subspan(cut), 1);
        original->finish();
        CHECK(original->text() == whole.text());
        original.reset();
        for (int replay = 0; replay < 2; ++replay) {  // a key frame is used more than once
          SteppedJob again(frame);
          again.read(all.subspan(cut), 1);
          again.finish();
          CHECK(again.text() == whole.text());
        }
      }
    }
  }
}

}  // namespace millrace
