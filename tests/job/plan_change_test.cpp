// tests/job/plan_change_test.cpp — a job whose strategy or number of workers is changed while it
// runs gives what a job gives that never was.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "core/base/prng.hpp"
#include "core/route/strategies.hpp"
#include "tests/job/stepped_job.hpp"

namespace millrace {

namespace {

using fixture::SteppedJob;
using fixture::Topic;

/// Keyed by symbol; a few records have none, and lie anywhere.
Topic trades(int rows, std::uint64_t keyless_in = 40) {
  Topic topic = fixture::topic("symbol STRING, n BIGINT, ts TIMESTAMP", "ts", {});
  topic.partition_count = 4;
  topic.is_fetched = true;
  Prng prng(8);
  for (int i = 0; i < rows; ++i) {
    const std::uint64_t symbol = prng.below(17);
    const bool has_key = !prng.chance(1, keyless_in);
    topic.records.push_back(
        {static_cast<std::uint32_t>(has_key ? symbol % 4 : prng.below(4)),
         {has_key ? Value::string("S" + std::to_string(symbol)) : Value::null(DataType::string()),
          Value::bigint(prng.between(-9, 9)),
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

/// Nothing where the plan is refused.
std::shared_ptr<const JobPlan> plan_on(const Topic& topic, const char* sql,
                                       std::string_view strategy, std::uint32_t workers,
                                       bool follows_keys = true) {
  JobSpec spec;
  spec.strategy = strategy;
  spec.worker_count = workers;
  spec.follows_keys = follows_keys;
  spec.queue_capacity_rows = 60;
  spec.failure = FailurePolicy::kRetryWithBackoff;
  auto planned =
      plan_job(fixture::query_on(topic, sql), {}, spec, fixture::facts_of(topic, {"symbol"}));
  return planned.has_value() ? std::make_shared<const JobPlan>(std::move(planned).value())
                             : nullptr;
}

constexpr const char* kQueries[] = {
    "SELECT symbol, COUNT(*), SUM(n), COUNT(DISTINCT n), MEDIAN(n) FROM t GROUP BY symbol EMIT "
    "FINAL",
    "SELECT symbol, COUNT(*), MAX(n) FROM t GROUP BY symbol HAVING SUM(n) > 0",
    "SELECT symbol, COUNT(*) c, SUM(n) s FROM t GROUP BY symbol WINDOW TUMBLING(30s)",
    "SELECT symbol, SUM(n) FROM t GROUP BY symbol WINDOW SLIDING(60s, 20s) EMIT CHANGES",
    "SELECT symbol, COUNT(*) FROM t GROUP BY symbol WINDOW SESSION(20s)",
    "SELECT symbol, SUM(n) s FROM t GROUP BY symbol WINDOW SESSION(20s) EMIT CHANGES",
    "SELECT symbol, SUM(n) s FROM t GROUP BY symbol ORDER BY s DESC, symbol LIMIT 5 EMIT FINAL",
    "SELECT symbol, n, SUM(n) OVER (PARTITION BY symbol ORDER BY ts ROWS BETWEEN 3 PRECEDING AND "
    "CURRENT ROW) FROM t",
    "SELECT symbol, n, FIRST_VALUE(n) OVER (PARTITION BY symbol ORDER BY ts) FROM t",
    "SELECT DISTINCT symbol FROM t",
    "SELECT COUNT(*), SUM(n) FROM t WINDOW TUMBLING(1m)",
    "SELECT symbol, n * 2 FROM t WHERE n > 0",
};

/// Whether the strategy leaves records without key where they lie, and so splits their group.
bool splits_keyless(const JobPlan& plan) {
  return plan.choice.strategy->placement == Placement::kTogetherIfAligned &&
         plan.query->keeps_state() && plan.spec.worker_count > 1;
}

}  // namespace

TEST_CASE("a job that changes its strategy and its workers gives what one worker gives") {
  const Topic topic = trades(450);
  const Topic keyed = trades(450, 1'000'000);
  std::int64_t changes = 0;
  std::int64_t states_moved = 0;
  for (const char* sql : kQueries) {
    CAPTURE(sql);
    for (const StrategyInfo* first : all_strategies()) {
      CAPTURE(first->name);
      const auto plan = plan_on(topic, sql, first->name, 3);
      if (plan == nullptr) continue;
      for (const StrategyInfo* second : all_strategies()) {
        CAPTURE(second->name);
        for (const std::uint32_t workers : {3u, 7u, 2u}) {
          CAPTURE(workers);
          const auto changed =
              changed_plan(*plan, {.strategy = std::string(second->name), .worker_count = workers});
          if (!changed.has_value()) continue;  // refused from the beginning, too
          const auto to = std::make_shared<const JobPlan>(changed.value());
          const bool is_sticky = splits_keyless(*plan) || splits_keyless(*to);
          const Topic& read = is_sticky ? keyed : topic;
          const std::vector<RecordBatch> batches = batches_of(read, 13);
          const std::span<const RecordBatch> all(batches);
          SteppedJob job(plan);
          job.read(all.first(all.size() / 3), 1);
          states_moved += job.change(to).states_moved;
          job.read(all.subspan(all.size() / 3, all.size() / 3), 0);
          states_moved += job.change(plan).states_moved;  // and back
          job.read(all.subspan(2 * (all.size() / 3)), 1);
          job.finish();
          const fixture::Run reference = fixture::run_v1(plan, read, 13);
          CHECK(job.rows() == reference.rows);
          const JobStatistics statistics = job.statistics();
          assert_balance(statistics);
          CHECK(statistics.balance.in_effect == reference.statistics.balance.in_effect);
          CHECK(statistics.balance.late == reference.statistics.balance.late);
          CHECK(statistics.routing.rows_routed == 450);
          changes += 2;
        }
      }
    }
  }
  CHECK(changes > 800);
  CHECK(states_moved > 5'000);
}

TEST_CASE("results are counted once, whether workers or a merge stage gave them out") {
  const Topic topic = trades(450);
  const char* sql = "SELECT symbol, COUNT(*) c FROM t GROUP BY symbol WINDOW TUMBLING(30s)";
  const auto hashed = plan_on(topic, sql, "always_hash", 3);
  const auto scattered =
      std::make_shared<const JobPlan>(changed_plan(*hashed, {.strategy = "round_robin"}).value());
  CHECK(scattered->has_merge);
  const std::vector<RecordBatch> batches = batches_of(topic, 13);
  const std::span<const RecordBatch> all(batches);
  SteppedJob job(hashed);
  job.read(all.first(20), 1);
  const HandOverReport report = job.change(scattered);
  CHECK(report.states_moved > 0);
  CHECK(report.bytes_moved > 16 * report.states_moved);
  CHECK(report.groups_split == 0);
  CHECK(plan_change_remark(*hashed, *scattered, report)
            .find("changed from always_hash on 3 workers to round_robin on 3 workers: ") == 0);
  job.read(all.subspan(20), 1);
  job.finish();
  CHECK(job.statistics().balance.results == static_cast<std::int64_t>(job.rows().size()));
  CHECK(!job.merger_sink.collected.results.empty());
  CHECK(!job.sinks[0].collected.results.empty());
}

TEST_CASE("going over to natural routing needs the sources of the keys, unless nothing moves") {
  const Topic topic = trades(100);
  const char* totals = "SELECT symbol, COUNT(*) c FROM t GROUP BY symbol EMIT FINAL";
  const auto hashed = plan_on(topic, totals, "always_hash", 3, /*follows_keys=*/false);
  const auto refused = changed_plan(*hashed, {.strategy = "smart"});
  REQUIRE(!refused.has_value());
  CHECK(refused.error().code == ErrorCode::kRefused);
  CHECK(refused.error().message.find("has not followed") != std::string::npos);
  const auto natural = plan_on(topic, totals, "smart", 3, false);
  CHECK(changed_plan(*natural, {.strategy = "sticky"}).has_value());
  CHECK(!changed_plan(*natural, {.worker_count = 4}).has_value());
  CHECK(changed_plan(*natural, {.strategy = "always_hash", .worker_count = 4}).has_value());
  const auto by_partition =
      plan_on(topic, "SELECT _PARTITION p, COUNT(*) c FROM t GROUP BY _PARTITION EMIT FINAL",
              "always_hash", 3, false);
  const auto followed = changed_plan(*by_partition, {.strategy = "sticky"});
  REQUIRE(followed.has_value());
  const std::vector<RecordBatch> batches = batches_of(topic, 13);
  SteppedJob job(by_partition);
  job.read(std::span(batches).first(4), 1);
  job.change(std::make_shared<const JobPlan>(followed.value()));
  job.read(std::span(batches).subspan(4), 1);
  job.finish();
  CHECK(job.rows() == fixture::run_v1(by_partition, topic).rows);
  // A query that keeps nothing can go anywhere.
  const auto stateless =
      plan_on(topic, "SELECT symbol FROM t WHERE n > 0", "round_robin", 3, false);
  CHECK(changed_plan(*stateless, {.strategy = "sticky", .worker_count = 9}).has_value());
}

TEST_CASE("a job that gave up its declared key does not take it up again when it is rescaled") {
  Topic topic = trades(600, 1'000'000);
  Prng prng(3);
  for (std::size_t i = 150; i < 300; ++i) {
    topic.records[i].partition = static_cast<std::uint32_t>(prng.below(4));
  }
  const char* totals = "SELECT symbol, COUNT(*) c FROM t GROUP BY symbol EMIT FINAL";
  const auto smart = plan_on(topic, totals, "smart", 3);
  const std::vector<RecordBatch> batches = batches_of(topic, 10);
  SteppedJob job(smart);
  job.read(std::span(batches).first(40), 1);
  REQUIRE(job.hand_over.has_value());
  const std::int64_t hashed_before = job.dispatcher.router().counters().rows_hashed;
  job.change(std::make_shared<const JobPlan>(changed_plan(*smart, {.worker_count = 5}).value()));
  job.read(std::span(batches).subspan(40), 1);
  job.finish();
  CHECK(job.rows() == fixture::run_v1(smart, topic).rows);
  const RoutingCounters counters = job.dispatcher.router().counters();
  std::int64_t rows_after = 0;
  for (const RecordBatch& batch : std::span(batches).subspan(40)) rows_after += batch.row_count;
  CHECK(counters.rows_hashed - hashed_before == rows_after);
  CHECK(counters.rows_routed == 600);
}

TEST_CASE(
    "records without key split their group once a job goes over to sticky_partition, and it says "
    "so") {
  const Topic topic = trades(450, 8);
  const char* totals = "SELECT symbol, COUNT(*) c FROM t GROUP BY symbol EMIT FINAL";
  const auto hashed = plan_on(topic, totals, "always_hash", 3);
  const auto sticky =
      std::make_shared<const JobPlan>(changed_plan(*hashed, {.strategy = "sticky"}).value());
  const std::vector<RecordBatch> batches = batches_of(topic, 13);
  SteppedJob job(hashed);
  job.read(std::span(batches).first(20), 1);
  CHECK(!job.statistics().has_suspect_results);
  const HandOverReport report = job.change(sticky);
  job.read(std::span(batches).subspan(20), 1);
  job.finish();
  CHECK(job.rows() != fixture::run_v1(hashed, topic).rows);
  std::vector<const PartitionWorker*> workers;
  for (const PartitionWorker& worker : job.workers) workers.push_back(&worker);
  JobStatistics statistics = job.statistics();
  add_group_census(*sticky, workers, report, statistics);
  CHECK(statistics.has_suspect_results);
}

TEST_CASE("windows that sticky_partition split are still said to be once a job has left it") {
  const Topic topic = trades(450, 8);
  const char* windows = "SELECT symbol, COUNT(*) c FROM t GROUP BY symbol WINDOW TUMBLING(30s)";
  const auto sticky = plan_on(topic, windows, "sticky", 3);
  const std::vector<RecordBatch> batches = batches_of(topic, 13);
  for (const char* next : {"fan_in", "always_hash"}) {
    CAPTURE(next);
    const auto to =
        std::make_shared<const JobPlan>(changed_plan(*sticky, {.strategy = next}).value());
    SteppedJob job(sticky);
    job.read(std::span(batches).first(30), 1);
    const HandOverReport report = job.change(to);
    job.read(std::span(batches).subspan(30), 1);
    job.finish();
    CHECK(job.rows() != fixture::run_v1(sticky, topic).rows);
    std::vector<const PartitionWorker*> workers;
    for (const PartitionWorker& worker : job.workers) workers.push_back(&worker);
    JobStatistics statistics = job.statistics();
    add_group_census(*to, workers, report, statistics);
    CHECK(statistics.has_suspect_results);
    REQUIRE_FALSE(statistics.remarks.empty());
    CHECK(statistics.remarks.front().find("the strategy before left them there") !=
          std::string::npos);
  }
}

}  // namespace millrace
