// sim/cli/schema_command.hpp — `millrace schema`: what a scenario file may hold, for editors or for people.
#pragma once

#include <string>

#include "sim/cli/command_io.hpp"
#include "sim/cli/exit_code.hpp"

namespace millrace::cli {

struct SchemaOptions {
  bool markdown = false;  // the reference instead of JSON Schema
  std::string output_file;
};

ExitCode run_schema(const SchemaOptions& options, const CommandIo& io);

}  // namespace millrace::cli
