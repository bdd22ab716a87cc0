// sim/cli/calibrate_command.hpp — `millrace calibrate`: what the engine's operations take on this machine.
#pragma once

#include "sim/cli/command_io.hpp"
#include "sim/cli/exit_code.hpp"
#include "sim/cli/study_options.hpp"

namespace millrace::cli {

ExitCode run_calibrate(const CalibrateOptions& options, const CommandIo& io);

}  // namespace millrace::cli
