// tests/job/hand_over_test.cpp — SmartRepartition under a declared key that does not hold.
#include <doctest/doctest.h>

#include <string>

#include "core/base/prng.hpp"
#include "core/job/job_processor.hpp"
#include "core/route/strategy_info.hpp"
#include "tests/support/topic.hpp"

namespace millrace {

namespace {

using fixture::Run;
using fixture::Topic;

/// Keyed by `k` for the first `honest` rows (partition = k mod 4); after that a row lies anywhere.
Topic misdeclared(std::uint64_t seed, int rows, int honest, std::uint64_t keys = 12) {
  Topic topic = fixture::topic("k BIGINT, n BIGINT, ts TIMESTAMP", "ts", {});
  topic.partition_count = 4;
  topic.is_fetched = true;
  Prng prng(seed);
  for (int i = 0; i < rows; ++i) {
    const auto key = static_cast<std::int64_t>(prng.below(keys));
    const auto partition =
        static_cast<std::uint32_t>(i < honest ? key % 4 : static_cast<std::int64_t>(prng.below(4)));
    topic.records.push_back({partition,
                             {Value::bigint(key), Value::bigint(prng.between(-50, 50)),
                              Value::timestamp(i * 500 - prng.between(0, 20'000))}});
  }
  return topic;
}

std::shared_ptr<const JobPlan> smart_plan(const Topic& topic, const char* sql,
                                          std::uint32_t workers = 4,
                                          const std::string& threshold = "0.95") {
  JobSpec spec;
  spec.strategy = "smart";
  spec.worker_count = workers;
  spec.strategy_options = {{"alignment_threshold", threshold}};
  return fixture::plan_of(fixture::query_on(topic, sql), spec, fixture::facts_of(topic, {"k"}));
}

bool has_remark(const Run& run, const std::string& text) {
  for (const std::string& remark : run.statistics.remarks) {
    if (remark.find(text) != std::string::npos) return true;
  }
  return false;
}

constexpr const char* kTotals = "SELECT k, COUNT(*) c, SUM(n) s FROM t GROUP BY k EMIT FINAL";

}  // namespace

TEST_CASE("under a true key nothing is hashed, moved or remarked") {
  const Topic topic = misdeclared(1, 400, 400);
  const auto plan = smart_plan(topic, kTotals);
  REQUIRE(plan->is_aligned);
  const Run run = fixture::run(plan, topic);
  CHECK(run.rows == fixture::run_v1(plan, topic).rows);
  CHECK(run.statistics.routing.rows_zero_cost == 400);
  CHECK(run.statistics.routing.rows_hashed == 0);
  CHECK(run.statistics.alignment_rows_checked > 0);
  CHECK(run.statistics.alignment_rows_astray == 0);
  CHECK(run.statistics.states_moved == 0);
  CHECK(run.statistics.remarks.empty());
}

TEST_CASE("when the key strays the job moves its states and goes on as if it had always hashed") {
  const Topic topic = misdeclared(2, 600, 200);
  for (const char* sql :
       {kTotals, "SELECT k, COUNT(*), AVG(n), MIN(n), MAX(n), COUNT(DISTINCT n) FROM t GROUP BY k",
        "SELECT k, COUNT(*) FROM t GROUP BY k HAVING SUM(n) > 0 ORDER BY k LIMIT 5 EMIT FINAL"}) {
    CAPTURE(sql);
    for (const std::uint32_t workers : {2u, 3u, 4u, 8u}) {
      for (const std::uint32_t batch_rows : {1u, 5u, 50u}) {
        const auto plan = smart_plan(topic, sql, workers);
        const Run run = fixture::run(plan, topic, batch_rows);
        CHECK(run.rows == fixture::run_v1(plan, topic).rows);
        CHECK(run.statistics.states_moved > 0);
        CHECK(run.statistics.bytes_moved > 0);
        CHECK(run.statistics.alignment_rows_astray > 0);
        CHECK(run.statistics.routing.rows_hashed > 0);
        CHECK(has_remark(run, "switched to hashing"));
        CHECK(run.statistics.balance.in_effect == 600);
        // What leaves only at the end leaves right.
        if (plan->query->emit == EmitMode::kFinal) CHECK(!run.statistics.has_suspect_results);
      }
    }
  }
}

TEST_CASE(
    "windows that were still open when the key strayed are right, and the remark names the rest") {
  // One key of many says little: several go astray, and are split, before that is evidence enough.
  Topic topic = misdeclared(3, 800, 400, 80);
  topic.is_fetched = false;
  // Nothing closes before the end: every window is open when states move.
  const auto open = smart_plan(
      topic, "SELECT k, COUNT(*) c, SUM(n) FROM t GROUP BY k WINDOW TUMBLING(30s, GRACE 10m)");
  CHECK(fixture::run(open, topic).rows == fixture::run_v1(open, topic).rows);
  const auto sessions =
      smart_plan(topic, "SELECT k, COUNT(*) c FROM t GROUP BY k WINDOW SESSION(4s, GRACE 10m)");
  const Run run = fixture::run(sessions, topic);
  CHECK(run.rows == fixture::run_v1(sessions, topic).rows);
  CHECK(has_remark(run, "what was emitted of them before may be wrong"));
  CHECK(run.statistics.has_suspect_results);
}

TEST_CASE("running values and aggregates that cannot be merged survive the move of whole groups") {
  // One row astray in a hundred: with the threshold at 1 the first one is enough, and only its group is apart.
  Topic topic = misdeclared(4, 400, 400);
  topic.records[200].partition = (topic.records[200].partition + 1) % 4;
  const auto over =
      smart_plan(topic, "SELECT k, n, SUM(n) OVER (PARTITION BY k ORDER BY ts) FROM t", 4, "1");
  CHECK(fixture::run(over, topic).rows == fixture::run_v1(over, topic).rows);
  const auto first = smart_plan(topic, "SELECT k, MEDIAN(n) FROM t GROUP BY k EMIT FINAL", 4, "1");
  CHECK(fixture::run(first, topic).rows == fixture::run_v1(first, topic).rows);
}

TEST_CASE("grouped by the source partition a declared key that does not hold makes no difference") {
  const Topic topic = misdeclared(6, 400, 0);
  const auto plan =
      smart_plan(topic, "SELECT _PARTITION p, COUNT(*) FROM t GROUP BY _PARTITION EMIT FINAL");
  REQUIRE(plan->is_aligned);
  const Run run = fixture::run(plan, topic);
  CHECK(run.rows == fixture::run_v1(plan, topic).rows);
  CHECK(run.statistics.states_moved == 0);
  CHECK(run.statistics.remarks.empty());
}

TEST_CASE("a key that strays too seldom for the threshold is still told of") {
  Topic topic = misdeclared(5, 1000, 1000);
  topic.records[700].partition = (topic.records[700].partition + 1) % 4;
  const auto plan = smart_plan(topic, kTotals, 4, "0.5");
  const Run run = fixture::run(plan, topic);
  CHECK(run.statistics.states_moved == 0);
  CHECK(run.statistics.alignment_rows_astray >= 1);
  CHECK(has_remark(run, "the declared key does not hold"));
  CHECK(run.statistics.split_groups == 1);
  CHECK(run.statistics.has_suspect_results);
}

}  // namespace millrace
