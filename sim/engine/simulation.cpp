// sim/engine/simulation.cpp — the room's front door.
#include "sim/engine/simulation.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/assert.hpp"
#include "core/base/hash.hpp"
#include "sim/engine/keyframes.hpp"
#include "sim/engine/reports.hpp"
#include "sim/engine/run_setup.hpp"
#include "sim/engine/simple_run.hpp"
#include "sim/engine/world.hpp"

namespace millrace {

struct Simulation::State {
  std::shared_ptr<const RunSetup> setup;
  RunOutput output;    // up to now
  RunOutput furthest;  // up to the latest instant that was left by going back
  std::uint64_t furthest_events = 0;
  std::optional<SourceLag> source_lag;  // of the world
  std::unique_ptr<World> world;         // null for the simple processor
  std::optional<SimpleRunner> simple;   // nothing where a world is simulated
  std::optional<KeyFrames> frames;
  Recorder no_recorder;

  void handle_next_event();
  void restore(const KeyFrames::Frame& frame);
  std::uint64_t run_simple_to(VirtualTime time, std::uint64_t steps_max);
};

std::uint64_t Simulation::State::run_simple_to(VirtualTime time, std::uint64_t steps_max) {
  std::uint64_t steps = 0;
  for (; steps < steps_max && !simple->is_finished(); ++steps) {
    if (simple->read_to() >= time) break;
    simple->step();
  }
  return steps;
}

void Simulation::State::handle_next_event() {
  world->handle_next_event();
  if (frames.has_value() && frames->is_due(world->now)) frames->keep(*world);
  if (world->is_finished()) assert_invariants(*world);
}

namespace {

/// Makes `parts` those of `whole` before `end`.
template <typename Part>
void copy_up_to(std::size_t end, const std::vector<Part>& whole, std::vector<Part>& parts) {
  if (parts.size() > end)
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(end), parts.end());
  for (std::size_t i = parts.size(); i < end; ++i) parts.push_back(whole[i]);
}

}  // namespace

void Simulation::State::restore(const KeyFrames::Frame& frame) {
  if (world->events_handled >= furthest_events) {
    furthest = output;
    furthest_events = world->events_handled;
  }
  const OutputEnd& end = frame.output;
  for (std::size_t sink = 0; sink < end.result_batches.size(); ++sink) {
    copy_up_to(end.result_batches[sink], furthest.results[sink].results,
               output.results[sink].results);
    copy_up_to(end.result_batches[sink], furthest.results[sink].written_at,
               output.results[sink].written_at);
  }
  output.results.resize(end.result_batches.size());
  copy_up_to(end.late, furthest.late, output.late);
  copy_up_to(end.dead_letters, furthest.dead_letters, output.dead_letters);
  copy_up_to(end.events, furthest.events, output.events);
  world = std::make_unique<World>(*frame.world);
}

Simulation::Simulation(std::unique_ptr<State> state) : state_(std::move(state)) {}
Simulation::~Simulation() = default;

Result<std::unique_ptr<Simulation>> Simulation::make(std::shared_ptr<const Scenario> scenario,
                                                     SimulationOptions options,
                                                     std::shared_ptr<TopicLog> log) {
  auto state = std::make_unique<State>();
  MILLRACE_TRY(state->setup,
               make_run_setup(std::move(scenario), std::move(options), std::move(log)));
  if (!state->setup->options.use_simple_processor) {
    const RunSetup& setup = *state->setup;
    state->source_lag.emplace(sample_interval_ns(setup.scenario->duration.ns),
                              setup.partition_count);
    state->world = std::make_unique<World>(state->setup, state->output, *state->source_lag);
    if (state->setup->options.keep_keyframes) {
      const EngineSpec& engine = state->setup->scenario->engine;
      const SimulationOptions& asked = state->setup->options;
      state->frames.emplace(
          asked.keyframe_every.ns > 0 ? asked.keyframe_every.ns : engine.keyframe_every.ns,
          asked.keyframe_pool != nullptr
              ? asked.keyframe_pool
              : std::make_shared<KeyFramePool>(engine.keyframe_bytes_max));
      state->frames->keep(*state->world);
    }
  } else {
    state->simple.emplace(state->setup, state->output);
  }
  return std::unique_ptr<Simulation>(new Simulation(std::move(state)));
}

std::uint64_t Simulation::run_to(VirtualTime time, std::uint64_t events_max) {
  if (state_->world == nullptr) return state_->run_simple_to(time, events_max);
  World& world = *state_->world;
  std::uint64_t handled = 0;
  while (!world.is_finished() && world.events.next().at <= time) {
    if (handled == events_max) return handled;
    state_->handle_next_event();
    ++handled;
  }
  if (!world.is_finished()) world.advance_to(time);
  return handled;
}

std::uint64_t Simulation::run_events(std::uint64_t count) {
  constexpr VirtualTime kEnd = {std::numeric_limits<std::int64_t>::max()};
  if (state_->world == nullptr) return state_->run_simple_to(kEnd, count);
  World& world = *state_->world;
  std::uint64_t handled = 0;
  for (; handled < count && !world.is_finished(); ++handled) {
    state_->handle_next_event();
  }
  return handled;
}

void Simulation::run_to_end() {
  run_events(~std::uint64_t{0});
}

bool Simulation::is_finished() const {
  return state_->world != nullptr ? state_->world->is_finished() : state_->simple->is_finished();
}

VirtualTime Simulation::now() const {
  if (state_->world != nullptr) return state_->world->now;
  return state_->simple->read_to().value_or(state_->simple->result().last_due_at);
}

std::optional<VirtualTime> Simulation::next_event_time() const {
  if (is_finished()) return std::nullopt;
  if (state_->world == nullptr) return state_->simple->read_to();
  return state_->world->events.next().at;
}

void Simulation::seek(VirtualTime time) {
  jump(time);
  run_to(time);
}

void Simulation::jump(VirtualTime time) {
  MILLRACE_ASSERT(state_->setup->options.keep_keyframes);
  if (state_->world == nullptr) return;  // goes forwards only
  const KeyFrames::Frame& frame = state_->frames->before(time);
  const bool is_shorter = time < state_->world->now || frame.at > state_->world->now;
  if (is_shorter) state_->restore(frame);
}

KeyFrameFigures Simulation::keyframes() const {
  if (!state_->frames.has_value()) return {};
  return state_->frames->figures();
}

SimulationPulse Simulation::pulse() const {
  if (state_->world != nullptr) return pulse_of(*state_->world);
  SimulationPulse pulse;
  pulse.now = now();
  pulse.completed_to = state_->simple->completed_to();
  if (is_finished()) {
    pulse.late_after_idle = state_->simple->result().statistics.balance.late_after_idle;
  }
  return pulse;
}

std::int64_t Simulation::rows_due() const {
  return state_->world != nullptr ? state_->world->rows_due() : 0;
}

double Simulation::recent_p99_us() const {
  return state_->world != nullptr ? state_->world->latency.recent(state_->world->now).p99_us : 0.0;
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
  const SimpleRun& simple = state_->simple->result();
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

const Recorder& Simulation::source_lag() const {
  return state_->source_lag.has_value() ? state_->source_lag->recorder() : state_->no_recorder;
}

const std::vector<TimelineEvent>& Simulation::events() const {
  return state_->output.events;
}

}  // namespace millrace
