// tests/study/job_calibration_test.cpp — prices fitted to what stages took: what was measured comes out again.
#include "sim/study/job_calibration.hpp"

#include <doctest/doctest.h>

#include "core/route/strategy_info.hpp"
#include "sim/cli/scenario_words.hpp"
#include "sim/scenario/scenario_reading.hpp"

namespace millrace {
namespace {

double price(const std::vector<CalibratedCost>& costs, Cost cost) {
  for (const CalibratedCost& figure : costs) {
    if (figure.cost == cost) return figure.ns;
  }
  return -1.0;
}

StageTimes stage_times(std::int64_t rows, bool is_copied, std::int64_t router_ns,
                       std::int64_t workers_ns) {
  StageTimes times;
  times.router_ns = router_ns;
  times.workers_ns = workers_ns;
  times.statistics.rows_taken = rows;
  times.statistics.batches_read = rows / 1'000;
  times.statistics.work.hand_overs = is_copied ? rows / 500 : rows / 1'000;
  times.statistics.work.rows_hashed = is_copied ? rows : 0;
  times.statistics.work.rows_copied = is_copied ? rows : 0;
  times.statistics.work.bytes_copied = is_copied ? rows * 40 : 0;
  times.statistics.workers.resize(is_copied ? 2 : 1);
  for (WorkerStatistics& worker : times.statistics.workers) {
    const auto count = static_cast<std::int64_t>(times.statistics.workers.size());
    worker.batches = rows / 1'000;
    worker.balance.read = rows / count;
    worker.work.groups_touched = rows / count;
  }
  return times;
}

const std::vector<CalibratedCost> kGeneral = {
    {Cost::kRouteBatch, 500.0, 0.0, "a"}, {Cost::kHashRow, 1.0, 0.1, "b"},
    {Cost::kCopyRow, 2.0, 0.0, "c"},      {Cost::kCopyByte, 0.1, 0.0, "d"},
    {Cost::kHandOver, 100.0, 0.0, "e"},   {Cost::kBatch, 200.0, 0.0, "f"},
    {Cost::kRow, 1.0, 0.0, "g"},          {Cost::kTouchGroup, 3.0, 0.0, "h"}};

}  // namespace

TEST_CASE("a job's prices give its stages' times, and keep their proportions") {
  // A thousand batches of a thousand rows. Whole: 2.6 ms a thousand rows routing, 8.4 ms executing.
  const auto costs = fit_to_job(kGeneral, stage_times(1'000'000, false, 2'600'000, 8'400'000),
                                stage_times(1'000'000, true, 16'700'000, 10'600'000));
  // Executing whole batches: (200 / 1,000 + 1 + 3) ns a row in general, twice that here.
  CHECK(price(costs, Cost::kBatch) == doctest::Approx(400.0));
  CHECK(price(costs, Cost::kRow) == doctest::Approx(2.0));
  CHECK(price(costs, Cost::kTouchGroup) == doctest::Approx(6.0));
  // Routing whole batches: 2.6 ns a row, of which 0.6 are the batch's.
  CHECK(price(costs, Cost::kStampRow) == doctest::Approx(2.0));
  // Copying: 16.7 − 2.0 − 0.5 − 0.2 = 14 ns a row where hashing 1 + copying 2 + 40 bytes 4 = 7 were expected.
  CHECK(price(costs, Cost::kHashRow) == doctest::Approx(2.0));
  CHECK(price(costs, Cost::kCopyRow) == doctest::Approx(4.0));
  CHECK(price(costs, Cost::kCopyByte) == doctest::Approx(0.2));
  // Two workers begin a batch each: 10.6 − 8.8 ns a row are left for taking it over.
  CHECK(price(costs, Cost::kTakeRow) == doctest::Approx(1.8));
  CHECK(price(costs, Cost::kHandOver) == 100.0);
}

TEST_CASE("stages that took less than expected never have negative prices") {
  const auto costs = fit_to_job(kGeneral, stage_times(1'000'000, false, 100, 8'400'000),
                                stage_times(1'000'000, true, 200, 100));
  for (const CalibratedCost& cost : costs) CHECK(cost.ns >= 0.0);
  CHECK(price(costs, Cost::kStampRow) == 0.0);
  CHECK(price(costs, Cost::kTakeRow) == 0.0);
}

TEST_CASE("a scenario's job is its query over its first records, whole and copied") {
  const char* text = R"(version: 1
name: small
duration: 1s
query: SELECT trader, COUNT(*) AS n FROM trades GROUP BY trader WINDOW TUMBLING(1s)
topic:
  name: trades
  partitions: 4
  key: [trader]
  fields:
    trader: {type: string, pattern: "T{n}", cardinality: 60}
load: {rate: 20k/s}
engine: {fetch: {max_records: 100}}
)";
  ScenarioSurroundings surroundings;
  surroundings.vocabulary = &cli::scenario_words();
  const ScenarioReading reading = read_scenario(text, "small.yaml", surroundings);
  REQUIRE(reading.scenario.has_value());
  const auto scenario = std::make_shared<const Scenario>(*reading.scenario);
  const auto job = job_of(scenario, {}, 5'000);
  REQUIRE(job.has_value());
  std::int64_t rows = 0;
  for (const RecordBatch& batch : job.value().batches) {
    CHECK(batch.row_count <= 100);
    rows += batch.row_count;
  }
  CHECK(rows >= 5'000);
  CHECK(rows < 5'100);
  CHECK(job.value().whole->spec.worker_count == 1);
  CHECK(job.value().copied->spec.worker_count == 2);
  CHECK(job.value().copied->choice.strategy->name == "always_hash");
}

}  // namespace millrace
