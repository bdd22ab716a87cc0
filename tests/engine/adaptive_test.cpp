// tests/engine/adaptive_test.cpp — an adaptive job goes over to what its rows ask for, and gives
// what it would have given without.
#include <doctest/doctest.h>

#include <string>

#include "tests/engine/engine_fixtures.hpp"

namespace millrace {

namespace {

using namespace test;

constexpr const char* kCount =
    "SELECT trader, COUNT(*) c, SUM(n) s FROM trades GROUP BY trader EMIT FINAL";

const TimelineEvent* event_of(const RunReport& report, const std::string& type) {
  for (const TimelineEvent& event : report.events) {
    if (event.type == type) return &event;
  }
  return nullptr;
}

std::unique_ptr<Simulation> run_adaptive(const Scenario& scenario,
                                         const std::vector<TestRecord>& records) {
  SimulationOptions options;
  options.strategy = "adaptive";
  return run(scenario, log_of(4, records), options);
}

}  // namespace

TEST_CASE(
    "hashing of a topic whose key nobody declared gives way to natural routing once verified") {
  Scenario scenario = scenario_on(4, kCount, 2);
  scenario.topic.key.clear();
  const auto records = steady_records(60'000, 15'000, 4, 400);
  const auto adaptive = run_adaptive(scenario, records);
  const RunReport report = adaptive->report();
  CHECK(report.strategy == "always_hash");
  CHECK(report.strategy_at_end == "smart_repartition");
  REQUIRE(event_of(report, "adapting") != nullptr);
  CHECK(report.zero_cost_share > 0.4);
  SimulationOptions options;
  options.strategy = "always_hash";
  CHECK(result_lines(*adaptive) == result_lines(*run(scenario, log_of(4, records), options)));
}

#if !defined(MILLRACE_HOSTILE)  // whose queues hold a single row
TEST_CASE("a hot key under pressure is split, where its parts can be merged") {
  Scenario scenario = scenario_on(4, kCount, 4);
  scenario.engine.job.queue_capacity_rows = 2'000;
  set_cost(scenario, "touch_group", 40'000.0);
  std::vector<TestRecord> records = steady_records(80'000, 15'000, 4, 400);
  for (std::size_t i = 0; i < records.size(); i += 2) {
    records[i].trader = "T0";
    records[i].partition = 0;
  }
  const auto adaptive = run_adaptive(scenario, records);
  const RunReport report = adaptive->report();
  CHECK(report.strategy == "smart_repartition");
  CHECK(report.strategy_at_end == "hot_key_split");
  const auto simple = [&] {
    SimulationOptions options;
    options.use_simple_processor = true;
    return run(scenario, log_of(4, records), options);
  }();
  CHECK(result_lines(*adaptive) == result_lines(*simple));
}
#endif

TEST_CASE("a job that has nothing to gain stays as the selector chose") {
  const Scenario scenario = scenario_on(4, kCount, 2);
  const RunReport report = run_adaptive(scenario, steady_records(60'000, 15'000, 4, 400))->report();
  CHECK(report.strategy == "smart_repartition");
  CHECK(report.strategy_at_end == "smart_repartition");
  CHECK(event_of(report, "adapting") == nullptr);
}

}  // namespace millrace
