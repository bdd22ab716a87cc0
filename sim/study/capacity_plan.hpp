// sim/study/capacity_plan.hpp — the fewest cores, and the strategy, that meet a rate and a latency; the largest rate
// that
// the scenario's own set-up sustains; and what stands in the way.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/study/comparison.hpp"

namespace millrace {

struct CapacityTarget {
  double rate = 0.0;                  // rows per second; 0: the scenario's own
  std::optional<double> p99_ns = {};  // nothing: keeping up is enough
  std::uint32_t cores_max = 64;
};

/// One strategy's answer. Cores stand for cores and processing partitions alike: one worker a core.
struct StrategyCapacity {
  std::string strategy;
  std::string refusal;                 // why it cannot be used at all; else ""
  std::optional<std::uint32_t> cores;  // fewest that meet the target; nothing: none up to cores_max
  double throughput_rps = 0.0;         // with so many cores (or cores_max)
  double p99_us = 0.0;
  double busiest = 0.0;    // share of time of the busiest core
  std::string limit;       // why one core less does not do, or why cores_max do not; "" at one core
  double rate_max = 0.0;   // largest rate that the scenario's own cores and workers sustain, to 2 %
  std::string rate_limit;  // what stops it there
};

struct CapacityPlan {
  double rate = 0.0;
  std::optional<double> p99_ns;
  std::uint32_t cores_max = 0;
  std::uint32_t scenario_cores = 0;
  std::uint32_t scenario_workers = 0;
  std::uint32_t source_partitions = 0;
  std::vector<std::uint32_t> divisors;  // worker counts that source partitions divide into evenly
  double hottest_key_share = 0.0;       // p₁; 0 without grouping columns
  double ceiling = 0.0;  // 1/p₁: workers that routing by key can keep busy at most; 0 without
  std::vector<StrategyCapacity> strategies;
  std::string best;     // strategy; "" when none meets the target
  std::string verdict;  // of the best, compared with one worker; "" without
  std::string advice;
};

/// Simulates; progress and stopping as compare_strategies(). Errors: as there.
Result<CapacityPlan> plan_capacity(const Scenario& scenario, const CapacityTarget& target,
                                   const StudyOptions& study);

/// 50 → 1, 2, 5, 10, 25, 50. REQUIRES: count > 0.
std::vector<std::uint32_t> divisors_of(std::uint32_t count);

std::string capacity_text(const CapacityPlan& plan, std::string_view scenario);
std::string capacity_json(const CapacityPlan& plan, std::string_view scenario, std::uint64_t seed,
                          std::string_view version);

}  // namespace millrace
