// tests/engine/straight_line_test.cpp — from a topic to a report: results, times, balance.
#include <doctest/doctest.h>

#include "tests/engine/engine_fixtures.hpp"

namespace millrace {

namespace {

using namespace test;

constexpr const char* kCount =
    "SELECT trader, COUNT(*) c, SUM(n) s FROM trades GROUP BY trader EMIT FINAL";

}  // namespace

TEST_CASE("every strategy that keeps groups whole gives what one worker gives") {
  const auto records = steady_records(5'000, 100'000, 8, 40);
  for (const char* sql :
       {kCount, "SELECT trader, n FROM trades WHERE n > 50",
        "SELECT trader, COUNT(*) c FROM trades GROUP BY trader WINDOW TUMBLING(100ms) EMIT FINAL",
        "SELECT COUNT(*) c, SUM(n) s FROM trades EMIT FINAL"}) {
    CAPTURE(sql);
    const Scenario scenario = scenario_on(8, sql, 3);
    SimulationOptions simple;
    simple.use_simple_processor = true;
    const auto reference = run(scenario, log_of(8, records), simple);
    REQUIRE(!result_lines(*reference).empty());
    for (const char* strategy :
         {"always_hash", "smart_repartition", "sticky_partition", "round_robin", "fan_in"}) {
      CAPTURE(strategy);
      SimulationOptions options;
      options.strategy = strategy;
      auto made =
          Simulation::make(std::make_shared<const Scenario>(scenario), options, log_of(8, records));
      if (!made.has_value()) continue;  // refused
      const auto simulation = std::move(made).value();
      simulation->run_to_end();
      CHECK(result_lines(*simulation) == result_lines(*reference));
      const RunReport report = simulation->report();
      CHECK(report.job.balance.read == 5'000);
      CHECK(report.job.balance.is_balanced());
      CHECK(report.latency.rows == 5'000);
      CHECK(report.has_drained);
    }
  }
}

TEST_CASE("one record at a time, without cost, leaves when it is due") {
  Scenario scenario = scenario_on(1, kCount, 1);
  scenario.engine.fetch.max_records = 1;
  const auto simulation = run(scenario, log_of(1, steady_records(100, 1'000'000, 1, 4)));
  const RunReport report = simulation->report();
  CHECK(report.latency.max_us == 0.0);
  CHECK(report.finished_at.ns == 99'000'000);
}

TEST_CASE("a fetch waits for enough records, or for as long as it may") {
  Scenario scenario = scenario_on(1, kCount, 1);
  scenario.engine.fetch.max_records = 10;
  scenario.engine.fetch.max_wait = {4'000'000};
  // Every millisecond a record: five are due when the first has waited for 4 ms.
  const auto simulation = run(scenario, log_of(1, steady_records(100, 1'000'000, 1, 4)));
  const RunReport report = simulation->report();
  CHECK(report.latency.max_us == 4'000.0);
  CHECK(report.latency.mean_us == 2'000.0);
  CHECK(report.job.batches_read == 20);
}

TEST_CASE("rows of a batch leave one after the other, and the next batch waits for its worker") {
  Scenario scenario = scenario_on(1, kCount, 1);
  scenario.engine.fetch.max_records = 4;
  set_cost(scenario, "row", 1'000'000.0);
  // Four records at once, four more 2 ms later.
  std::vector<TestRecord> records;
  for (std::int64_t i = 0; i < 8; ++i) records.push_back({0, i < 4 ? 0 : 2'000'000, "a", i, i});
  const auto simulation = run(scenario, log_of(1, records));
  const RunReport report = simulation->report();
  // Leaves at 1, 2, 3, 4 ms, and at 5, 6, 7, 8 ms.
  CHECK(report.finished_at.ns == 8'000'000);
  CHECK(report.latency.max_us == 6'000.0);
  CHECK(report.latency.mean_us == (1 + 2 + 3 + 4 + 3 + 4 + 5 + 6) * 1000.0 / 8);
  CHECK(report.queueing.mean_service_ns == 1'000'000.0);
  CHECK(report.queueing.utilisation == 1.0);
  CHECK(report.cores[0].busy == 1.0);
}

TEST_CASE("workers of one core take turns") {
  Scenario scenario = scenario_on(2, kCount, 2);
  scenario.engine.cores = 1;
  scenario.engine.fetch.max_records = 1;
  set_cost(scenario, "row", 1'000'000.0);
  std::vector<TestRecord> records;
  for (std::int64_t i = 0; i < 4; ++i) {
    records.push_back({static_cast<std::uint32_t>(i % 2), 0, i % 2 == 0 ? "a" : "b", 0, 0});
  }
  const auto shared = run(scenario, log_of(2, records))->report();
  CHECK(shared.finished_at.ns == 4'000'000);
  CHECK(shared.cores.size() == 1);
  CHECK(shared.cores[0].busy == 1.0);
  scenario.engine.cores = 2;
  const auto apart = run(scenario, log_of(2, records))->report();
  CHECK(apart.finished_at.ns == 2'000'000);
}

#if !defined(MILLRACE_HOSTILE)  // whose queues hold a single row
TEST_CASE("a full queue refuses, the source keeps its batch and its lag grows") {
  Scenario scenario = scenario_on(1, kCount, 1);
  scenario.engine.fetch.max_records = 10;
  scenario.engine.job.queue_capacity_rows = 20;
  set_cost(scenario, "row", 10'000'000.0);  // 100 rows/s, and 1,000 arrive
  const auto simulation = run(scenario, log_of(1, steady_records(1'000, 1'000'000, 1, 4)));
  const RunReport report = simulation->report();
  CHECK(report.queue_rows_max == std::vector<std::int64_t>{20});
  CHECK(report.queue_state == std::vector<BackPressureState>{BackPressureState::kSaturated});
  CHECK(report.has_drained == false);
  CHECK(report.lag_rows_end > 800);
  // The first batch is full after 9 ms, each takes 100 ms: nine are through after a second.
  CHECK(report.throughput_rps == 90.0);
  CHECK(report.offered_rps == 1'000.0);
  CHECK(report.finished_at.ns > 10'000'000'000);
  CHECK(!report.events.empty());
}
#endif

TEST_CASE("the same run twice has the same hash, and another seed of nothing random too") {
  Scenario scenario = scenario_on(8, kCount, 3);
  const auto records = steady_records(2'000, 100'000, 8, 40);
  const std::uint64_t hash = run(scenario, log_of(8, records))->report().run_hash;
  CHECK(run(scenario, log_of(8, records))->report().run_hash == hash);
  // In pieces of time, and of events.
  const auto in_pieces = make(scenario, log_of(8, records));
  for (std::int64_t t = 0; !in_pieces->is_finished(); t += 7'777'777) in_pieces->run_to({t});
  CHECK(in_pieces->report().run_hash == hash);
  const auto by_events = make(scenario, log_of(8, records));
  while (!by_events->is_finished()) by_events->run_events(13);
  CHECK(by_events->report().run_hash == hash);
  set_cost(scenario, "row", 1.0);
  CHECK(run(scenario, log_of(8, records))->report().run_hash != hash);
}

}  // namespace millrace
