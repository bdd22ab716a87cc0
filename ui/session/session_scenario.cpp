// ui/session/session_scenario.cpp — scenarios that come, and scenarios that are changed by hand.
#include <algorithm>
#include <utility>

#include "core/route/strategy_info.hpp"
#include "sim/scenario/scenario_editing.hpp"
#include "sim/scenario/scenario_job.hpp"
#include "sim/scenario/scenario_writing.hpp"
#include "ui/session/session_state.hpp"

namespace millrace {
namespace {

std::vector<RunPlan> plans_for(const std::vector<std::string>& strategies) {
  std::vector<RunPlan> plans;
  for (const std::string& strategy : strategies) {
    plans.push_back({strategy, {}, std::nullopt, {}, 0});
  }
  return plans;
}

}  // namespace

std::string first_error(const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity != Severity::kError) continue;
    return diagnostic.suggestion.empty()
               ? diagnostic.message
               : diagnostic.message + " (did you mean '" + diagnostic.suggestion + "'?)";
  }
  return "";
}

void Session::State::load(std::string new_text, std::string new_name,
                          const std::vector<std::string>& shown) {
  reading = read_scenario(new_text, new_name, files.surroundings);
  text = std::move(new_text);
  name = std::move(new_name);
  if (!reading.scenario.has_value()) return;
  const auto scenario = std::make_shared<const Scenario>(*reading.scenario);
  Result<RunSet> made = RunSet::make(
      scenario, files.workload, plans_for(shown.empty() ? compared_strategies(*scenario) : shown));
  if (!made.has_value()) {  // what runs goes on
    reading.diagnostics.push_back(reading.query_problem(made.error(), "plan"));
    return;
  }
  start(std::move(made).value());
  marks.clear();
  loop.reset();
  forks_made = 0;
}

void Session::State::start(RunSet fresh) {
  evidence.reset();
  trail.reset();
  trail_view = {};
  shrinker.reset();
  next.reset();
  joining.clear();
  goal.reset();
  stop.reset();
  stopped_because.clear();
  set = std::move(fresh);
  breaks.forget();
  now = {0};
  furthest = {0};
  run_hash.reset();
  linked.reset();
  selected = 0;
  compared.reset();
  choose();
  for (std::size_t i = 0; i < set->runs().size() && has_auto_choice; ++i) {
    const Run& run = set->runs()[i];
    if (run.strategy == auto_choice.strategy->name && run.fork_events.empty()) selected = i;
  }
  std::erase_if(marks, [this](VirtualTime mark) { return mark > duration(); });
  if (loop.has_value() && loop->end > duration()) loop.reset();
  is_playing = true;
  is_dirty = true;
}

void Session::State::choose() {
  has_auto_choice = false;
  SimulationOptions options;
  options.strategy = "auto";
  options.allow_invalid = true;
  options.keep_results = false;
  Result<std::unique_ptr<Simulation>> probe =
      Simulation::make(set->scenario(), std::move(options), set->log());
  if (!probe.has_value()) return;
  auto_choice = probe.value()->plan().choice;
  has_auto_choice = auto_choice.strategy != nullptr;
}

/// False, with a notice, where it cannot be.
bool Session::State::adopt(const Scenario& changed, Present present) {
  if (!reading.scenario.has_value()) {
    notice = "the scenario's text has errors, and this change would write over it: mend it first";
    return false;
  }
  const std::optional<std::string> edited =
      edited_text(text, *reading.scenario, changed, files.surroundings);
  const std::string changed_text = edited.has_value() ? *edited : write_scenario(changed);
  const bool loses_comments = !edited.has_value() && text.find('#') != std::string::npos;
  ScenarioReading changed_reading = read_scenario(changed_text, name, files.surroundings);
  if (!changed_reading.scenario.has_value()) {
    notice = first_error(changed_reading.diagnostics);
    return false;
  }
  const auto scenario = std::make_shared<const Scenario>(*changed_reading.scenario);
  const RunSet& newest = next.has_value() ? *next : *set;
  std::vector<RunPlan> plans;
  // Cards that were added or hidden, and forks, stay; a change of the list itself is what was asked for.
  if (compared_strategies(*scenario) == compared_strategies(*newest.scenario())) {
    for (const Run& run : newest.runs()) plans.push_back(plan_of(run));
  } else {
    plans = plans_for(compared_strategies(*scenario));
  }
  Result<RunSet> made = RunSet::make(scenario, files.workload, plans);
  if (!made.has_value()) {
    notice = made.error().message;
    return false;
  }
  reading = std::move(changed_reading);
  text = changed_text;
  if (loses_comments) {
    notice =
        "done; but the change has no place in the text as it was written, so it was written "
        "anew, without its comments";
  }
  if (present == Present::kStartAgain) {
    const std::string name_before =
        selected < set->runs().size() ? set->runs()[selected].display_name : std::string();
    const bool was_playing = is_playing;
    start(std::move(made).value());
    is_playing = was_playing;
    for (std::size_t i = 0; i < set->runs().size(); ++i) {
      if (set->runs()[i].display_name == name_before) selected = i;
    }
    return true;
  }
  // Shown when it has reached the present, so that nothing flickers.
  next = std::move(made).value();
  joining.clear();
  goal.reset();
  return true;
}

}  // namespace millrace
