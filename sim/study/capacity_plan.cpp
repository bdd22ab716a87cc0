// sim/study/capacity_plan.cpp — bisection over cores and over rates, each step a simulation.
#include "sim/study/capacity_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "sim/scenario/scenario_job.hpp"
#include "sim/study/figure_text.hpp"
#include "sim/study/sentences.hpp"

namespace millrace {
namespace {

constexpr double kRateStep = 0.02;      // to which the largest rate is found
constexpr double kRowsMax = 300'000.0;  // of one trial
constexpr std::int64_t kShortestNs = 250'000'000;

/// The scenario with another constant rate; so short that a trial stays quick, never longer than it was.
Scenario at_rate(Scenario scenario, double rate) {
  scenario.load.rate = rate;
  scenario.load.stages.clear();
  if (!scenario.topic.recording.empty()) scenario.topic.recording_speed = 0.0;
  const double seconds = kRowsMax / rate;
  const auto long_enough = static_cast<std::int64_t>(std::min(seconds, 1e6) * 1e9);
  scenario.duration.ns = std::min(scenario.duration.ns, std::max(long_enough, kShortestNs));
  scenario.expectations.clear();
  return scenario;
}

Scenario on_cores(Scenario scenario, std::uint32_t cores) {
  scenario.engine.cores = cores;
  scenario.engine.job.worker_count = cores;
  return scenario;
}

class Planner {
 public:
  Planner(const Scenario& scenario, const CapacityTarget& target, const StudyOptions& study)
      : scenario_(scenario), target_(target), study_(study) {}

  Result<CapacityPlan> plan();

 private:
  Result<StrategyOutcome> trial(const Scenario& scenario, const std::string& strategy,
                                bool has_verdicts = false);
  bool meets(const StrategyOutcome& outcome) const;
  std::string what_stops(const StrategyOutcome& outcome) const;
  Result<StrategyCapacity> capacity_of(const std::string& strategy);
  Result<StrategyOutcome> with_cores(const std::string& strategy, std::uint32_t cores);
  Status find_cores(StrategyCapacity& capacity);
  Status find_rate(StrategyCapacity& capacity);
  Status choose();
  void advise();

  const Scenario& scenario_;
  const CapacityTarget& target_;
  const StudyOptions& study_;
  CapacityPlan plan_;
  std::map<std::uint32_t, StrategyOutcome> by_cores_;  // of the strategy in hand
  double strategies_done_ = 0.0;
  double steps_ = 0.0;
};

Result<StrategyOutcome> Planner::trial(const Scenario& scenario, const std::string& strategy,
                                       bool has_verdicts) {
  StudyOptions study = study_;
  study.strategies = {strategy};
  study.has_verdicts = has_verdicts;
  study.on_progress = nullptr;
  MILLRACE_TRY(Comparison comparison,
               compare_strategies(std::make_shared<const Scenario>(scenario), study));
  steps_ += 1.0;
  if (study_.on_progress) {
    // How many steps a bisection takes is not known; most take about twenty.
    const double share = strategies_done_ + std::min(steps_ / 20.0, 0.95);
    study_.on_progress({share / static_cast<double>(plan_.strategies.capacity()), "planning"});
  }
  return std::move(comparison.strategies.front());
}

bool Planner::meets(const StrategyOutcome& outcome) const {
  return outcome.keeps_up() &&
         (!target_.p99_ns || outcome.report.latency.p99_us * 1e3 <= *target_.p99_ns);
}

std::string Planner::what_stops(const StrategyOutcome& outcome) const {
  if (!outcome.keeps_up()) return bottleneck_of(outcome.report);
  return fmt::format("p99 is {}", latency_figure(outcome.report.latency.p99_us));
}

Result<StrategyOutcome> Planner::with_cores(const std::string& strategy, std::uint32_t cores) {
  const auto known = by_cores_.find(cores);
  if (known != by_cores_.end()) return known->second;
  MILLRACE_TRY(StrategyOutcome outcome,
               trial(on_cores(at_rate(scenario_, plan_.rate), cores), strategy));
  by_cores_[cores] = outcome;
  return outcome;
}

/// More cores seldom do worse, but worker counts that do not divide the partitions may: divisors below are tried too.
Status Planner::find_cores(StrategyCapacity& capacity) {
  std::uint32_t least = 1;
  std::uint32_t most = target_.cores_max;
  MILLRACE_TRY(const StrategyOutcome at_most, with_cores(capacity.strategy, most));
  if (meets(at_most)) {
    while (least < most) {
      const std::uint32_t middle = least + (most - least) / 2;
      MILLRACE_TRY(const StrategyOutcome outcome, with_cores(capacity.strategy, middle));
      if (meets(outcome)) {
        most = middle;
      } else {
        least = middle + 1;
      }
    }
    capacity.cores = most;
  }
  for (const std::uint32_t divisor : plan_.divisors) {
    if (divisor >= capacity.cores.value_or(target_.cores_max)) break;
    MILLRACE_TRY(const StrategyOutcome outcome, with_cores(capacity.strategy, divisor));
    if (meets(outcome)) capacity.cores = divisor;
    if (meets(outcome)) break;
  }
  MILLRACE_TRY(const StrategyOutcome outcome,
               with_cores(capacity.strategy, capacity.cores.value_or(target_.cores_max)));
  capacity.throughput_rps = outcome.report.throughput_rps;
  capacity.p99_us = outcome.report.latency.p99_us;
  for (const CoreShares& core : outcome.report.cores) {
    capacity.busiest = std::max(capacity.busiest, core.busy);
  }
  if (!capacity.cores) {
    capacity.limit = what_stops(outcome);
  } else if (*capacity.cores > 1) {
    MILLRACE_TRY(const StrategyOutcome fewer, with_cores(capacity.strategy, *capacity.cores - 1));
    capacity.limit = what_stops(fewer);
  }
  return {};
}

Status Planner::find_rate(StrategyCapacity& capacity) {
  double good = 0.0;
  double bad = 0.0;
  double rate = std::max(plan_.rate, 1.0);
  StrategyOutcome stopped;
  constexpr double kRateMax = 1e9;
  while (rate <= kRateMax && (bad == 0.0 || bad - good > kRateStep * bad)) {
    MILLRACE_TRY(StrategyOutcome outcome, trial(at_rate(scenario_, rate), capacity.strategy));
    if (meets(outcome)) {
      good = rate;
    } else {
      bad = rate;
      stopped = std::move(outcome);
    }
    if (bad > 0.0 && bad < 1.0) break;  // not even one row a second
    rate = bad == 0.0 ? rate * 4.0 : good == 0.0 ? bad / 4.0 : (good + bad) / 2.0;
  }
  capacity.rate_max = good;
  if (bad > 0.0) capacity.rate_limit = what_stops(stopped);
  return {};
}

Result<StrategyCapacity> Planner::capacity_of(const std::string& strategy) {
  StrategyCapacity capacity;
  capacity.strategy = strategy;
  by_cores_.clear();
  steps_ = 0.0;
  MILLRACE_TRY(const StrategyOutcome first, with_cores(strategy, target_.cores_max));
  capacity.strategy = first.strategy;
  if (!first.has_run()) {
    capacity.refusal = first.verdict.reason;
    return capacity;
  }
  plan_.hottest_key_share = first.report.skew.hottest_key_share;
  MILLRACE_CHECK(find_cores(capacity));
  MILLRACE_CHECK(find_rate(capacity));
  return capacity;
}

/// The fewest cores; of equals the one that sustains more.
Status Planner::choose() {
  const StrategyCapacity* best = nullptr;
  for (const StrategyCapacity& capacity : plan_.strategies) {
    if (!capacity.cores) continue;
    const bool is_better =
        best == nullptr || *capacity.cores < *best->cores ||
        (*capacity.cores == *best->cores && capacity.rate_max > best->rate_max * 1.02);
    if (is_better) best = &capacity;
  }
  if (best == nullptr) return {};
  plan_.best = best->strategy;
  MILLRACE_TRY(const StrategyOutcome outcome,
               trial(on_cores(at_rate(scenario_, plan_.rate), *best->cores), best->strategy,
                     /*has_verdicts=*/true));
  plan_.verdict = std::string(to_text(outcome.verdict.kind));
  return {};
}

std::string target_text(const CapacityPlan& plan) {
  std::string text = rate_figure(plan.rate) + " rows";
  if (plan.p99_ns) text += " at p99 ≤ " + latency_figure(*plan.p99_ns / 1e3);
  return text;
}

void Planner::advise() {
  if (plan_.best.empty()) {
    plan_.advice = fmt::format("Nothing here takes {} with up to {}.", target_text(plan_),
                               counted(plan_.cores_max, "core"));
    const StrategyCapacity* nearest = nullptr;
    for (const StrategyCapacity& capacity : plan_.strategies) {
      if (!capacity.refusal.empty()) continue;
      if (nearest == nullptr || capacity.throughput_rps > nearest->throughput_rps * 1.02) {
        nearest = &capacity;
      }
    }
    if (nearest != nullptr) {
      plan_.advice += fmt::format(" {} comes nearest with {}: {}.", nearest->strategy,
                                  rate_figure(nearest->throughput_rps), nearest->limit);
    }
    return;
  }
  const auto best = std::find_if(
      plan_.strategies.begin(), plan_.strategies.end(),
      [&](const StrategyCapacity& capacity) { return capacity.strategy == plan_.best; });
  plan_.advice = fmt::format("{} on {} takes {} ({} verdict)", plan_.best,
                             counted(*best->cores, "core"), target_text(plan_), plan_.verdict);
  plan_.advice +=
      best->limit.empty() ? "." : fmt::format("; one core less does not: {}.", best->limit);
}

Result<CapacityPlan> Planner::plan() {
  plan_.rate = target_.rate > 0.0 ? target_.rate : scenario_.load.rate;
  plan_.p99_ns = target_.p99_ns;
  plan_.cores_max = target_.cores_max;
  plan_.scenario_cores = scenario_.engine.cores;
  plan_.scenario_workers = scenario_.engine.job.worker_count;
  plan_.source_partitions = scenario_.topic.partitions;
  plan_.divisors = divisors_of(scenario_.topic.partitions);
  const std::vector<std::string> strategies =
      study_.strategies.empty() ? compared_strategies(scenario_) : study_.strategies;
  plan_.strategies.reserve(strategies.size());
  for (const std::string& strategy : strategies) {
    MILLRACE_TRY(StrategyCapacity capacity, capacity_of(strategy));
    plan_.strategies.push_back(std::move(capacity));
    strategies_done_ += 1.0;
  }
  if (plan_.hottest_key_share > 0.0) plan_.ceiling = 1.0 / plan_.hottest_key_share;
  MILLRACE_CHECK(choose());
  advise();
  return std::move(plan_);
}

}  // namespace

std::vector<std::uint32_t> divisors_of(std::uint32_t count) {
  std::vector<std::uint32_t> divisors;
  for (std::uint32_t divisor = 1; divisor <= count; ++divisor) {
    if (count % divisor == 0) divisors.push_back(divisor);
  }
  return divisors;
}

Result<CapacityPlan> plan_capacity(const Scenario& scenario, const CapacityTarget& target,
                                   const StudyOptions& study) {
  MILLRACE_ASSERT(target.cores_max >= 1);
  return Planner(scenario, target, study).plan();
}

}  // namespace millrace
