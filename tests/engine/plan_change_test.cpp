// tests/engine/plan_change_test.cpp — strategies are switched and workers added or taken away while
// the job runs: results are those of a job that never changed.
#include <doctest/doctest.h>

#include <string>

#include "tests/engine/engine_fixtures.hpp"

namespace millrace {

namespace {

using namespace test;

constexpr std::int64_t kMs = 1'000'000;

constexpr const char* kQueries[] = {
    "SELECT trader, COUNT(*) c, SUM(n) s FROM trades GROUP BY trader EMIT FINAL",
    "SELECT trader, COUNT(*) c FROM trades GROUP BY trader WINDOW TUMBLING(50ms) EMIT FINAL",
    "SELECT trader, COUNT(*) c FROM trades GROUP BY trader WINDOW SESSION(30ms) EMIT FINAL",
};

FaultSpec change(const char* type, std::int64_t at_ms, const char* name, const char* value) {
  FaultSpec spec;
  spec.type = type;
  spec.at = {at_ms * kMs};
  spec.parameters = {{name, value}};
  return spec;
}

Scenario busy_scenario(const char* sql) {
  Scenario scenario = scenario_on(4, sql, 3);
  scenario.engine.fetch.max_records = 9;
  set_cost(scenario, "row", 400'000.0);
  set_cost(scenario, "move_state", 100'000.0);
  return scenario;
}

std::size_t events_of(const RunReport& report, const std::string& type) {
  std::size_t count = 0;
  for (const TimelineEvent& event : report.events) count += event.type == type ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("switching the strategy under load changes no result") {
  const auto records = steady_records(2'000, 500'000, 4, 30);
  for (const char* sql : kQueries) {
    CAPTURE(sql);
    Scenario scenario = busy_scenario(sql);
    SimulationOptions options;
    options.strategy = "always_hash";
    const auto calm = run(scenario, log_of(4, records), options);
    scenario.faults = {change("switch_strategy", 200, "strategy", "sticky"),
                       change("switch_strategy", 400, "strategy", "two_phase"),
                       change("switch_strategy", 600, "strategy", "fan_in"),
                       change("switch_strategy", 800, "strategy", "smart")};
    const auto switched = run(scenario, log_of(4, records), options);
    const RunReport report = switched->report();
    CHECK(result_lines(*switched) == result_lines(*calm));
    CHECK(report.strategy == "always_hash");
    CHECK(report.strategy_at_end == "smart_repartition");
    CHECK(events_of(report, "strategy_switch") == 4);
    CHECK(report.moved_bytes > 0);
    CHECK(report.job.balance.is_balanced());
  }
}

TEST_CASE("another number of workers changes no result") {
  const auto records = steady_records(2'000, 500'000, 4, 30);
  for (const char* sql : kQueries) {
    for (const char* strategy : {"always_hash", "smart_repartition", "round_robin"}) {
      CAPTURE(sql);
      CAPTURE(strategy);
      Scenario scenario = busy_scenario(sql);
      SimulationOptions options;
      options.strategy = strategy;
      const auto calm = run(scenario, log_of(4, records), options);
      scenario.faults = {change("rescale", 250, "workers", "6"),
                         change("rescale", 500, "workers", "2"),
                         change("rescale", 750, "workers", "4")};
      FaultSpec crash = change("crash_worker", 820, "worker", "1");
      crash.lasts = VirtualDuration{50 * kMs};
      scenario.faults.push_back(crash);
      const auto rescaled = run(scenario, log_of(4, records), options);
      CHECK(result_lines(*rescaled) == result_lines(*calm));
      CHECK(events_of(rescaled->report(), "rescaled") == 3);
      CHECK(rescaled->snapshot().workers.size() == 6);
    }
  }
}

TEST_CASE("a change that would give wrong results is refused, and the job goes on as it was") {
  Scenario scenario = busy_scenario(kQueries[0]);
  scenario.topic.key = {"n"};  // declared: not what the query groups by
  scenario.faults = {change("switch_strategy", 200, "strategy", "sticky")};
  SimulationOptions options;
  options.strategy = "always_hash";
  const RunReport report =
      run(scenario, log_of(4, steady_records(500, 500'000, 4, 30)), options)->report();
  CHECK(report.strategy_at_end == "always_hash");
  CHECK(events_of(report, "change_refused") == 1);
}

TEST_CASE("hot keys are counted exactly, with the workers that got them") {
  std::vector<TestRecord> records;
  for (std::int64_t i = 0; i < 1'000; ++i) {
    const bool is_hot = i % 4 == 0;
    records.push_back({static_cast<std::uint32_t>(i % 2), i * 1'000,
                       is_hot ? "hot" : "cold" + std::to_string(i % 50), 0, 0});
  }
  Scenario scenario = scenario_on(2, kQueries[0], 2);
  SimulationOptions options;
  options.strategy = "always_hash";
  const auto hashed = run(scenario, log_of(2, records), options);
  CHECK(hashed->report().skew.hottest_key_share == 0.25);
  CHECK(hashed->report().skew.ceiling == 2.0);
  const SimulationSnapshot snapshot = hashed->snapshot();
  REQUIRE(snapshot.hot_keys.size() == 20);
  CHECK(snapshot.hot_keys[0].key == "hot");
  CHECK(snapshot.hot_keys[0].rows == 250);
  CHECK(snapshot.hot_keys[0].workers.size() == 1);
  options.strategy = "sticky_partition";
  options.allow_invalid = true;
  scenario.topic.key = {"n"};
  // Now the hot key comes on both partitions.
  for (TestRecord& record : records) {
    record.partition = static_cast<std::uint32_t>(record.due_ns / 4'000 % 2);
  }
  const SimulationSnapshot split = run(scenario, log_of(2, records), options)->snapshot();
  CHECK(split.hot_keys[0].key == "hot");
  CHECK(split.hot_keys[0].workers == std::vector<std::uint32_t>{0, 1});
  CHECK(split.hot_keys[0].is_split);
}

}  // namespace millrace
