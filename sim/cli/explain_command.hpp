// sim/cli/explain_command.hpp — `millrace explain`: which strategy and why; `millrace explain
// hash`: where a key goes.
#pragma once

#include "sim/cli/command_io.hpp"
#include "sim/cli/exit_code.hpp"
#include "sim/cli/query_options.hpp"

namespace millrace::cli {

ExitCode run_explain(const ExplainOptions& options, const CommandIo& io);
ExitCode run_explain_hash(const ExplainHashOptions& options, const CommandIo& io);

}  // namespace millrace::cli
