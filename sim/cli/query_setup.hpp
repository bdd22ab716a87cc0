// sim/cli/query_setup.hpp — from options to a job that can run: statement, recording, plan; each
// error shown where it is.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/job/job_plan.hpp"
#include "core/sql/sql.hpp"
#include "sim/cli/command_io.hpp"
#include "sim/cli/exit_code.hpp"
#include "sim/cli/query_options.hpp"

namespace millrace::cli {

/// The statement with the text its spans point into.
struct LoadedStatement {
  std::string name;  // "<sql>" or the file's path: what errors begin with
  std::string text;
  Statement statement;
};

/// Reads --sql or --sql-file and parses it; notes of annotations without meaning here are shown.
/// Errors are shown.
std::optional<LoadedStatement> load_statement(const JobOptions& options, const CommandIo& io);

/// Shows an error with a span in the statement, or without a place.
ExitCode show_statement_error(const Error& error, const LoadedStatement& loaded,
                              const CommandIo& io);

/// The options with the statement's annotations worked in: an option that was typed wins over an
/// annotation, with a note. Returns the annotations that are left to count.
Annotations resolve_annotations(const LoadedStatement& loaded, JobOptions& options,
                                const CommandIo& io);

}  // namespace millrace::cli
