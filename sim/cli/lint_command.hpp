// sim/cli/lint_command.hpp — `millrace lint`: everything that is wrong with scenario files, at its place.
#pragma once

#include <string>
#include <vector>

#include "sim/cli/command_io.hpp"
#include "sim/cli/exit_code.hpp"

namespace millrace::cli {

struct LintOptions {
  std::vector<std::string> files;     // "-": standard input
  std::vector<std::string> settings;  // --set path=value, for every file
  bool strict = false;                // warnings count as errors
  bool json = false;
  std::string output_file;
};

/// One line a problem on standard output, the sum on standard error. kBadInput when a file has an
/// error or cannot be read.
ExitCode run_lint(const LintOptions& options, const CommandIo& io);

}  // namespace millrace::cli
