// tests/bench/simulation_bench.cpp — rows/s of a whole simulation: generating, routing, executing,
// and virtual time around it.
//   simulation_bench [MILLIONS OF ROWS] [STRATEGY...]
// One line a strategy. Compare runs on one machine only.
#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "sim/engine/simulation.hpp"

namespace millrace {
namespace {

constexpr double kRate = 2e6;  // rows a virtual second

FieldSpec field(std::string name, DataType type, Choice distribution) {
  FieldSpec spec;
  spec.name = std::move(name);
  spec.type = type;
  spec.distribution = std::move(distribution);
  return spec;
}

Scenario trades(double rows) {
  Scenario scenario;
  scenario.name = "bench";
  scenario.duration = {static_cast<std::int64_t>(rows / kRate * 1e9)};
  scenario.load.rate = kRate;
  scenario.topic.name = "trades";
  scenario.topic.partitions = 48;
  scenario.topic.key = {"trader_id"};
  scenario.topic.time_scale = 60.0;
  FieldSpec trader = field("trader_id", DataType::string(), {"zipf", {{"s", "1.1"}}});
  trader.pattern = "trader_{n}";
  trader.cardinality = 5'000;
  scenario.topic.fields = {trader, field("price", DataType::decimal(12, 2), {"uniform", {}}),
                           field("quantity", DataType::bigint(), {"uniform", {}})};
  scenario.query =
      "SELECT trader_id, COUNT(*) AS trades, SUM(price * quantity) AS turnover, AVG(price) AS "
      "mean, "
      "MIN(price) AS low, MAX(price) AS high FROM trades GROUP BY trader_id WINDOW TUMBLING(1m)";
  return scenario;
}

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

int simulate(const Scenario& scenario, const std::string& strategy) {
  auto generator = make_topic_generator(scenario);
  if (!generator) {
    fmt::print(stderr, "{}\n", generator.error().message);
    return 1;
  }
  const auto log = std::make_shared<TopicLog>(std::move(generator).value());
  auto begin = std::chrono::steady_clock::now();
  log->extend_to({scenario.duration.ns});
  const double generating = seconds_since(begin);
  SimulationOptions options;
  options.strategy = strategy;
  options.keep_results = false;
  begin = std::chrono::steady_clock::now();
  auto made = Simulation::make(std::make_shared<const Scenario>(scenario), options, log);
  if (!made) {
    fmt::print(stderr, "{}: {}\n", strategy, made.error().message);
    return 1;
  }
  const auto simulation = std::move(made).value();
  simulation->run_to_end();
  const double simulating = seconds_since(begin);
  const RunReport report = simulation->report();
  const auto rows = static_cast<double>(report.job.balance.read);
  fmt::print(
      "{:<22} {:>5.2f} s generating, {:>5.2f} s simulating: {:>6.2f} M rows/s of both; {} events, "
      "p99 {:.0f} us, hash {:016x}\n",
      strategy, generating, simulating, rows / (generating + simulating) / 1e6,
      simulation->snapshot().events, report.latency.p99_us, report.run_hash);
  return 0;
}

int run(std::vector<std::string> arguments) {
  double millions = 10.0;
  if (!arguments.empty()) millions = std::strtod(arguments[0].c_str(), nullptr);
  std::vector<std::string> strategies = {"always_hash", "smart_repartition", "round_robin",
                                         "fan_in"};
  if (arguments.size() > 1) strategies.assign(arguments.begin() + 1, arguments.end());
  for (const std::string& strategy : strategies) {
    if (simulate(trades(millions * 1e6), strategy) != 0) return 1;
  }
  return 0;
}

}  // namespace
}  // namespace millrace

int main(int argc, char** argv) {
  return millrace::run({argv + 1, argv + argc});
}
