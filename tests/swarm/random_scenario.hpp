// tests/swarm/random_scenario.hpp — scenarios from a seed, with features switched on and off at
// random: what nobody thought of together.
#pragma once

#include <cstdint>
#include <string>

#include "sim/engine/simulation.hpp"

namespace millrace::swarm {

/// A scenario is a seed and a set of features, one bit each: taking one away leaves the others as
/// they were, which is how a failing one is made smaller.
struct SwarmCase {
  std::uint64_t seed = 0;
  std::uint64_t features = 0;
};

inline constexpr std::uint32_t kFeatureCount = 26;

/// Each feature on with probability one third.
SwarmCase random_case(std::uint64_t seed);
Scenario scenario_of(const SwarmCase& swarm_case);
/// "seed:features" as `swarm --case` and MILLRACE_SWARM_CASE take it.
std::string to_text(const SwarmCase& swarm_case);

/// Runs it twice, once with seeks, and the reference; "" or what is wrong. Invariants abort.
std::string problem_of(const SwarmCase& swarm_case);

/// The smallest set of features that still fails. REQUIRES: problem_of(swarm_case) is not "".
SwarmCase shrunk(SwarmCase swarm_case);

}  // namespace millrace::swarm
