// tests/engine/queueing_truth_test.cpp — simulated queues against the closed forms of queueing
// theory, within the 95 % confidence interval of replications.
#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "core/base/portable_math.hpp"
#include "core/base/prng.hpp"
#include "tests/engine/engine_fixtures.hpp"

namespace millrace {

namespace {

using namespace test;

constexpr double kSecond = 1e9;
constexpr int kReplications = 12;
constexpr double kStudentT95 = 2.201;  // 11 degrees of freedom, two-sided

/// Poisson arrivals of one partition: exponential distances of mean 1/rate.
std::vector<TestRecord> poisson_records(std::int64_t count, double rate, std::uint64_t seed) {
  Prng prng = Prng(seed).fork("test arrivals");
  std::vector<TestRecord> records;
  double time_ns = 0.0;
  for (std::int64_t i = 0; i < count; ++i) {
    time_ns += -portable_log(1.0 - prng.unit()) / rate * kSecond;
    records.push_back({0, static_cast<std::int64_t>(time_ns), "T" + std::to_string(i % 7), i,
                       static_cast<std::int64_t>(time_ns / 1e6)});
  }
  return records;
}

struct Estimate {
  double mean = 0.0;
  double half_width = 0.0;  // of the 95 % confidence interval

  /// A tolerance beside the interval, for what is left of the warm-up: the run begins empty.
  bool covers(double truth) const { return std::abs(mean - truth) <= half_width + 0.01 * truth; }
};

Estimate estimate_of(const std::vector<double>& values) {
  Estimate estimate;
  for (const double value : values) estimate.mean += value / static_cast<double>(values.size());
  double square = 0.0;
  for (const double value : values) square += (value - estimate.mean) * (value - estimate.mean);
  const auto count = static_cast<double>(values.size());
  estimate.half_width = kStudentT95 * std::sqrt(square / (count - 1.0) / count);
  return estimate;
}

struct QueueCase {
  const char* name;
  const char* strategy;
  std::uint32_t workers = 1;
  std::uint32_t cores = 0;  // that any worker may run on; 0: each worker has its own
  double rate = 0.0;        // records/s
  double service_s = 0.0;   // mean, of each worker
  const char* jitter = "exponential";
  double wait_s = 0.0;  // expected
};

struct QueueOutcome {
  Estimate wait_s;
  Estimate utilisation;
  Estimate rows_waiting;
};

/// One record a batch, everything but the worker's rows free: the workers are the only servers.
Scenario queue_scenario(const QueueCase& queue) {
  Scenario scenario = scenario_on(1, "SELECT trader, n FROM trades", queue.workers);
  scenario.duration = {30'000'000'000};
  scenario.engine.fetch.max_records = 1;
  scenario.engine.job.queue_capacity_rows = 1'000'000;
  scenario.engine.jitter = {queue.jitter, {}};
  if (queue.cores > 0) {
    scenario.engine.cores = queue.cores;
    scenario.engine.affinity = Affinity::kAny;
  }
  set_cost(scenario, "row", queue.service_s * kSecond);
  return scenario;
}

QueueOutcome outcome_of(const QueueCase& queue, std::int64_t records) {
  Scenario scenario = queue_scenario(queue);
  SimulationOptions options;
  options.strategy = queue.strategy;
  options.keep_results = false;
  options.measure_from = {
      static_cast<std::int64_t>(0.1 * static_cast<double>(records) / queue.rate * kSecond)};
  std::vector<double> waits;
  std::vector<double> busy;
  std::vector<double> waiting;
  for (int i = 0; i < kReplications; ++i) {
    scenario.seed = static_cast<std::uint64_t>(i) + 1;
    const auto log = log_of(1, poisson_records(records, queue.rate, scenario.seed));
    const QueueingFigures figures = run(scenario, log, options)->report().queueing;
    waits.push_back(figures.mean_wait_ns / kSecond);
    busy.push_back(figures.utilisation);
    waiting.push_back(figures.mean_rows_waiting);
  }
  return {estimate_of(waits), estimate_of(busy), estimate_of(waiting)};
}

/// Probability of waiting in M/M/c (Erlang C); offered = rate × service.
[[maybe_unused]] double erlang_c(std::uint32_t servers, double offered) {
  double term = 1.0;
  double sum = 1.0;
  for (std::uint32_t k = 1; k < servers; ++k) {
    term *= offered / k;
    sum += term;
  }
  const double last = term * offered / servers * servers / (servers - offered);
  return last / (sum + last);
}

void check(const QueueCase& queue, std::int64_t records) {
  const QueueOutcome outcome = outcome_of(queue, records);
  const double utilisation = queue.rate * queue.service_s / queue.workers;  // of a worker
  CAPTURE(queue.name);
  CAPTURE(outcome.wait_s.mean);
  CAPTURE(outcome.wait_s.half_width);
  CAPTURE(queue.wait_s);
  CHECK(outcome.wait_s.covers(queue.wait_s));
  CAPTURE(outcome.utilisation.mean);
  CHECK(outcome.utilisation.covers(utilisation));
  CHECK(outcome.rows_waiting.covers(queue.wait_s * queue.rate));
}

}  // namespace

TEST_CASE("M/M/1: mean wait is rho / (mu − lambda)") {
  const double mu = 1.0 / 0.001;
  for (const double rho : {0.5, 0.7, 0.85}) {
    check({.name = "M/M/1",
           .strategy = "fan_in",
           .rate = rho * mu,
           .service_s = 1.0 / mu,
           .wait_s = rho / (mu - rho * mu)},
          20'000);
  }
}

TEST_CASE("M/D/1: half the wait of M/M/1") {
  const double mu = 1.0 / 0.001;
  for (const double rho : {0.5, 0.8}) {
    check({.name = "M/D/1",
           .strategy = "fan_in",
           .rate = rho * mu,
           .service_s = 1.0 / mu,
           .jitter = "none",
           .wait_s = rho / (2.0 * (mu - rho * mu))},
          20'000);
  }
}

#if !defined(MILLRACE_HOSTILE)  // whose queues hold a single row
TEST_CASE("M/M/c: workers that run on any core wait as in one queue of c servers (Erlang C)") {
  // A worker does one record at a time; with 64 of them hardly ever two records of one worker are there at once, so
  // that the cores are the only servers and what is ready to run is their queue.
  const double mu = 1.0 / 0.001;
  for (const std::uint32_t servers : {2u, 4u}) {
    for (const double rho : {0.6, 0.8}) {
      const double rate = rho * mu * servers;
      check({.name = "M/M/c",
             .strategy = "round_robin",
             .workers = 64,
             .cores = servers,
             .rate = rate,
             .service_s = 1.0 / mu,
             .wait_s = erlang_c(servers, rate / mu) / (servers * mu - rate)},
            20'000);
    }
  }
}

TEST_CASE(
    "round robin to c workers is c queues of Erlang-c arrivals: waits between M/M/1 and M/M/c") {
  // Every c-th arrival of a Poisson stream: less irregular than Poisson, and never shared as M/M/c's queue is.
  const double mu = 1.0 / 0.001;
  const std::uint32_t workers = 3;
  const double rate = 0.7 * mu * workers;
  const QueueOutcome outcome = outcome_of({.name = "E/M/1",
                                           .strategy = "round_robin",
                                           .workers = workers,
                                           .rate = rate,
                                           .service_s = 1.0 / mu},
                                          20'000);
  const double alone = 0.7 / (mu - 0.7 * mu);
  const double shared = erlang_c(workers, rate / mu) / (workers * mu - rate);
  CHECK(outcome.wait_s.mean < alone);
  CHECK(outcome.wait_s.mean > shared);
  // E_c/M/1: wait = sigma / (mu (1 − sigma)), sigma the root in (0, 1) of sigma = (rate / (rate + mu − mu sigma))^c.
  double sigma = 0.5;
  for (int i = 0; i < 200; ++i) {
    const double ratio = rate / (rate + mu - mu * sigma);
    sigma = ratio * ratio * ratio;
  }
  CHECK(outcome.wait_s.covers(sigma / (mu * (1.0 - sigma))));
}
#endif

#if !defined(MILLRACE_HOSTILE)  // whose queues hold a single row
TEST_CASE("tandem line: the second queue behind an M/M/1 waits as if it stood alone (Burke)") {
  // The coordinator's thread is the first server, the worker the second.
  const double mu = 1.0 / 0.001;
  const double rate = 0.6 * mu;
  QueueCase queue = {.name = "tandem", .strategy = "fan_in", .rate = rate, .service_s = 1.0 / mu};
  Scenario scenario = queue_scenario(queue);
  set_cost(scenario, "route_batch", 0.0008 * kSecond);
  const double first_mu = 1.0 / 0.0008;
  const double truth = rate / first_mu / (first_mu - rate) + 1.0 / first_mu + 0.6 / (mu - rate);
  std::vector<double> waits;
  for (int i = 0; i < kReplications; ++i) {
    scenario.seed = static_cast<std::uint64_t>(i) + 1;
    SimulationOptions options;
    options.strategy = "fan_in";
    options.measure_from = {4'000'000'000};
    const auto log = log_of(1, poisson_records(20'000, rate, scenario.seed));
    waits.push_back(run(scenario, log, options)->report().queueing.mean_wait_ns / kSecond);
  }
  const Estimate wait = estimate_of(waits);
  CAPTURE(wait.mean);
  CAPTURE(wait.half_width);
  CAPTURE(truth);
  CHECK(wait.covers(truth));
}
#endif

}  // namespace millrace
