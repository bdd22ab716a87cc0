// tests/live/live_run_test.cpp — a job with real threads, seen as a simulation is: every row counted, results judged.
#include "ui/live/live_run.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <thread>

#include "sim/cli/scenario_words.hpp"
#include "sim/scenario/scenario_reading.hpp"
#include "sim/study/verdict.hpp"

namespace millrace {
namespace {

constexpr const char* kScenario = R"(version: 1
name: small
duration: 1s
query: SELECT trader, COUNT(*) AS n FROM trades GROUP BY trader WINDOW TUMBLING(100ms)
topic:
  name: trades
  partitions: 6
  key: [symbol]
  fields:
    trader: {type: string, pattern: "T{n}", cardinality: 60}
    symbol: {type: string, pattern: "S{n}", cardinality: 30}
load: {arrivals: constant, rate: 20k/s}
engine: {num_partitions: 3, cores: 3, merge: "off", queue_capacity: 2000}
)";

std::shared_ptr<const Scenario> scenario_of(const char* text) {
  ScenarioSurroundings surroundings;
  surroundings.vocabulary = &cli::scenario_words();
  ScenarioReading reading = read_scenario(text, "small.yaml", surroundings);
  REQUIRE(reading.scenario.has_value());
  return std::make_shared<const Scenario>(*std::move(reading.scenario));
}

std::unique_ptr<MeasuredRun> started(const std::string& strategy, double speed) {
  auto run = start_live_run(scenario_of(kScenario), {}, strategy, speed);
  REQUIRE(run.has_value());
  return std::move(run).value();
}

void finish(MeasuredRun& run) {
  while (!run.is_finished()) {
    run.sample();
    std::this_thread::yield();
  }
}

Verdict verdict_of(const MeasuredRun& run) {
  const auto scenario = scenario_of(kScenario);
  auto generator = make_topic_generator(*scenario);
  REQUIRE(generator.has_value());
  SimulationOptions options;
  options.use_simple_processor = true;
  auto reference = Simulation::make(scenario, std::move(options),
                                    std::make_shared<TopicLog>(std::move(generator).value()));
  REQUIRE(reference.has_value());
  reference.value()->run_to_end();
  JudgedRun judged = {run.plan(), run.results(), run.plan().spec.worker_count};
  return judge(judged, reference.value()->results());
}

}  // namespace

TEST_CASE(
    "a live run takes every record, gives the results of one worker alone, and says how long it "
    "took") {
  const auto run = started("always_hash", 0.0);
  finish(*run);
  const SimulationSnapshot end = run->snapshot();
  CHECK(end.is_finished);
  CHECK(end.rows_read == 20'000);
  CHECK(end.rows_due == 20'000);
  CHECK(end.rows_in_flight == 0);
  CHECK(end.rows_in_effect == 20'000);
  CHECK(end.latency.rows == 20'000);
  CHECK(end.latency.p50_us <= end.latency.p99_us);
  CHECK(end.split_groups == 0);
  CHECK(end.now.ns > 0);
  std::int64_t routed = 0;
  for (const std::int64_t rows : end.routes.rows) routed += rows;
  CHECK(routed == 20'000);
  for (const WorkerState& worker : end.workers) CHECK(worker.queued_rows == 0);
  CHECK(run->problem() == "");
  CHECK(verdict_of(*run).kind == VerdictKind::kValid);
}

TEST_CASE("a plan that splits groups runs live, and is caught") {
  const auto run = started("sticky_partition", 0.0);
  finish(*run);
  CHECK(run->snapshot().split_groups > 0);
  CHECK_FALSE(run->plan().is_valid);
  CHECK(verdict_of(*run).kind == VerdictKind::kInvalid);
}

TEST_CASE("while a live run is paused its clock stands still") {
  const auto run = started("always_hash", 1.0);
  run->set_paused(true);
  const VirtualTime paused_at = run->snapshot().now;
  run->sample();
  CHECK(run->snapshot().now == paused_at);
  CHECK_FALSE(run->is_finished());
}  // and a run that is dropped stops its threads

TEST_CASE(
    "records come at their own pace: a topic of a second takes a second at speed 1, a tenth at "
    "10") {
  const auto run = started("round_robin", 10.0);
  finish(*run);
  const SimulationSnapshot end = run->snapshot();
  CHECK(end.rows_read == 20'000);
  CHECK(end.now.ns >= 99'000'000);
  const Series* throughput = run->recorder().find("throughput_rps");
  REQUIRE(throughput != nullptr);
  CHECK(!throughput->points.empty());
}

TEST_CASE("what cannot run says why") {
  const auto run = start_live_run(scenario_of(kScenario), {}, "no_such_strategy", 0.0);
  CHECK_FALSE(run.has_value());
}

}  // namespace millrace
