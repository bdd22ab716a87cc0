// sim/engine/run_setup.hpp — from a scenario to what a run needs: the query placed on workers, the
// prices of its work, the topic to read.
#pragma once

#include <memory>

#include "core/base/result.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/engine/world.hpp"

namespace millrace {

/// Errors: those of Simulation::make().
Result<std::shared_ptr<const RunSetup>> make_run_setup(std::shared_ptr<const Scenario> scenario,
                                                       SimulationOptions options,
                                                       std::shared_ptr<TopicLog> log);

}  // namespace millrace
