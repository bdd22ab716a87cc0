// sim/engine/simulation.cpp — the room's front door.
#include "sim/engine/simulation.hpp"

#include <algorithm>
#include <utility>

#include "core/base/assert.hpp"
#include "core/base/hash.hpp"
#include "sim/engine/reports.hpp"
#include "sim/engine/run_setup.hpp"
#include "sim/engine/simple_run.hpp"
#include "sim/engine/world.hpp"

namespace millrace {

struct Simulation::State {
  std::shared_ptr<const RunSetup> setup;
  RunOutput output;
  std::unique_ptr<World> world;     // null for the simple processor
  std::optional<SimpleRun> simple;  // done, once it was run
  Recorder no_recorder;
};

Simulation::Simulation(std::unique_ptr<State> state) : state_(std::move(state)) {}
Simulation::~Simulation() = default;

Result<std::unique_ptr<Simulation>> Simulation::make(std::shared_ptr<const Scenario> scenario,
                                                     SimulationOptions options,
                                                     std::shared_ptr<TopicLog> log) {
  auto state = std::make_unique<State>();
  MILLRACE_TRY(state->setup,
               make_run_setup(std::move(scenario), std::move(options), std::move(log)));
  if (!state->setup->options.use_simple_processor) {
    state->world = std::make_unique<World>(state->setup, state->output);
  }
  return std::unique_ptr<Simulation>(new Simulation(std::move(state)));
}

std::uint64_t Simulation::run_to(VirtualTime time, std::uint64_t events_max) {
  if (state_->world == nullptr) {
    run_to_end();
    return 0;
  }
  World& world = *state_->world;
  std::uint64_t handled = 0;
  while (!world.is_finished() && world.events.next().at <= time) {
    if (handled == events_max) return handled;
    world.handle_next_event();
    ++handled;
    if (world.is_finished()) assert_invariants(world);
  }
  if (!world.is_finished()) world.advance_to(time);
  return handled;
}

std::uint64_t Simulation::run_events(std::uint64_t count) {
  if (state_->world == nullptr) {
    run_to_end();
    return 0;
  }
  World& world = *state_->world;
  std::uint64_t handled = 0;
  for (; handled < count && !world.is_finished(); ++handled) {
    world.handle_next_event();
    if (world.is_finished()) assert_invariants(world);
  }
  return handled;
}

void Simulation::run_to_end() {
  if (state_->world != nullptr) {
    run_events(~std::uint64_t{0});
  } else if (!state_->simple.has_value()) {
    state_->simple = run_simply(*state_->setup, state_->output);
  }
}

bool Simulation::is_finished() const {
  return state_->world != nullptr ? state_->world->is_finished() : state_->simple.has_value();
}

VirtualTime Simulation::now() const {
  if (state_->world != nullptr) return state_->world->now;
  return state_->simple.has_value() ? state_->simple->last_due_at : VirtualTime{0};
}

std::optional<VirtualTime> Simulation::next_event_time() const {
  if (is_finished()) return std::nullopt;
  if (state_->world == nullptr) return VirtualTime{0};
  return state_->world->events.next().at;
}

void Simulation::seek(VirtualTime time) {
  MILLRACE_ASSERT(state_->setup->options.keep_keyframes);
  if (state_->world == nullptr) {
    run_to_end();
    return;
  }
  if (time < state_->world->now) {
    state_->output = RunOutput();
    state_->world = std::make_unique<World>(state_->setup, state_->output);
  }
  run_to(time);
}

const Scenario& Simulation::scenario() const {
  return *state_->setup->scenario;
}

const JobPlan& Simulation::plan() const {
  return state_->world != nullptr ? *state_->world->plan : *state_->setup->plan;
}

SimulationSnapshot Simulation::snapshot() const {
  if (state_->world != nullptr) return snapshot_of(*state_->world);
  SimulationSnapshot snapshot;
  snapshot.now = now();
  snapshot.is_finished = is_finished();
  snapshot.strategy = "v1";
  return snapshot;
}

RunReport Simulation::report() const {
  MILLRACE_ASSERT(is_finished());
  if (state_->world != nullptr) return report_of(*state_->world);
  const SimpleRun& simple = *state_->simple;
  RunReport report;
  report.scenario = state_->setup->scenario->name;
  report.seed = state_->setup->scenario->seed;
  report.strategy = report.strategy_at_end = "v1";
  report.reason = state_->setup->plan->choice.reason;
  report.job = simple.statistics;
  report.finished_at = report.input_ended_at = simple.last_due_at;
  report.results = simple.statistics.balance.results;
  report.late_after_idle = simple.statistics.balance.late_after_idle;
  report.run_hash =
      combine_hash(simple.results_hash, static_cast<std::uint64_t>(simple.statistics.balance.read));
  return report;
}

const std::vector<WorkerResults>& Simulation::results() const {
  return state_->output.results;
}

const std::vector<RecordBatch>& Simulation::late_rows() const {
  return state_->output.late;
}

const std::vector<DeadLetter>& Simulation::dead_letters() const {
  return state_->output.dead_letters;
}

const Recorder& Simulation::recorder() const {
  return state_->world != nullptr ? state_->world->recorder : state_->no_recorder;
}

const std::vector<TimelineEvent>& Simulation::events() const {
  return state_->output.events;
}

}  // namespace millrace
