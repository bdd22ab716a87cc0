// sim/cli/plan_command.hpp — `millrace plan`: the fewest cores and the strategy for a rate and a latency.
#pragma once

#include "sim/cli/command_io.hpp"
#include "sim/cli/exit_code.hpp"
#include "sim/cli/study_options.hpp"

namespace millrace::cli {

/// 1 when nothing meets the target.
ExitCode run_plan(const PlanCommandOptions& options, const CommandIo& io);

}  // namespace millrace::cli
