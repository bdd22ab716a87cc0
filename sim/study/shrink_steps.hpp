// sim/study/shrink_steps.hpp — what can be taken away from a scenario, the most first.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace millrace {

/// One way to make a scenario smaller. False where it changes nothing; what comes of it may be a scenario that cannot
/// be run, or that is no longer wrong: the caller tries.
using ShrinkStep = std::function<bool(Scenario&)>;

/// For this scenario. Steps by index (fields, faults, …) begin at the end, so that what is left keeps its places.
std::vector<ShrinkStep> shrink_steps(const Scenario& scenario);

}  // namespace millrace
