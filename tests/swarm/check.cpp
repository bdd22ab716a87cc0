// tests/swarm/check.cpp — what must hold of every scenario: the same twice, the same with seeks, and
// where the plan is valid the results of one worker.
#include <algorithm>
#include <memory>
#include <vector>

#include "core/base/prng.hpp"
#include "core/route/strategies.hpp"
#include "core/route/strategy_info.hpp"
#include "tests/swarm/random_scenario.hpp"

namespace millrace::swarm {

namespace {

std::unique_ptr<Simulation> make(const Scenario& scenario, SimulationOptions options,
                                 std::string& problem) {
  auto generator = make_topic_generator(scenario);
  if (!generator.has_value()) {
    problem = "no topic: " + generator.error().message;
    return nullptr;
  }
  auto made = Simulation::make(std::make_shared<const Scenario>(scenario), std::move(options),
                               std::make_shared<TopicLog>(std::move(generator).value()));
  if (made.has_value()) return std::move(made).value();
  if (made.error().code != ErrorCode::kRefused) problem = "not made: " + made.error().message;
  return nullptr;
}

std::vector<std::string> lines_of(const Simulation& simulation) {
  std::vector<std::string> lines;
  for (const WorkerResults& worker : simulation.results()) {
    for (const ResultBatch& batch : worker.results) {
      for (std::uint32_t row = 0; row < batch.row_count; ++row) {
        std::string line;
        if (batch.window_starts.row_count() > 0) append_text(line, batch.window_starts, row);
        for (const Column& column : batch.columns) {
          line += " | ";
          append_text(line, column, row, "NULL");
        }
        lines.push_back(std::move(line));
      }
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::string first_difference(const std::vector<std::string>& got,
                             const std::vector<std::string>& expected) {
  std::vector<std::string> missing;
  std::set_difference(expected.begin(), expected.end(), got.begin(), got.end(),
                      std::back_inserter(missing));
  std::vector<std::string> extra;
  std::set_difference(got.begin(), got.end(), expected.begin(), expected.end(),
                      std::back_inserter(extra));
  return std::to_string(missing.size()) + " missing, first " +
         (missing.empty() ? "none" : missing.front()) + "; " + std::to_string(extra.size()) +
         " too many, first " + (extra.empty() ? "none" : extra.front());
}

std::string strategy_of(const SwarmCase& swarm_case) {
  Prng prng = Prng(swarm_case.seed).fork("strategy");
  const auto& all = all_strategies();
  const std::uint64_t choice = prng.below(all.size() + 2);
  if (choice == all.size()) return "auto";
  if (choice > all.size()) return "adaptive";
  return std::string(all[static_cast<std::size_t>(choice)]->name);
}

/// Goes back and forth before it runs to the end.
std::uint64_t hash_with_seeks(Simulation& simulation, const SwarmCase& swarm_case) {
  Prng prng = Prng(swarm_case.seed).fork("seeks");
  for (int i = 0; i < 4; ++i) simulation.seek({prng.between(0, 500'000'000)});
  simulation.run_to_end();
  simulation.seek({prng.between(0, 400'000'000)});
  simulation.run_to_end();
  return simulation.report().run_hash;
}

}  // namespace

std::string problem_of(const SwarmCase& swarm_case) {
  const Scenario scenario = scenario_of(swarm_case);
  SimulationOptions options;
  options.strategy = strategy_of(swarm_case);
  std::string problem;
  const auto simulation = make(scenario, options, problem);
  if (simulation == nullptr) return problem;  // "" where the plan was refused
  simulation->run_to_end();
  const RunReport report = simulation->report();
  options.keep_keyframes = true;
  const auto sought = make(scenario, options, problem);
  if (sought == nullptr) return problem;
  if (hash_with_seeks(*sought, swarm_case) != report.run_hash) {
    return "another run hash with seeks, under " + options.strategy;
  }
  SimulationOptions simple;
  simple.use_simple_processor = true;
  const auto reference = make(scenario, simple, problem);
  if (reference == nullptr) return problem;
  reference->run_to_end();
  const RunReport truth = reference->report();
  if (report.job.balance.read != truth.job.balance.read) return "other records were read";
  const JobPlan& plan = simulation->plan();
  const bool is_defined = plan.is_valid && plan.is_order_defined && report.late_after_idle == 0 &&
                          !report.job.has_suspect_results;
  if (!is_defined) return "";
  const std::vector<std::string> got = lines_of(*simulation);
  const std::vector<std::string> expected = lines_of(*reference);
  if (got == expected) return "";
  return "other results than one worker's under " + options.strategy + ": " +
         first_difference(got, expected);
}

SwarmCase shrunk(SwarmCase swarm_case) {
  for (bool is_smaller = true; is_smaller;) {
    is_smaller = false;
    for (std::uint32_t feature = 0; feature < kFeatureCount; ++feature) {
      SwarmCase without = swarm_case;
      without.features &= ~(std::uint64_t{1} << feature);
      if (without.features == swarm_case.features || problem_of(without).empty()) continue;
      swarm_case = without;
      is_smaller = true;
    }
  }
  return swarm_case;
}

}  // namespace millrace::swarm
