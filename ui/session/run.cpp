// ui/session/run.cpp — making a run, and looking at it.
#include "ui/session/run.hpp"

#include <algorithm>
#include <utility>

#include "core/route/strategies.hpp"

namespace millrace {

namespace {

/// Near enough that the way from a key frame to any instant between is short; short runs have some hundreds of them.
VirtualDuration keyframe_distance(const Scenario& scenario) {
  constexpr std::int64_t kLeastNs = 10'000'000;
  constexpr std::int64_t kMostNs = 500'000'000;
  const std::int64_t share_ns = std::clamp(scenario.duration.ns / 200, kLeastNs, kMostNs);
  return {std::min(share_ns, scenario.engine.keyframe_every.ns)};
}

}  // namespace

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
  options.keyframe_pool = request.keyframe_pool;
  options.keyframe_every = keyframe_distance(*request.scenario);
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
  const bool was_right = watch.first_wrong() == nullptr;
  watch.look(*simulation, pulse, reference);
  if (was_right && watch.first_wrong() != nullptr && verdict == nullptr) wants_evidence = true;
}

bool Run::lacks_records() const {
  const Verdict* const shown = evidence();
  return shown != nullptr &&
         std::any_of(shown->first.begin(), shown->first.end(),
                     [](const GroupEvidence& group) { return group.records.empty(); });
}

void Run::take_records(const std::vector<GroupEvidence>& found) {
  std::vector<GroupEvidence>* const shown =
      verdict != nullptr ? &verdict->first : watch.first_wrong_groups();
  if (shown == nullptr) return;
  for (GroupEvidence& group : *shown) {
    for (const GroupEvidence& other : found) {
      if (other.group != group.group || other.window_start != group.window_start) continue;
      group.records = other.records;
      group.record_count = other.record_count;
    }
  }
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
