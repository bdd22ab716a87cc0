// ui/session/run.cpp — making a run, and looking at it.
#include "ui/session/run.hpp"

#include <utility>

#include "core/route/strategies.hpp"

namespace millrace {

Run make_run(const RunRequest& request) {
  Run run;
  run.strategy = request.strategy;
  run.display_name = request.strategy;
  run.scenario = request.scenario;
  run.log = request.log;
  if (const StrategyInfo* info = find_strategy(request.strategy); info != nullptr) {
    run.strategy = std::string(info->name);
    run.display_name = std::string(info->display_name);
  }
  SimulationOptions options;
  options.strategy = request.strategy;
  options.allow_invalid = true;
  options.keep_keyframes = true;
  options.keyframe_bytes_max = request.keyframe_bytes_max;
  Result<std::unique_ptr<Simulation>> made =
      Simulation::make(request.scenario, std::move(options), request.log);
  if (!made.has_value()) {
    run.error = made.error();
    return run;
  }
  run.simulation = std::move(made.value());
  if (!run.simulation->plan().is_valid) run.refusal = run.simulation->plan().problem;
  return run;
}

void Run::observe(const SimulationPulse& pulse, ReferenceRun& reference) {
  if (pulse.first_split_at.has_value()) first_split_at = pulse.first_split_at;
  watch.look(*simulation, pulse, reference);
}

std::string text_of(const std::vector<FaultSpec>& events) {
  std::string text;
  for (const FaultSpec& event : events) {
    text += (text.empty() ? "" : ", ") + event.type;
    std::string parameters;
    for (const auto& [name, value] : event.parameters) {
      parameters += (parameters.empty() ? "" : ", ") + name + " " + value;
    }
    if (!parameters.empty()) text += " (" + parameters + ")";
  }
  return text;
}

}  // namespace millrace
