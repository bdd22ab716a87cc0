// sim/cli/exit_code.hpp — the exit codes that other programs rely on (documented in `millrace
// --help` and the README).
#pragma once

namespace millrace::cli {

enum class ExitCode : int {
  kFine = 0,
  kRefusedOrInvalid = 1,  // the plan was refused, its verdict is invalid, or an `expect:` failed
  kBadInput = 2,          // usage, SQL, YAML or input error
  kUnknown = 3,           // equality of results is not defined for this query
  kInternal = 4,          // an assertion of ours failed
};

}  // namespace millrace::cli
