// tests/engine/faults_test.cpp — what faults do to a job, and what they must not do.
#include <doctest/doctest.h>

#include <string>

#include "core/job/partition_queue.hpp"
#include "sim/engine/fault_timeline.hpp"
#include "tests/engine/engine_fixtures.hpp"

namespace millrace {

namespace {

using namespace test;

constexpr std::int64_t kMs = 1'000'000;
constexpr const char* kCount =
    "SELECT trader, COUNT(*) c, SUM(n) s FROM trades GROUP BY trader EMIT FINAL";
constexpr const char* kChanges = "SELECT trader, COUNT(*) c FROM trades GROUP BY trader";

FaultSpec fault(const std::string& type, std::int64_t at_ms, std::int64_t for_ms,
                std::vector<std::pair<std::string, std::string>> parameters) {
  FaultSpec spec;
  spec.type = type;
  spec.at = {at_ms * kMs};
  if (for_ms > 0) spec.lasts = VirtualDuration{for_ms * kMs};
  spec.parameters = std::move(parameters);
  return spec;
}

/// 2,000 rows in a second, two workers, 200 µs a row: each is busy a fifth of the time.
Scenario busy_scenario(const char* sql) {
  Scenario scenario = scenario_on(4, sql, 2);
  scenario.engine.fetch.max_records = 5;
  set_cost(scenario, "row", 200'000.0);
  return scenario;
}

std::vector<TestRecord> some_records() {
  return steady_records(2'000, 500'000, 4, 20);
}

[[maybe_unused]] bool has_event(const RunReport& report, const std::string& type) {
  for (const TimelineEvent& event : report.events) {
    if (event.type == type) return true;
  }
  return false;
}

}  // namespace

#if !defined(MILLRACE_HOSTILE)  // whose queues hold a single row
TEST_CASE("a slow core takes longer, and only while it is slow") {
  Scenario scenario = busy_scenario(kCount);
  const RunReport calm = run(scenario, log_of(4, some_records()))->report();
  scenario.faults = {fault("slow_core", 200, 300, {{"core", "1"}, {"factor", "8"}})};
  const RunReport slow = run(scenario, log_of(4, some_records()))->report();
  CHECK(slow.cores[0].busy == calm.cores[0].busy);
  CHECK(slow.cores[1].busy > calm.cores[1].busy + 0.15);
  CHECK(slow.latency.p99_us > 10 * calm.latency.p99_us);
  CHECK(slow.has_drained);
  CHECK(slow.job.balance == calm.job.balance);
  CHECK(has_event(slow, "slow_core"));
  CHECK(has_event(slow, "slow_core_end"));
}
#endif

TEST_CASE("an end of input that finds a queue full of watermarks is offered again") {
  // Every batch goes to worker 0; worker 1 gets an empty envelope for each, up to the last that its queue takes.
  Scenario scenario = scenario_on(1, kCount, 2);
  scenario.engine.fetch.max_records = 1;
  scenario.faults = {fault("stall_worker", 0, 2'000, {{"worker", "1"}})};
  const auto log = log_of(1, steady_records(PartitionQueue::kEmptyEnvelopesMax, kMs, 1, 20));
  SimulationOptions options;
  options.strategy = "sticky_partition";
  const RunReport report = run(scenario, log, options)->report();
  CHECK(report.job.balance.in_effect == PartitionQueue::kEmptyEnvelopesMax);
}

#if !defined(MILLRACE_HOSTILE)  // whose queues hold a single row
TEST_CASE("a stalled worker holds its rows, and catches up") {
  Scenario scenario = busy_scenario(kCount);
  scenario.faults = {fault("stall_worker", 100, 500, {{"worker", "0"}})};
  const auto simulation = make(scenario, log_of(4, some_records()));
  simulation->run_to({550 * kMs});
  const SimulationSnapshot stalled = simulation->snapshot();
  CHECK(stalled.workers[0].activity == WorkerActivity::kStalled);
  CHECK(stalled.workers[0].queued_rows > 400);
  CHECK(stalled.workers[0].oldest_row_age_ns > 400 * kMs);
  CHECK(stalled.workers[1].queued_rows < 20);
  simulation->run_to_end();
  CHECK(simulation->report().has_drained);
}
#endif

#if !defined(MILLRACE_HOSTILE)  // whose queues hold a single row
TEST_CASE("a slow sink holds back its own worker only, and the core says so") {
  Scenario scenario = busy_scenario(kChanges);
  scenario.faults = {fault("slow_sink", 0, 0, {{"worker", "1"}, {"delay", "20ms"}})};
  const RunReport report = run(scenario, log_of(4, some_records()))->report();
  CHECK(report.cores[1].back_pressured > 0.5);
  CHECK(report.cores[0].back_pressured == 0.0);
  const CoreShares& core = report.cores[1];
  CHECK(core.idle + core.busy + core.back_pressured == doctest::Approx(1.0).epsilon(1e-12));
}
#endif

TEST_CASE("a crashed worker comes back, and nothing is lost or doubled") {
  for (const char* sql :
       {kCount, kChanges, "SELECT COUNT(*) c, SUM(n) s FROM trades EMIT FINAL",
        "SELECT trader, COUNT(*) c FROM trades GROUP BY trader WINDOW TUMBLING(50ms) EMIT FINAL"}) {
    for (const std::int64_t at_ms : {0, 7, 333, 999}) {
      CAPTURE(sql);
      CAPTURE(at_ms);
      Scenario scenario = busy_scenario(sql);
      const auto calm = run(scenario, log_of(4, some_records()));
      scenario.faults = {
          fault("crash_worker", at_ms, 150, {{"worker", "1"}, {"commit_every", "100ms"}})};
      scenario.faults.push_back(fault("crash_worker", at_ms + 200, 50, {{"worker", "1"}}));
      const auto crashed = run(scenario, log_of(4, some_records()));
      CHECK(result_lines(*crashed) == result_lines(*calm));
      CHECK(crashed->report().job.balance == calm->report().job.balance);
      if (at_ms == 333) {
        CHECK(crashed->report().latency.max_us > 150'000.0);
        CHECK(crashed->report().cores[1].busy > calm->report().cores[1].busy);
      }
    }
  }
}

TEST_CASE("a worker that crashes while its sink holds it back serves the same rows again, once") {
  Scenario scenario = busy_scenario(kChanges);
  const auto calm = run(scenario, log_of(4, some_records()));
  scenario.faults = {fault("slow_sink", 0, 0, {{"worker", "1"}, {"delay", "30ms"}}),
                     fault("crash_worker", 310, 100, {{"worker", "1"}})};
  const auto simulation = make(scenario, log_of(4, some_records()));
  simulation->run_to({309 * kMs});
  CHECK(simulation->snapshot().workers[1].activity == WorkerActivity::kBackPressured);
  simulation->run_to_end();
  CHECK(result_lines(*simulation) == result_lines(*calm));
}

#if !defined(MILLRACE_HOSTILE)  // whose queues hold a single row
TEST_CASE("while a worker is down its offsets are not committed") {
  Scenario scenario = busy_scenario(kCount);
  scenario.faults = {fault("crash_worker", 550, 200, {{"worker", "1"}, {"commit_every", "100ms"}})};
  const auto simulation = make(scenario, log_of(4, some_records()));
  simulation->run_to({600 * kMs});
  const SimulationSnapshot down = simulation->snapshot();
  CHECK(down.workers[1].activity == WorkerActivity::kCrashed);
  bool lags = false;
  for (const SourcePartitionState& source : down.sources) {
    lags = lags || source.committed_offset < source.read_offset - 20;
  }
  CHECK(lags);
}
#endif

TEST_CASE("a rebalance stops reading, and reading goes on where it was") {
  Scenario scenario = busy_scenario(kCount);
  const auto calm = run(scenario, log_of(4, some_records()));
  scenario.faults = {fault("rebalance", 303, 200, {})};
  const auto simulation = make(scenario, log_of(4, some_records()));
  simulation->run_to({450 * kMs});
  const SimulationSnapshot paused = simulation->snapshot();
  CHECK(paused.sources[0].is_paused);
  CHECK(paused.sources[0].lag_rows > 60);
  simulation->run_to_end();
  CHECK(result_lines(*simulation) == result_lines(*calm));
}

TEST_CASE("unknown faults and parameters that do not fit are errors") {
  Scenario scenario = busy_scenario(kCount);
  scenario.faults = {fault("slow_cores", 0, 0, {})};
  auto made =
      Simulation::make(std::make_shared<const Scenario>(scenario), {}, log_of(4, some_records()));
  REQUIRE(!made.has_value());
  CHECK(made.error().message == "unknown fault 'slow_cores' (did you mean 'slow_core'?)");
  scenario.faults = {fault("slow_core", 0, 0, {{"factor", "much"}})};
  CHECK(!Simulation::make(std::make_shared<const Scenario>(scenario), {}, log_of(4, some_records()))
             .has_value());
}

}  // namespace millrace
