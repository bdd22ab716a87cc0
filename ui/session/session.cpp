// ui/session/session.cpp — plays the runs of a scenario side by side.
#include "ui/session/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/route/strategies.hpp"
#include "sim/scenario/scenario_writing.hpp"
#include "ui/session/run.hpp"

namespace millrace {
namespace {

constexpr std::uint64_t kEventsASlice = 64;
constexpr double kSpeedMax = 1e4;

std::vector<std::string> strategies_of(const Scenario& scenario) {
  if (!scenario.engine.strategies.empty()) return scenario.engine.strategies;
  return {"always_hash", "smart_repartition", "sticky_partition", "round_robin", "fan_in"};
}

}  // namespace

struct Session::State {
  SessionFiles files;
  std::vector<std::string> bundled_names;
  ScenarioReading reading;
  std::string text;
  std::string name;
  std::shared_ptr<const Scenario> scenario;
  std::shared_ptr<TopicLog> log;
  std::vector<Run> runs;
  std::unique_ptr<Simulation> reference;
  StrategyChoice auto_choice;
  bool has_auto_choice = false;
  std::vector<RunView> views;
  std::string sentence;
  std::size_t selected = 0;
  std::optional<std::size_t> compared;
  VirtualTime now;  // where playing has got to; runs may be behind
  bool is_playing = false;
  double speed = 1.0;

  void start(std::shared_ptr<const Scenario> next);
  void choose(const Scenario& chosen);
  bool work(const std::function<bool()>& has_time);
  void seek(VirtualTime to);
  void refresh();
  bool is_finished() const;
  bool is_behind() const;
};

bool Session::State::is_finished() const {
  for (const Run& run : runs) {
    if (run.simulation && !run.simulation->is_finished()) return false;
  }
  return scenario != nullptr;
}

bool Session::State::is_behind() const {
  for (const Run& run : runs) {
    if (run.simulation && !run.simulation->is_finished() && run.simulation->now() < now)
      return true;
  }
  return false;
}

void Session::State::choose(const Scenario& chosen) {
  has_auto_choice = false;
  SimulationOptions options;
  options.strategy = "auto";
  options.allow_invalid = true;
  options.keep_results = false;
  Result<std::unique_ptr<Simulation>> probe =
      Simulation::make(std::make_shared<const Scenario>(chosen), options, log);
  if (!probe.has_value()) return;
  auto_choice = probe.value()->plan().choice;
  has_auto_choice = auto_choice.strategy != nullptr;
}

void Session::State::start(std::shared_ptr<const Scenario> next) {
  Result<std::unique_ptr<TopicGenerator>> generator = make_topic_generator(*next, files.workload);
  if (!generator.has_value()) {
    reading.diagnostics.push_back(reading.query_problem(generator.error(), "workload"));
    return;
  }
  auto next_log = std::make_shared<TopicLog>(std::move(generator.value()));
  std::vector<Run> next_runs;
  for (const std::string& strategy : strategies_of(*next)) {
    Run run = make_run(next, strategy, next_log);
    if (!run.simulation && run.error.has_value() && run.error->code != ErrorCode::kRefused &&
        next_runs.empty()) {
      // Every strategy would fail in the same way: what runs goes on, beside the error.
      reading.diagnostics.push_back(reading.query_problem(*run.error, "plan"));
      return;
    }
    next_runs.push_back(std::move(run));
  }
  scenario = std::move(next);
  log = std::move(next_log);
  runs = std::move(next_runs);
  reference.reset();
  selected = 0;
  compared.reset();
  now = {0};
  choose(*scenario);
  if (has_auto_choice) {
    for (std::size_t i = 0; i < runs.size(); ++i) {
      if (runs[i].strategy == auto_choice.strategy->name) selected = i;
    }
  }
  is_playing = true;
  refresh();
}

bool Session::State::work(const std::function<bool()>& has_time) {
  bool has_worked = false;
  while (is_behind()) {
    for (Run& run : runs) {
      if (!run.simulation || run.simulation->is_finished() || run.simulation->now() >= now)
        continue;
      run.simulation->run_to(now, kEventsASlice);
      has_worked = true;
    }
    if (!has_time()) return true;
  }
  return has_worked;
}

void Session::State::seek(VirtualTime to) {
  now = {std::max<std::int64_t>(0, to.ns)};
  for (Run& run : runs) {
    if (run.simulation && run.simulation->now() > now) run.seek(now);
  }
  refresh();
}

void Session::State::refresh() {
  views.clear();
  for (Run& run : runs) {
    RunView view = view_of(run);
    view.is_auto_choice = has_auto_choice && auto_choice.strategy->name == run.strategy;
    views.push_back(std::move(view));
  }
  sentence = scenario == nullptr ? "" : sentence_of(*scenario, views);
}

Session::Session(SessionFiles files) : state_(std::make_unique<State>()) {
  state_->files = std::move(files);
  for (const auto& [name, text] : state_->files.bundled) state_->bundled_names.push_back(name);
}

Session::~Session() = default;

void Session::load(std::string text, std::string name) {
  State& state = *state_;
  state.reading = read_scenario(text, name, state.files.surroundings);
  state.text = std::move(text);
  state.name = std::move(name);
  if (state.reading.scenario.has_value()) {
    state.start(std::make_shared<const Scenario>(*state.reading.scenario));
  }
}

void Session::apply(const Command& command) {
  State& state = *state_;
  if (std::holds_alternative<PlayCommand>(command)) state.is_playing = true;
  if (std::holds_alternative<PauseCommand>(command)) state.is_playing = false;
  if (const auto* step = std::get_if<StepCommand>(&command)) {
    state.is_playing = false;
    const std::int64_t second = 1'000'000'000;
    if (step->unit == StepUnit::kEvent && step->count > 0) {
      std::int64_t next = -1;
      for (const Run& run : state.runs) {
        if (!run.simulation) continue;
        const std::optional<VirtualTime> due = run.simulation->next_event_time();
        if (due.has_value() && (next < 0 || due->ns < next)) next = due->ns;
      }
      if (next >= 0) state.now = {std::max(state.now.ns, next)};
    } else {
      state.seek({state.now.ns + step->count * second});
    }
  }
  if (const auto* seek = std::get_if<SeekCommand>(&command)) state.seek(seek->to);
  if (const auto* speed = std::get_if<SpeedCommand>(&command)) {
    state.speed = std::clamp(speed->speed, 1e-3, kSpeedMax);
  }
  if (const auto* select = std::get_if<SelectCommand>(&command)) {
    if (select->run < state.runs.size()) state.selected = select->run;
  }
  if (const auto* compare = std::get_if<CompareCommand>(&command)) state.compared = compare->run;
  if (const auto* load_text = std::get_if<LoadTextCommand>(&command))
    load(load_text->text, load_text->name);
  if (const auto* bundled = std::get_if<LoadBundledCommand>(&command)) {
    const auto found = state.files.bundled.find(bundled->name);
    if (found != state.files.bundled.end()) load(found->second, found->first);
  }
  if (const auto* seed = std::get_if<SeedCommand>(&command)) {
    if (state.scenario != nullptr) {
      Scenario changed = *state.scenario;
      changed.seed = seed->seed;
      state.start(std::make_shared<const Scenario>(std::move(changed)));
    }
  }
  if (std::holds_alternative<RestartCommand>(command) && state.scenario != nullptr)
    state.start(state.scenario);
}

void Session::advance(double elapsed_s, const std::function<bool()>& has_time) {
  State& state = *state_;
  if (state.scenario == nullptr) return;
  const bool was_behind = state.is_behind();
  // A long gap between frames (a hidden tab) is not made up for; nor does time run away from the runs.
  if (state.is_playing && !was_behind && !state.is_finished()) {
    const double step_s = std::min(elapsed_s, 0.1) * state.speed;
    state.now.ns += static_cast<std::int64_t>(step_s * 1e9);
  }
  if (state.work(has_time) || state.is_playing) state.refresh();
  if (state.is_finished()) {
    state.is_playing = false;
    judge_runs(state.scenario, state.log, state.files.workload, state.reference, state.runs,
               has_time);
    state.refresh();
  }
}

bool Session::is_active() const {
  const State& state = *state_;
  if (state.scenario == nullptr) return false;
  return state.is_playing || state.is_behind() || (state.is_finished() && !all_judged(state.runs));
}

WorkbenchView Session::view() const {
  const State& state = *state_;
  WorkbenchView view;
  view.scenario = state.scenario.get();
  view.scenario_text = state.text;
  view.scenario_name = state.name;
  view.problems = state.reading.diagnostics;
  view.runs = state.views;
  view.selected = state.selected;
  view.compared = state.compared;
  view.auto_choice = state.has_auto_choice ? &state.auto_choice : nullptr;
  view.vocabulary = state.files.surroundings.vocabulary;
  view.sentence = state.sentence;
  view.now = state.now;
  if (state.scenario != nullptr) view.duration = {state.scenario->duration.ns};
  view.is_playing = state.is_playing;
  view.is_finished = state.is_finished();
  view.speed = state.speed;
  view.bundled = state.bundled_names;
  return view;
}

}  // namespace millrace
