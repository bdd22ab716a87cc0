// tests/engine/keyframes_test.cpp — any instant again, and everything as it was.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "core/base/prng.hpp"
#include "sim/engine/keyframes.hpp"
#include "sim/engine/run_setup.hpp"
#include "sim/engine/source_lag.hpp"
#include "tests/engine/engine_fixtures.hpp"

namespace millrace {

namespace {

using namespace test;

constexpr std::int64_t kMs = 1'000'000;

/// Something that changes with everything that happens.
std::string text_of(const Simulation& simulation) {
  const SimulationSnapshot snapshot = simulation.snapshot();
  std::string text =
      std::to_string(snapshot.now.ns) + " " + std::to_string(snapshot.events) + " " +
      std::to_string(snapshot.rows_due) + " " + std::to_string(snapshot.rows_read) + " " +
      std::to_string(snapshot.rows_in_effect) + " " + std::to_string(snapshot.results) + " " +
      std::to_string(snapshot.states) + " " + std::to_string(snapshot.latency.mean_us) + " " +
      std::to_string(snapshot.latency_recent.p99_us) + " " +
      std::to_string(snapshot.throughput_rps) + " " + std::to_string(snapshot.watermark.ms) + " " +
      std::to_string(snapshot.work.rows_hashed) + " " + std::to_string(snapshot.router_busy) + "\n";
  for (const WorkerState& worker : snapshot.workers) {
    text += std::to_string(worker.queued_rows) + " " + std::to_string(worker.rows_processed) + " " +
            std::to_string(worker.oldest_row_age_ns) + " " +
            std::to_string(static_cast<int>(worker.activity)) + "; ";
  }
  for (const SourcePartitionState& source : snapshot.sources) {
    text +=
        std::to_string(source.read_offset) + " " + std::to_string(source.committed_offset) + "; ";
  }
  for (const std::int64_t rows : snapshot.routes.rows) text += std::to_string(rows) + " ";
  for (const TimelineEvent& event : simulation.events()) text += event.text + "\n";
  for (const Series& series : simulation.recorder().series()) {
    text += series.name + ":";
    for (const SeriesPoint& point : series.points) text += " " + std::to_string(point.last);
    text += "\n";
  }
  return text;
}

Scenario eventful_scenario(const char* sql) {
  Scenario scenario = scenario_on(4, sql, 3);
  scenario.engine.fetch.max_records = 7;
  scenario.engine.cores = 2;
  scenario.engine.job.queue_capacity_rows = 60;
  scenario.engine.jitter = {"exponential", {}};
  scenario.engine.keyframe_every = {100 * kMs};
  set_cost(scenario, "row", 900'000.0);
  set_cost(scenario, "route_batch", 100'000.0);
  FaultSpec crash;
  crash.type = "crash_worker";
  crash.at = {420 * kMs};
  crash.lasts = VirtualDuration{100 * kMs};
  crash.parameters = {{"worker", "2"}, {"commit_every", "100ms"}};
  scenario.faults = {crash};
  return scenario;
}

constexpr const char* kQueries[] = {
    "SELECT trader, COUNT(*) c, SUM(n) s FROM trades GROUP BY trader",
    "SELECT trader, COUNT(*) c FROM trades GROUP BY trader WINDOW TUMBLING(50ms) EMIT FINAL",
    "SELECT COUNT(*) c FROM trades EMIT FINAL",
    ("SELECT trader, n, SUM(n) OVER (PARTITION BY trader ORDER BY event_time ROWS BETWEEN 3 "
     "PRECEDING AND CURRENT ROW) s FROM trades"),
};

}  // namespace

TEST_CASE(
    "a run that went back and forth ends like one that did not, and passes the same instants") {
  for (const char* sql : kQueries) {
    CAPTURE(sql);
    const Scenario scenario = eventful_scenario(sql);
    const auto records = steady_records(1'500, 600'000, 4, 20);
    SimulationOptions options;
    options.strategy = std::string_view(sql).find("GROUP BY") != std::string_view::npos ||
                               std::string_view(sql).find("OVER") != std::string_view::npos
                           ? "always_hash"
                           : "round_robin";
    const auto straight = make(scenario, log_of(4, records), options);
    std::vector<std::string> instants;
    for (std::int64_t t = 0; t <= 20; ++t) {
      straight->run_to({t * 50 * kMs});
      instants.push_back(text_of(*straight));
    }
    straight->run_to_end();
    options.keep_keyframes = true;
    const auto sought = make(scenario, log_of(4, records), options);
    Prng prng(5);
    for (int step = 0; step < 40; ++step) {
      const auto t = static_cast<std::int64_t>(prng.below(21));
      CAPTURE(t);
      sought->seek({t * 50 * kMs});
      CHECK(text_of(*sought) == instants[static_cast<std::size_t>(t)]);
      if (step == 20) sought->run_to_end();
    }
    sought->run_to_end();
    CHECK(sought->report().run_hash == straight->report().run_hash);
    CHECK(result_lines(*sought) == result_lines(*straight));
    CHECK(text_of(*sought) == text_of(*straight));
  }
}

TEST_CASE(
    "the lag of source partitions adds up to the job's, and is told once however often time goes "
    "back") {
  const auto records = steady_records(1'500, 600'000, 4, 20);
  SimulationOptions options;
  options.keep_keyframes = true;
  const auto run = make(eventful_scenario(kQueries[0]), log_of(4, records), options);
  const auto points = [&] {
    std::vector<std::vector<double>> lasts;
    for (const Series& series : run->source_lag().series()) {
      lasts.emplace_back();
      for (const SeriesPoint& point : series.points) lasts.back().push_back(point.last);
    }
    return lasts;
  };
  run->run_to({700 * kMs});
  const auto before = points();
  REQUIRE(before.size() == 4);
  const Series& whole = *run->recorder().find("lag_rows");
  REQUIRE(run->source_lag().interval_ns() == run->recorder().interval_ns());
  REQUIRE(before[0].size() == whole.points.size());
  double greatest = 0.0;
  for (std::size_t i = 0; i < whole.points.size(); ++i) {
    CHECK(before[0][i] + before[1][i] + before[2][i] + before[3][i] == whole.points[i].last);
    greatest = std::max(greatest, before[2][i]);
  }
  CHECK(greatest > 10.0);
  run->seek({150 * kMs});
  CHECK(points() == before);
  run->seek({700 * kMs});
  CHECK(points() == before);
  run->run_to({750 * kMs});
  CHECK(points()[0].size() > before[0].size());
}

TEST_CASE("key frames keep within their bound by dropping every other one, never the first") {
  const Scenario scenario = eventful_scenario(kQueries[0]);
  const auto setup = make_run_setup(std::make_shared<const Scenario>(scenario), {},
                                    log_of(4, steady_records(1'500, 600'000, 4, 20)));
  REQUIRE(setup.has_value());
  std::int64_t largest = 0;
  RunOutput first_output;
  SourceLag lag(kMs, 4);
  for (World first(setup.value(), first_output, lag); !first.is_finished();
       first.handle_next_event()) {
    largest = std::max(largest, first.state_bytes());
  }
  const std::int64_t bound = 8 * largest;
  RunOutput output;
  World world(setup.value(), output, lag);
  KeyFrames frames(1'000'000, std::make_shared<KeyFramePool>(bound));
  while (!world.is_finished()) {
    if (frames.is_due(world.now)) frames.keep(world);
    world.handle_next_event();
  }
  CHECK(frames.byte_count() <= bound);
  CHECK(frames.count() > 3);
  CHECK(frames.count() < 100);  // of about a thousand
  CHECK(frames.before({0}).at.ns == 0);
  CHECK(frames.before(world.now).at.ns > world.now.ns / 2);
}

TEST_CASE("runs that share a bound leave room to the one whose state is larger") {
  const auto log = log_of(4, steady_records(1'500, 600'000, 4, 300));
  const auto pool = std::make_shared<KeyFramePool>(4 << 20);
  SimulationOptions options;
  options.keep_keyframes = true;
  options.keyframe_every = {5 * kMs};
  options.keyframe_pool = pool;
  const auto large = make(eventful_scenario(kQueries[0]), log, options);
  const auto small = make(eventful_scenario(kQueries[2]), log, options);
  large->run_to_end();
  small->run_to_end();
  CHECK(pool->bytes() == large->keyframes().bytes + small->keyframes().bytes);
  CHECK(pool->bytes() <= pool->bytes_max());
  CHECK(large->keyframes().is_thinned);
  CHECK(large->keyframes().bytes > small->keyframes().bytes / 2);
  CHECK(small->keyframes().every_ns <= large->keyframes().every_ns);
}

TEST_CASE("a copy of the latencies goes on like the original, packed or not") {
  LatencyMeter whole(VirtualTime{0});
  LatencyMeter packed(VirtualTime{0});
  Prng random(7);
  VirtualTime now = {0};
  for (int i = 0; i < 400; ++i) {
    now.ns += random.between(1, 40 * kMs);
    const std::vector<std::int64_t> due = {now.ns - random.between(0, now.ns),
                                           now.ns - random.between(0, std::min(now.ns, kMs))};
    const Departure departure{.due_ns = due, .begin = now, .service_ns = 100, .not_before = {0}};
    whole.record(departure, now);
    packed.record(departure, now);
    if (i % 7 == 0) packed.pack();
    CHECK(packed.latest(now) == whole.latest(now));
    CHECK(packed.recent(now).p99_us == whole.recent(now).p99_us);
    CHECK(packed.histogram() == whole.histogram());
  }
  packed.pack();
  CHECK(packed.byte_count() < whole.byte_count() / 4);
}

}  // namespace millrace
