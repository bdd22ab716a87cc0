// sim/cli/link_command.cpp — reads a scenario as `run` would, and packs its text.
#include "sim/cli/link_command.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/route/strategies.hpp"
#include "sim/cli/version.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/scenario/scenario_job.hpp"
#include "sim/scenario/scenario_writing.hpp"
#include "sim/scenario/share_link.hpp"

namespace millrace::cli {
namespace {

std::string name_in(const std::string& path) {
  if (path == "-") return {};
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

/// The text as its author wrote it, or as the settings made it.
std::string text_of(const LinkOptions& options, const LoadedScenario& loaded) {
  const bool is_changed = options.scenario.seed.has_value() || !options.scenario.settings.empty() ||
                          !options.scenario.cost_file.empty();
  const bool has_query_file = loaded.reading.query_text != 0;
  if (is_changed || has_query_file) return write_scenario(*loaded.scenario);
  return loaded.reading.texts.front().text;
}

/// A strategy by any of its names, on a card of its own where the scenario has none for it.
Status show(const std::string& name, const Scenario& scenario, std::string& canonical,
            std::vector<std::string>& shown) {
  if (name == kAdaptiveStrategy) {
    canonical = name;
  } else {
    MILLRACE_TRY(const StrategyInfo* info, strategy_named(name));
    canonical = info->name;
  }
  const std::vector<std::string> own = compared_strategies(scenario);
  const std::vector<std::string>& present = shown.empty() ? own : shown;
  if (std::find(present.begin(), present.end(), canonical) != present.end()) return {};
  if (shown.empty()) shown = own;
  shown.push_back(canonical);
  return {};
}

}  // namespace

ExitCode run_link(const LinkOptions& options, const CommandIo& io) {
  const std::optional<LoadedScenario> loaded = load_scenario(options.scenario, io);
  if (!loaded.has_value()) return ExitCode::kBadInput;
  SharedScenario shared;
  shared.text = text_of(options, *loaded);
  shared.name = name_in(options.scenario.path);
  shared.version = version_number();
  if (!options.at.empty()) {
    const ValueReading<VirtualDuration> at = parse_duration(options.at);
    if (!at.value.has_value() || at.value->ns < 0) {
      io.error("--at '" + options.at + "' is not a time; write 12s or 1.5ms");
      return ExitCode::kBadInput;
    }
    shared.at = VirtualTime{at.value->ns};
  }
  for (const auto& [name, place] : {std::pair{&options.strategy, &shared.strategy},
                                    std::pair{&options.compared, &shared.compared}}) {
    if (name->empty()) continue;
    const Status shown = show(*name, *loaded->scenario, *place, shared.shown);
    if (!shown) {
      io.error(shown.error().message);
      return ExitCode::kBadInput;
    }
  }
  shared.key = options.key;
  const std::string line = options.page + share_fragment(shared) + "\n";
  if (!loaded->scenario->topic.recording.empty()) {
    io.note("the recording '" + loaded->scenario->topic.recording +
            "' is not part of the link: the page must have it, too");
  }
  OutputFile out;
  Status written = out.open({}, io.out);
  if (written.has_value()) written = out.write(line);
  if (written.has_value()) written = out.close();
  if (!written.has_value()) {
    io.error(written.error().message);
    return ExitCode::kBadInput;
  }
  return ExitCode::kFine;
}

}  // namespace millrace::cli
