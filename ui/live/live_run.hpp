// ui/live/live_run.hpp — the threaded driver on a scenario's records, with figures measured on the way.
#pragma once

#include <memory>
#include <string>

#include "core/base/result.hpp"
#include "sim/workload/topic_log.hpp"
#include "ui/session/measured_run.hpp"

namespace millrace {

/// A thread that feeds and routes, and one per worker. See MeasuredRunMaker.
Result<std::unique_ptr<MeasuredRun>> start_live_run(std::shared_ptr<const Scenario> scenario,
                                                    const WorkloadFiles& files,
                                                    const std::string& strategy, double speed);

}  // namespace millrace
