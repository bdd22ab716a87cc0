// sim/cli/compare_command.hpp — `millrace compare` and `millrace run`: strategies on the same records in virtual
// time.
#pragma once

#include "sim/cli/command_io.hpp"
#include "sim/cli/exit_code.hpp"
#include "sim/cli/study_options.hpp"

namespace millrace::cli {

/// compare: 1 when an expectation fails, else 0. run: 1 when the plan is refused, wrong, or an expectation fails; 3
/// when
/// the verdict is unknown. 2 for errors of input.
ExitCode run_compare(const CompareOptions& options, const CommandIo& io);

}  // namespace millrace::cli
