// sim/cli/version.hpp — what `--version` and every document say of this build.
#pragma once

#include <string>

namespace millrace::cli {

/// "millrace 0.1.0 (results: xxh3-64)".
std::string version_text();
/// "0.1.0".
std::string version_number();

}  // namespace millrace::cli
