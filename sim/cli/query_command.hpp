// sim/cli/query_command.hpp — `millrace query`: SQL over a recorded topic, by real workers, with a
// summary of what happened.
#pragma once

#include "sim/cli/command_io.hpp"
#include "sim/cli/exit_code.hpp"
#include "sim/cli/query_options.hpp"

namespace millrace::cli {

/// Runs the query to the end of the input. Results go to `io.out` (or the file asked for), all else
/// to `io.err`.
ExitCode run_query(const QueryOptions& options, const CommandIo& io);

}  // namespace millrace::cli
