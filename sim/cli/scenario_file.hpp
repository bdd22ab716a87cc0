// sim/cli/scenario_file.hpp — a scenario file with what lies around it: environment, query file,
// recording, --seed and --set. The one place where commands read scenarios.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "sim/cli/command_io.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_reading.hpp"

namespace millrace::cli {

/// What was typed to name a scenario and to change it.
struct ScenarioOptions {
  std::string path;                   // "-": standard input
  std::optional<std::uint64_t> seed;  // --seed; goes before `--set seed=…`
  std::vector<std::string> settings;  // --set path=value; the last one of a path counts
  std::string cost_file =
      {};  // --costs: of `millrace calibrate`; sets engine.costs before --set does
};

/// A file as it was read, right or wrong.
struct ScenarioFile {
  ScenarioReading reading;  // its scenario is missing when a diagnostic is an error
  std::string folder;       // where relative paths begin: WorkloadFiles::folder; "" = here
};

/// Errors: kInput (the file cannot be read), kOption (a setting without `=`). What is wrong with
/// the text is in the diagnostics.
Result<ScenarioFile> read_scenario_file(const ScenarioOptions& options);

/// A scenario that can be run.
struct LoadedScenario {
  std::shared_ptr<const Scenario> scenario;
  std::string folder;       // for WorkloadFiles
  ScenarioReading reading;  // for query_problem(): later errors of the SQL, at their place
};

/// Reads and shows every problem on the error stream, warnings only where not quiet. Nothing when
/// there is an error: the command then ends with kBadInput.
std::optional<LoadedScenario> load_scenario(const ScenarioOptions& options, const CommandIo& io);

/// Shows an error of running a loaded scenario (`Simulation::make`) at its place in the scenario's file.
void show_scenario_error(const Error& error, const LoadedScenario& loaded, const CommandIo& io);

}  // namespace millrace::cli
