// ui/panels/repro_command.cpp — the scenario as a here-document.
#include "ui/panels/repro_command.hpp"

#include <fmt/format.h>

#include "sim/scenario/scenario_writing.hpp"

namespace millrace {

std::string repro_command(const WorkbenchView& view, const RunView& run) {
  if (view.scenario == nullptr) return {};
  Scenario scenario = *view.scenario;
  for (const FaultSpec& event : run.fork_events) scenario.faults.push_back(event);
  std::string yaml = write_scenario(scenario);
  if (yaml.empty() || yaml.back() != '\n') yaml += '\n';
  return fmt::format(
      "millrace run - --strategy {} --set engine.allow_invalid=true <<'END_OF_SCENARIO'\n"
      "{}END_OF_SCENARIO\n",
      run.strategy, yaml);
}

}  // namespace millrace
