// tests/engine/cost_model_test.cpp — prices, where they come from, and chance around them.
#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "sim/engine/cost_model.hpp"
#include "sim/engine/event_queue.hpp"
#include "sim/engine/jitter.hpp"
#include "tests/engine/engine_fixtures.hpp"

namespace millrace {

namespace {

using namespace test;

CostModel model_of(std::vector<std::pair<std::string, double>> overrides) {
  auto model = CostModel::make("measured", overrides);
  if (!model.has_value()) FAIL(model.error().message);
  return model.value();
}

std::string problem_of(const std::string& name,
                       std::vector<std::pair<std::string, double>> overrides) {
  const auto model = CostModel::make(name, overrides);
  return model.has_value() ? "" : model.error().message;
}

/// Rows a second of a job that has all its records from the start.
[[maybe_unused]] double capacity_rps(const char* strategy, std::uint32_t workers) {
  Scenario scenario =
      scenario_on(8, "SELECT trader, COUNT(*) c FROM trades GROUP BY trader EMIT FINAL", workers);
  scenario.engine.cost_model = "velostream";
  scenario.engine.costs_ns.clear();
  SimulationOptions options;
  options.strategy = strategy;
  const auto records = steady_records(40'000, 1, 8, 400);
  const RunReport report = run(scenario, log_of(8, records), options)->report();
  return 40'000.0 * 1e9 / static_cast<double>(report.finished_at.ns);
}

}  // namespace

TEST_CASE("a task costs what was done, times its price, rounded once") {
  const CostModel model = model_of({{"fetch_batch", 0},
                                    {"fetch_row", 0},
                                    {"route_batch", 100},
                                    {"stamp_row", 0.1},
                                    {"hash_row", 0.3},
                                    {"check_row", 0.2},
                                    {"copy_row", 2},
                                    {"copy_byte", 0.05},
                                    {"hand_over", 10}});
  Work work;
  work.rows_hashed = 7;
  work.rows_checked = 6;
  work.rows_copied = 5;
  work.bytes_copied = 100;
  work.hand_overs = 2;
  CHECK(model.route_ns(7, work) == 139);  // 100 + 0.7 + 2.1 + 1.2 + 10 + 5 + 20 = 139.0
  CHECK(model.hand_over_ns(3) == 30);
  const CostModel worker = model_of({{"batch", 0}, {"row", 1}, {"take_row", 4}});
  Work piece;
  piece.rows_taken = 5;
  CHECK(worker.execute_ns(7, piece) == 27);  // the rows of a piece were copied by another core
  CHECK(model.sink_ns(0) == 0);
}

TEST_CASE("explicit figures win over the table; wrong ones are errors with the nearest word") {
  CHECK(model_of({{"hash_row", 60}}).picoseconds(Cost::kHashRow) == 60'000);
  CHECK(problem_of("mesured", {}) == "unknown cost model 'mesured' (did you mean 'measured'?)");
  CHECK(problem_of("measured", {{"hash_rows", 1}}) ==
        "unknown cost 'hash_rows' (did you mean 'hash_row'?)");
  CHECK(problem_of("measured", {{"hash_row", -1}}) ==
        "cost 'hash_row' must be from 0 ns to an hour");
}

TEST_CASE("every shipped figure says where it comes from") {
  for (const CostModelInfo* model : all_cost_models()) {
    CAPTURE(std::string(model->name));
    CHECK(!model->figures.empty());
    for (const CostFigure& figure : model->figures) {
      CHECK(!figure.source.empty());
      CHECK(figure.ns > 0.0);
    }
  }
}

#if !defined(MILLRACE_HOSTILE)  // whose queues hold a single row
TEST_CASE("the reference system's own rates come out of its cost model, to within two percent") {
  // One router: 350K rec/s of whole batches, 191K where every row is hashed and copied.
  CHECK(capacity_rps("sticky_partition", 8) == doctest::Approx(350'000).epsilon(0.02));
  CHECK(capacity_rps("always_hash", 8) == doctest::Approx(191'000).epsilon(0.02));
  // One processing partition: 200K rec/s.
  CHECK(capacity_rps("fan_in", 8) == doctest::Approx(200'000).epsilon(0.02));
}
#endif

TEST_CASE("jitter keeps the mean, and its stages do not shift each other") {
  for (const Choice& choice :
       {Choice{"exponential", {}}, Choice{"lognormal", {{"sigma", "0.8"}}}}) {
    CAPTURE(choice.name);
    const auto spec = parse_jitter(choice);
    REQUIRE(spec.has_value());
    JitterStream stream(spec.value(), Prng(7).fork("worker"));
    double sum = 0.0;
    constexpr int kDraws = 200'000;
    for (int i = 0; i < kDraws; ++i) sum += static_cast<double>(stream.apply(1'000'000));
    CHECK(sum / kDraws / 1e6 == doctest::Approx(1.0).epsilon(0.01));
    CHECK(stream.apply(0) == 0);
  }
  CHECK(!parse_jitter({"gamma", {}}).has_value());
  CHECK(!parse_jitter({"lognormal", {{"sigma", "9"}}}).has_value());
}

TEST_CASE("events come by time, those of one instant in the order they were pushed") {
  EventQueue queue;
  Prng prng(3);
  for (std::uint32_t i = 0; i < 2'000; ++i) {
    queue.push({static_cast<std::int64_t>(prng.below(50))}, EventKind::kFetch, i);
    if (i % 3 == 2) queue.pop();
  }
  EventQueue fork = queue;
  std::int64_t last_time = -1;
  std::uint64_t last_sequence = 0;
  while (!queue.is_empty()) {
    const Event event = queue.pop();
    const bool is_in_order =
        event.at.ns > last_time || (event.at.ns == last_time && event.sequence > last_sequence);
    CHECK(is_in_order);
    CHECK(fork.pop().sequence == event.sequence);
    last_time = event.at.ns;
    last_sequence = event.sequence;
  }
  CHECK(fork.is_empty());
}

}  // namespace millrace
