// sim/engine/world_timeline.cpp — faults begin and end; crashed workers come back.
#include <algorithm>
#include <utility>

#include "core/base/assert.hpp"
#include "sim/engine/world.hpp"
#include "sim/scenario/scenario_job.hpp"

namespace millrace {

namespace {

/// Events of the timeline: strike × 3, plus what of it.
enum class Part : std::uint32_t { kBegin, kEnd, kCommit };
constexpr std::uint32_t kParts = 3;

std::uint32_t subject_of(std::size_t strike, Part part) {
  return static_cast<std::uint32_t>(strike) * kParts + static_cast<std::uint32_t>(part);
}

/// " (worker 1, delay 10ms)", or nothing.
std::string parameters_text(const FaultStrike& strike) {
  std::string text;
  for (const ParameterInfo& parameter : strike.info->parameters) {
    if (!strike.parameters.has(parameter.name)) continue;
    text += text.empty() ? " (" : ", ";
    text += std::string(parameter.name) + " " + strike.parameters.text(parameter.name);
  }
  return text.empty() ? text : text + ")";
}

}  // namespace

void World::schedule_timeline() {
  for (std::size_t i = 0; i < setup->strikes.size(); ++i) {
    const FaultStrike& strike = setup->strikes[i];
    events.push(strike.begin, EventKind::kTimeline, subject_of(i, Part::kBegin));
    if (strike.end.has_value()) {
      events.push(*strike.end, EventKind::kTimeline, subject_of(i, Part::kEnd));
    }
    if (strike.info->name == "crash_worker") {
      // Only the last commit before a crash is ever needed.
      const std::int64_t every = strike.parameters.duration("commit_every").ns;
      events.push(VirtualTime{strike.begin.ns / every * every}, EventKind::kTimeline,
                  subject_of(i, Part::kCommit));
    }
  }
}

void World::handle_timeline(std::uint32_t subject) {
  const FaultStrike& strike = setup->strikes[subject / kParts];
  const auto part = static_cast<Part>(subject % kParts);
  const FaultInfo& info = *strike.info;
  if (part == Part::kCommit) {
    request_commit(static_cast<std::size_t>(strike.parameters.integer("worker")));
    return;
  }
  const bool is_begin = part == Part::kBegin;
  const std::string name(info.name);
  std::string text(info.summary);
  if (!is_begin) text = name + " is over";
  out->events.push_back({now, is_begin ? name : name + "_end", text + parameters_text(strike)});
  if (info.hold != nullptr) {
    strike_holds[subject / kParts] = is_begin ? 1 : 0;
    apply_conditions();
  }
  if (is_begin && info.begin != nullptr) info.begin(*this, strike.parameters);
  if (!is_begin && info.end != nullptr) info.end(*this, strike.parameters);
  mark_all_cores();
}

void World::apply_conditions() {
  for (CoreState& core : cores) core.slowness = 1.0;
  for (WorkerStation& station : stations) {
    station.is_stalled = false;
    station.sink_delay_ns = 0;
    station.sink_slowness = 1.0;
  }
  for (std::size_t i = 0; i < strike_holds.size(); ++i) {
    const FaultStrike& strike = setup->strikes[i];
    if (strike_holds[i] != 0) strike.info->hold(*this, strike.parameters);
  }
}

void World::request(PlanChange change) {
  const JobPlan& from = changes.empty() ? *plan : *changes.back();
  if (change.strategy.has_value() && change.strategy_options.empty()) {
    change.strategy_options = job_spec_for(*setup->scenario, *change.strategy).strategy_options;
  }
  Result<JobPlan> to = changed_plan(from, change);
  if (!to.has_value()) {
    out->events.push_back({now, "change_refused", to.error().message});
    return;
  }
  changes.push_back(std::make_shared<const JobPlan>(std::move(to).value()));
}

void World::request_commit(std::size_t worker) {
  if (worker >= stations.size()) return;
  WorkerStation& station = stations[worker];
  station.wants_commit = true;
  if (!station.service.has_value() && !station.blocked.has_value()) commit(station);
}

void World::commit(WorkerStation& station) {
  station.wants_commit = false;
  if (station.is_crashed) return;
  station.committed = std::make_unique<PartitionWorker>(*station.worker, station.staging);
  station.since_commit.clear();
  station.finished_since_commit = 0;
}

void World::crash(WorkerStation& station) {
  if (station.is_crashed) return;
  MILLRACE_ASSERT(station.committed != nullptr);
  station.is_crashed = true;
  station.wants_commit = false;
  ++station.generation;  // what it works on comes to nothing
  const std::uint32_t core = station.core;
  if (cores[core].worker == station.id) cores[core].worker.reset();
  if (station.service.has_value()) station.busy_ns += now.ns - station.service->begin.ns;
  if (station.blocked.has_value() && station.blocked->row_count > 0) {
    // Done, and lost all the same: these rows will be served again.
    station.row_busy_ns -= station.blocked->end.ns - station.blocked->begin.ns;
  }
  station.service.reset();
  station.blocked.reset();
  station.replay_ns = 0;
}

void World::bring_back(WorkerStation& station) {
  if (!station.is_crashed) return;
  // Deterministic, so that what it gave before it gives again; only what had not left counts.
  station.worker = std::make_unique<PartitionWorker>(*station.committed, station.staging);
  std::int64_t replay_ns = 0;
  for (std::size_t i = 0; i < station.finished_since_commit; ++i) {
    const std::int64_t row_count = station.since_commit[i].row_count();
    const WorkerOutcome outcome = station.worker->process(station.since_commit[i]);
    static_cast<void>(station.staging.take());
    static_cast<void>(station.worker->take_message());
    replay_ns += setup->costs.execute_ns(row_count, outcome.work);
  }
  MILLRACE_ASSERT(station.worker->statistics().balance == station.balance);
  station.is_crashed = false;
  // The batch that was in its hands is done anew.
  while (station.since_commit.size() > station.finished_since_commit) {
    station.redo.push_front(std::move(station.since_commit.back()));
    station.since_commit.pop_back();
  }
  if (replay_ns > 0) station.replay_ns = replay_ns;
}

}  // namespace millrace
