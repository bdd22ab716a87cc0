// sim/cli/link_command.hpp — `millrace link`: a scenario as an address that opens the workbench with it.
#pragma once

#include <string>

#include "sim/cli/command_io.hpp"
#include "sim/cli/exit_code.hpp"
#include "sim/cli/scenario_file.hpp"

namespace millrace::cli {

/// Where `scripts/run --web` serves the page.
inline constexpr const char* kPageAddress = "http://127.0.0.1:8460/";

struct LinkOptions {
  ScenarioOptions scenario;  // only its path, unless something is set: the text goes as it stands
  std::string page = kPageAddress;  // what the link begins with; "" for the fragment alone
  std::string at;        // "12.5s": where time stands when it opens; "": at the start, playing
  std::string strategy;  // selected when it opens; any spelling
  std::string compared;  // beside it; any spelling
  std::string key;       // followed when it opens; "": none
};

/// One line: the address. The scenario must be one that can be run; with --seed or --set it is written out anew.
ExitCode run_link(const LinkOptions& options, const CommandIo& io);

}  // namespace millrace::cli
