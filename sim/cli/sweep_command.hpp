// sim/cli/sweep_command.hpp — `millrace sweep`: a scenario over a grid of settings.
#pragma once

#include "sim/cli/command_io.hpp"
#include "sim/cli/exit_code.hpp"
#include "sim/cli/study_options.hpp"
#include "sim/study/sweep.hpp"

namespace millrace::cli {

/// What was typed about grid, replications and warm-up, checked; what to run it with is the caller's. Errors: kOption.
Result<SweepOptions> sweep_options_of(const SweepCommandOptions& options);

ExitCode run_sweep(const SweepCommandOptions& options, const CommandIo& io);

}  // namespace millrace::cli
