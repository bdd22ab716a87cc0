// tests/job/velostream_facts_test.cpp — what the reference system's own tests assert of strategies, coordinator and
// receivers (facts §11.1–§11.4), and the gaps of §11.7 that belong to whole jobs.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "core/base/prng.hpp"
#include "core/job/job_processor.hpp"
#include "core/route/strategies.hpp"
#include "tests/support/topic.hpp"

namespace millrace {

namespace {

using fixture::Run;
using fixture::Topic;

JobSpec spec_of(const std::string& strategy, std::uint32_t workers) {
  JobSpec spec;
  spec.strategy = strategy;
  spec.worker_count = workers;
  return spec;
}

Run run_sql(const Topic& topic, const char* sql, const JobSpec& spec,
            std::vector<std::string> key_columns = {}, std::uint32_t batch_rows = 7) {
  return fixture::run(fixture::plan_of(fixture::query_on(topic, sql), spec,
                                       fixture::facts_of(topic, std::move(key_columns))),
                      topic, batch_rows);
}

/// The reference system's S3 generator: T{i%50}, SYM{i%100}, one row a second from 1,000 s, delivered source
/// partition by
/// source partition: strongly out of event-time order.
Topic market_data(int rows) {
  Topic topic = fixture::topic(
      "trader STRING, symbol STRING, price DOUBLE, quantity BIGINT, ts TIMESTAMP", "ts", {});
  topic.partition_count = 32;
  for (std::uint32_t partition = 0; partition < 32; ++partition) {
    for (int i = 0; i < rows; ++i) {
      if (static_cast<std::uint32_t>(i % 100 * 7) % 32 != partition) continue;
      topic.records.push_back(
          {partition,
           {Value::string("T" + std::to_string(i % 50)),
            Value::string("SYM" + std::to_string(i % 100)), Value::real(100.0 + i % 50),
            Value::bigint(i % 1000), Value::timestamp(1'000'000 + std::int64_t{i} * 1000)}});
    }
  }
  return topic;
}

}  // namespace

TEST_CASE("S0: as many rows out as in") {
  const Topic topic = market_data(2000);
  for (const char* strategy : {"round_robin", "sticky", "fan_in"}) {
    const Run run =
        run_sql(topic, "SELECT symbol, price FROM t WHERE price >= 100", spec_of(strategy, 4));
    CHECK(run.rows.size() == 2000);
    CHECK(run.statistics.balance.results == 2000);
  }
}

TEST_CASE("5,000 records in one batch over 2 partitions: all processed, as many written") {
  Topic topic = fixture::topic("n BIGINT", "", {});
  for (int i = 0; i < 5000; ++i) topic.records.push_back({0, {Value::bigint(i)}});
  const Run run = run_sql(topic, "SELECT n FROM t", spec_of("round_robin", 2), {}, 5000);
  CHECK(run.statistics.batches_read == 1);
  CHECK(run.statistics.balance.in_effect == 5000);
  CHECK(run.rows_of_sink[0].size() == 2500);
  CHECK(run.rows_of_sink[1].size() == 2500);
}

TEST_CASE("S2: every symbol's count and constant price, by every strategy that is valid") {
  const Topic topic = market_data(2000);
  for (const char* strategy : {"always_hash", "smart", "sticky", "round_robin", "fan_in"}) {
    const Run run = run_sql(topic,
                            "SELECT symbol, COUNT(*), AVG(price), MIN(price), MAX(price) FROM t "
                            "GROUP BY symbol EMIT FINAL",
                            spec_of(strategy, 8), {"symbol"});
    REQUIRE(run.rows.size() == 100);
    std::set<std::string> rows(run.rows.begin(), run.rows.end());
    for (int symbol = 0; symbol < 100; ++symbol) {
      const std::string price = std::to_string(100 + symbol % 50);
      CHECK(rows.count("SYM" + std::to_string(symbol) + "|20|" + price + "|" + price + "|" +
                       price) == 1);
    }
  }
}

TEST_CASE("S3a: one row per window and pair, though partitions arrive one after the other") {
  const int rows = 3000;
  const Topic topic = market_data(rows);
  const char* sql =
      "SELECT trader, symbol, COUNT(*), SUM(quantity) FROM t GROUP BY trader, symbol WINDOW "
      "TUMBLING(ts, INTERVAL '1' MINUTE)";
  for (const char* strategy : {"always_hash", "smart", "sticky", "round_robin", "fan_in"}) {
    const Run run = run_sql(topic, sql, spec_of(strategy, 4), {"symbol"});
    CHECK(run.rows.size() == rows);  // Velostream keeps 996 of 10,000 here
    CHECK(run.statistics.balance.in_effect == rows);
    CHECK(run.rows.front().find("1970-01-01T00:16:00.000Z") == 0);  // 960,000 ms
  }
}

TEST_CASE("S3b: the update stream has one row a record, not every group of the window") {
  const Topic topic = market_data(600);
  const Run run = run_sql(topic,
                          "SELECT trader, symbol, COUNT(*) FROM t GROUP BY trader, symbol WINDOW "
                          "TUMBLING(ts, INTERVAL '1' MINUTE) EMIT CHANGES",
                          spec_of("always_hash", 4));
  CHECK(run.changelog.size() == 600);
}

TEST_CASE("the sum of counts over the output is the number of records in") {
  const Topic topic = market_data(1500);
  const Run run = run_sql(topic, "SELECT COUNT(*) FROM t WINDOW TUMBLING(45s)", spec_of("auto", 6));
  std::int64_t sum = 0;
  for (const std::string& row : run.rows) {
    sum += std::stoll(row.substr(row.rfind('|') + 1));
  }
  CHECK(sum == 1500);
}

TEST_CASE("sticky puts source partition 10 of 8 workers on worker 2") {
  Topic topic = fixture::topic("k STRING", "", {"10 | a"});
  const Run run = run_sql(topic, "SELECT k FROM t", spec_of("sticky", 8));
  for (std::size_t worker = 0; worker < 8; ++worker) {
    CHECK(run.rows_of_sink[worker].size() == (worker == 2 ? 1 : 0));
  }
}

TEST_CASE("round robin deals the first rows out in turn, over all sources together") {
  Topic topic = fixture::topic("n BIGINT", "", {});
  topic.partition_count = 3;
  for (int i = 0; i < 100; ++i)
    topic.records.push_back({static_cast<std::uint32_t>(i / 7 % 3), {Value::bigint(i)}});
  const Run run = run_sql(topic, "SELECT n FROM t", spec_of("round_robin", 8));
  for (int i = 0; i < 8; ++i) CHECK(run.rows_of_sink[i].front() == std::to_string(i));
  for (const auto& sink : run.rows_of_sink) CHECK((sink.size() == 12 || sink.size() == 13));
}

TEST_CASE("fan-in sends every source partition to its target, where that exists") {
  Topic topic = fixture::topic("n BIGINT", "", {});
  topic.partition_count = 10;
  for (int i = 0; i < 100; ++i)
    topic.records.push_back({static_cast<std::uint32_t>(i % 10), {Value::bigint(i)}});
  JobSpec spec = spec_of("fan_in", 4);
  spec.strategy_options = {{"target", "3"}};
  const Run run = run_sql(topic, "SELECT n FROM t", spec);
  CHECK(run.rows_of_sink[3].size() == 100);
  spec.strategy_options = {{"target", "10"}};
  CHECK(!plan_job(fixture::query_on(topic, "SELECT n FROM t"), {}, spec, {}).has_value());
}

TEST_CASE(
    "a missing column never kills a batch: only rows without their key leave, with contents") {
  Topic topic = fixture::topic("k STRING, ts TIMESTAMP", "ts", {});
  for (int i = 0; i < 50; ++i) {
    topic.records.push_back({0,
                             {Value::string("k" + std::to_string(i % 5)),
                              i == 17 ? Value::null(DataType::timestamp()) : Value::timestamp(i)}});
  }
  const Run run = run_sql(topic, "SELECT k, COUNT(*) FROM t GROUP BY k WINDOW TUMBLING(1s)",
                          spec_of("always_hash", 8), {}, 50);
  CHECK(run.statistics.balance.in_effect == 49);
  REQUIRE(run.dead_letters.size() == 1);
  CHECK(run.dead_letters[0].offset == 17);
  CHECK(run.dead_letters[0].original == "k2|NULL");
}

TEST_CASE("late rows by policy: 90 s behind with 60 s allowed") {
  const Topic topic =
      fixture::topic("k STRING, ts TIMESTAMP", "ts",
                     {"0 | a | 1000000", "0 | a | 1010000", "0 | a | 910000", "0 | a | 1020000"});
  struct Case {
    LateRows policy;
    std::int64_t in_effect, late, late_seen;
  };
  // Velostream: ProcessWithWarning processes it and counts 1 late; Drop drops it; ProcessAll takes
  // it. Here only the first warns.
  for (const Case& c : std::vector<Case>{{LateRows::kProcessWithWarning, 4, 0, 1},
                                         {LateRows::kDrop, 3, 1, 0},
                                         {LateRows::kProcessAll, 4, 0, 0}}) {
    JobSpec spec = spec_of("always_hash", 2);
    spec.late_rows = c.policy;
    const Run run =
        run_sql(topic, "SELECT k, COUNT(*) FROM t GROUP BY k WINDOW TUMBLING(10m)", spec);
    CHECK(run.statistics.balance.in_effect == c.in_effect);
    CHECK(run.statistics.balance.late == c.late);
    CHECK(run.statistics.balance.late_seen == c.late_seen);
    // 120 s tolerate it.
    spec.max_out_of_orderness = {120'000};
    const Run tolerant =
        run_sql(topic, "SELECT k, COUNT(*) FROM t GROUP BY k WINDOW TUMBLING(10m)", spec);
    CHECK(tolerant.statistics.balance.in_effect == 4);
    CHECK(tolerant.statistics.balance.late_seen == 0);
  }
}

TEST_CASE("which rows are late is the same in batches of one and of a thousand") {
  Topic topic = fixture::topic("k STRING, ts TIMESTAMP", "ts", {});
  topic.partition_count = 2;
  Prng prng(9);
  for (int i = 0; i < 1000; ++i) {
    topic.records.push_back({static_cast<std::uint32_t>(i / 50 % 2),
                             {Value::string("k" + std::to_string(prng.below(5))),
                              Value::timestamp(i * 1000 - prng.between(0, 200'000))}});
  }
  const char* sql = "SELECT k, COUNT(*) FROM t GROUP BY k WINDOW TUMBLING(20s)";
  const Run one = run_sql(topic, sql, spec_of("always_hash", 3), {}, 1);
  const Run all = run_sql(topic, sql, spec_of("fan_in", 2), {}, 1000);
  CHECK(one.late == all.late);
  CHECK(one.late.size() > 10);
  CHECK(one.rows == all.rows);
}

TEST_CASE(
    "an idle source partition does not exist while a file is read: W waits for every partition") {
  // Partition 1 never speaks: nothing may close before the end, and everything closes at the end.
  Topic topic = fixture::topic("k STRING, ts TIMESTAMP", "ts", {});
  topic.partition_count = 2;
  for (int i = 0; i < 100; ++i)
    topic.records.push_back({0, {Value::string("a"), Value::timestamp(i * 60'000)}});
  const Run run = run_sql(topic, "SELECT k, COUNT(*) FROM t GROUP BY k WINDOW TUMBLING(1m)",
                          spec_of("always_hash", 2));
  CHECK(run.rows.size() == 100);
}

TEST_CASE(
    "open windows are flushed at the end of input, with their right bounds; gaps give nothing") {
  const Topic topic = fixture::topic("k STRING, ts TIMESTAMP", "ts",
                                     {"0 | a | -1", "0 | a | 59999", "0 | a | 600000"});
  const Run run = run_sql(topic, "SELECT k, COUNT(*) FROM t GROUP BY k WINDOW TUMBLING(1m)",
                          spec_of("always_hash", 2));
  CHECK(run.rows ==
        std::vector<std::string>{"1969-12-31T23:59:00.000Z|1970-01-01T00:00:00.000Z|a|1",
                                 "1970-01-01T00:00:00.000Z|1970-01-01T00:01:00.000Z|a|1",
                                 "1970-01-01T00:10:00.000Z|1970-01-01T00:11:00.000Z|a|1"});
}

TEST_CASE("decimals stay exact through routing and merging") {
  Topic topic = fixture::topic("k STRING, d DECIMAL(18,2)", "", {});
  topic.partition_count = 2;
  for (int i = 0; i < 100; ++i) {
    topic.records.push_back(
        {static_cast<std::uint32_t>(i % 2),
         {Value::string("k"), Value::decimal(i % 2 == 0 ? 10 : -15, DataType::decimal(18, 2))}});
  }
  for (const char* strategy : {"always_hash", "round_robin", "fan_in"}) {
    const Run run =
        run_sql(topic, "SELECT k, SUM(d) FROM t GROUP BY k EMIT FINAL", spec_of(strategy, 4));
    CHECK(run.rows == std::vector<std::string>{"k|-2.50"});
  }
}

}  // namespace millrace
