// tests/job/keyless_test.cpp — records without a key: a producer spreads them over all source
// partitions, and their groups must be whole all the same, or said not to be.
#include <doctest/doctest.h>

#include <string>

#include "core/base/prng.hpp"
#include "core/job/job_processor.hpp"
#include "core/route/partitioner.hpp"
#include "core/route/strategy_info.hpp"
#include "tests/support/topic.hpp"

namespace millrace {

namespace {

using fixture::Run;
using fixture::Topic;

/// Keyed by `k`; one record in `one_in` has none, and lies anywhere.
Topic keyed_topic(std::uint64_t seed, std::uint64_t one_in, bool is_empty_text = false) {
  Topic topic = fixture::topic("k STRING, n BIGINT, ts TIMESTAMP", "ts", {});
  topic.partition_count = 4;
  topic.is_fetched = true;
  Prng prng(seed);
  for (int i = 0; i < 600; ++i) {
    const std::uint64_t key = prng.below(12);
    const bool has_key = !prng.chance(1, one_in);
    const Value missing = is_empty_text ? Value::string("") : Value::null(DataType::string());
    topic.records.push_back({static_cast<std::uint32_t>(has_key ? key % 4 : prng.below(4)),
                             {has_key ? Value::string("k" + std::to_string(key)) : missing,
                              Value::bigint(prng.between(-50, 50)), Value::timestamp(i * 500)}});
  }
  return topic;
}

std::shared_ptr<const JobPlan> plan_on(const Topic& topic, const char* sql, const char* strategy,
                                       const char* partitioner = "java_default") {
  JobSpec spec;
  spec.strategy = strategy;
  spec.worker_count = 4;
  TopicFacts facts = fixture::facts_of(topic, {"k"});
  set_partitioner(facts, find_partitioner(partitioner));
  const auto plan = fixture::plan_of(fixture::query_on(topic, sql), spec, facts);
  CHECK(plan->is_aligned);
  return plan;
}

bool has_remark(const Run& run, const std::string& text) {
  for (const std::string& remark : run.statistics.remarks) {
    if (remark.find(text) != std::string::npos) return true;
  }
  return false;
}

constexpr const char* kTotals = "SELECT k, COUNT(*) c, SUM(n) s FROM t GROUP BY k EMIT FINAL";
constexpr const char* kWindows =
    "SELECT k, COUNT(*) c FROM t GROUP BY k WINDOW TUMBLING(10s, GRACE 5m)";
constexpr const char* kMedians =
    "SELECT k, n % 3 AS r, MEDIAN(n) c FROM t GROUP BY k, n % 3 EMIT FINAL";

}  // namespace

TEST_CASE(
    "what a partitioner does with missing keys is known, of an unknown one the worst assumed") {
  TopicFacts facts;
  set_partitioner(facts, find_partitioner("murmur2"));
  CHECK(facts.is_partitioner_function_of_key);
  CHECK(!facts.spreads_null_keys);
  CHECK(!facts.spreads_empty_keys);
  set_partitioner(facts, find_partitioner("consistent_random"));
  CHECK(facts.spreads_null_keys);
  CHECK(facts.spreads_empty_keys);
  set_partitioner(facts, find_partitioner("java_default"));
  CHECK(facts.spreads_null_keys);
  CHECK(!facts.spreads_empty_keys);
  set_partitioner(facts, find_partitioner("round_robin"));
  CHECK(!facts.is_partitioner_function_of_key);
  set_partitioner(facts, nullptr);
  CHECK(facts.is_partitioner_function_of_key);
  CHECK(facts.spreads_null_keys);
}

TEST_CASE("SmartRepartition hashes rows without key, and leaves every other row where it is") {
  for (const std::uint64_t one_in : {3u, 200u}) {  // as many as any group, and hardly any
    CAPTURE(one_in);
    const Topic topic = keyed_topic(1, one_in);
    for (const char* sql : {kTotals, kWindows, kMedians}) {
      CAPTURE(sql);
      const auto plan = plan_on(topic, sql, "smart");
      for (const std::uint32_t batch_rows : {1u, 7u, 500u}) {
        const Run run = fixture::run(plan, topic, batch_rows);
        const JobStatistics& statistics = run.statistics;
        CHECK(run.rows == fixture::run_v1(plan, topic).rows);
        CHECK(statistics.rows_without_key > 0);
        CHECK(statistics.routing.rows_hashed == statistics.rows_without_key);
        CHECK(statistics.routing.rows_natural + statistics.rows_without_key >= 600);
        CHECK(statistics.alignment_rows_checked == 600 - statistics.rows_without_key);
        CHECK(statistics.alignment_rows_astray == 0);
        CHECK(!statistics.has_suspect_results);
        CHECK(statistics.remarks.empty());
        if (one_in == 200) CHECK(statistics.routing.rows_zero_cost > (batch_rows < 500 ? 400 : -1));
      }
    }
  }
}

TEST_CASE("empty keys are as missing where the producer treats them so") {
  const Topic topic = keyed_topic(2, 4, /*is_empty_text=*/true);
  const auto plan = plan_on(topic, kTotals, "smart", "consistent_random");
  const Run run = fixture::run(plan, topic);
  CHECK(run.rows == fixture::run_v1(plan, topic).rows);
  CHECK(run.statistics.rows_without_key > 100);
  CHECK(!run.statistics.has_suspect_results);
}

TEST_CASE("StickyPartition leaves them where they lie, and says that their groups may be split") {
  const Topic topic = keyed_topic(3, 50);
  const auto totals = plan_on(topic, kTotals, "sticky");
  CHECK(totals->is_valid);
  const Run run = fixture::run(totals, topic);
  CHECK(run.rows != fixture::run_v1(totals, topic).rows);
  CHECK(run.statistics.split_groups == 1);  // the NULL group alone
  CHECK(run.statistics.groups == 13);
  CHECK(run.statistics.has_suspect_results);
  CHECK(has_remark(run, "rows came without a key"));
  // Of windows that are closed only the suspicion is left.
  CHECK(fixture::run(plan_on(topic, kWindows, "sticky"), topic).statistics.has_suspect_results);
  // What WHERE removes splits nothing.
  const auto filtered = plan_on(
      topic, "SELECT k, COUNT(*) c FROM t WHERE k IS NOT NULL GROUP BY k EMIT FINAL", "sticky");
  const Run without = fixture::run(filtered, topic);
  CHECK(without.rows == fixture::run_v1(filtered, topic).rows);
  CHECK(!without.statistics.has_suspect_results);
}

TEST_CASE("where the producer keeps missing keys together they are a key like any other") {
  Topic topic = keyed_topic(4, 5);
  for (fixture::Record& record : topic.records) {
    if (record.values[0].is_null()) record.partition = 2;
  }
  for (const char* strategy : {"smart", "sticky"}) {
    const auto plan = plan_on(topic, kTotals, strategy, "murmur2");
    const Run run = fixture::run(plan, topic);
    CHECK(run.rows == fixture::run_v1(plan, topic).rows);
    CHECK(run.statistics.rows_without_key == 0);
    CHECK(run.statistics.routing.rows_zero_cost == 600);
    CHECK(!run.statistics.has_suspect_results);
  }
}

TEST_CASE(
    "a key that strays takes the groups of missing keys along when the job goes over to hashing") {
  Topic topic = keyed_topic(5, 6);
  Prng prng(6);
  for (std::size_t i = 300; i < topic.records.size(); ++i) {
    topic.records[i].partition = static_cast<std::uint32_t>(prng.below(4));
  }
  const auto plan = plan_on(topic, kTotals, "smart");
  const Run run = fixture::run(plan, topic);
  CHECK(run.rows == fixture::run_v1(plan, topic).rows);
  CHECK(run.statistics.states_moved > 0);
  CHECK(!run.statistics.has_suspect_results);
}

}  // namespace millrace
