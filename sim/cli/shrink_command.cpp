// sim/cli/shrink_command.cpp — reads a scenario as `run` would, and writes a smaller one.
#include "sim/cli/shrink_command.hpp"

#include <fmt/format.h>

#include <utility>

#include "sim/cli/progress.hpp"
#include "sim/cli/scenario_words.hpp"
#include "sim/cli/stop_request.hpp"
#include "sim/cli/study_output.hpp"
#include "sim/scenario/scenario_writing.hpp"
#include "sim/study/shrink.hpp"

namespace millrace::cli {

ExitCode run_shrink(const ShrinkOptions& options, const CommandIo& io) {
  const std::optional<LoadedScenario> loaded = load_scenario(options.scenario, io);
  if (!loaded.has_value()) return ExitCode::kBadInput;
  const std::string& strategy =
      options.strategy.empty() ? loaded->scenario->engine.job.strategy : options.strategy;
  ScenarioSurroundings surroundings;
  surroundings.vocabulary = &scenario_words();
  WorkloadFiles files;
  files.folder = loaded->folder;
  Result<std::unique_ptr<Shrinker>> made =
      Shrinker::make(*loaded->scenario, strategy, surroundings, std::move(files));
  if (!made.has_value()) {
    io.error(made.error().message);
    return ExitCode::kBadInput;
  }
  Shrinker& shrinker = *made.value();
  // Stopped, it gives the smallest so far.
  while (!shrinker.work([] { return !is_stop_requested(); }) && !is_stop_requested()) {
  }
  if (!shrinker.is_wrong()) {
    io.error(fmt::format("'{}' gives no wrong result here: there is nothing to shrink", strategy));
    return ExitCode::kRefusedOrInvalid;
  }
  const ExitCode written =
      write_document(write_scenario(shrinker.result()), options.output_file, io);
  if (written != ExitCode::kFine) return written;
  io.note(fmt::format("'{}' is wrong with {} records, too; {} runs were tried", strategy,
                      grouped_digits(shrinker.rows()), shrinker.tries()));
  return ExitCode::kFine;
}

}  // namespace millrace::cli
