// sim/cli/sweep_command.hpp — `millrace sweep`: a scenario over a grid of settings.
#pragma once

#include "sim/cli/command_io.hpp"
#include "sim/cli/exit_code.hpp"
#include "sim/cli/study_options.hpp"

namespace millrace::cli {

ExitCode run_sweep(const SweepCommandOptions& options, const CommandIo& io);

}  // namespace millrace::cli
