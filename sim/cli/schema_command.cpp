// sim/cli/schema_command.cpp — prints what the table of scenario keys describes.
#include "sim/cli/schema_command.hpp"

#include "sim/cli/scenario_words.hpp"
#include "sim/scenario/scenario_reference.hpp"

namespace millrace::cli {

ExitCode run_schema(const SchemaOptions& options, const CommandIo& io) {
  const std::string text = options.markdown ? scenario_reference_markdown(scenario_words())
                                            : scenario_json_schema(scenario_words());
  OutputFile out;
  Status written = out.open(options.output_file, io.out);
  if (written.has_value()) written = out.write(text);
  if (written.has_value()) written = out.close();
  if (written.has_value()) return ExitCode::kFine;
  io.error(written.error().message);
  return ExitCode::kBadInput;
}

}  // namespace millrace::cli
