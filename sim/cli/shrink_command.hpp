// sim/cli/shrink_command.hpp — `millrace shrink`: the smallest scenario found in which a strategy is still wrong.
#pragma once

#include <string>

#include "sim/cli/command_io.hpp"
#include "sim/cli/exit_code.hpp"
#include "sim/cli/scenario_file.hpp"

namespace millrace::cli {

struct ShrinkOptions {
  ScenarioOptions scenario;
  std::string strategy;     // any spelling; empty: the scenario's
  std::string output_file;  // for the scenario; empty: standard output
};

/// kRefusedOrInvalid where the strategy gives no wrong result to begin with.
ExitCode run_shrink(const ShrinkOptions& options, const CommandIo& io);

}  // namespace millrace::cli
