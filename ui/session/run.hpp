// ui/session/run.hpp — one strategy of a session: its simulation, what is known of its results, and the verdict.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/study/verdict.hpp"
#include "ui/session/result_watch.hpp"
#include "ui/session/view.hpp"

namespace millrace {

struct Run {
  std::string strategy;  // canonical name
  std::string display_name;
  std::shared_ptr<const Scenario> scenario;  // of forks with their events
  std::shared_ptr<TopicLog> log;
  std::unique_ptr<Simulation> simulation;  // null: cannot run, see `error`
  std::optional<Error> error;
  std::string refusal;

  std::vector<FaultSpec> fork_events;  // empty: not a fork
  std::optional<std::size_t> forked_from;
  VirtualTime forked_at;
  std::size_t fork_number = 0;

  // What is known stays known when the run goes back: it will come out the same.
  ResultWatch watch;
  std::optional<VirtualTime> first_split_at;
  std::unique_ptr<Verdict> verdict;
  std::optional<RunReport> report;  // of the finished run
  bool wants_evidence = false;      // the records behind the verdict were not looked for yet

  bool is_done() const { return !simulation || simulation->is_finished(); }
  bool is_behind(VirtualTime time) const { return !is_done() && simulation->now() < time; }
  /// Of the verdict, or before it of the first wrong window: what is shown as evidence; null while nothing is wrong.
  const Verdict* evidence() const { return verdict ? verdict.get() : watch.first_wrong(); }
  bool lacks_records() const;
  /// Records found behind groups that are still shown.
  void take_records(const std::vector<GroupEvidence>& found);
  /// After some events.
  void observe(const SimulationPulse& pulse, ReferenceRun& reference);
};

struct RunRequest {
  std::shared_ptr<const Scenario> scenario;
  std::string strategy;
  std::shared_ptr<TopicLog> log;
  std::shared_ptr<KeyFramePool> keyframe_pool;
};

/// A plan that validation refuses runs all the same: one can see what breaks.
Run make_run(const RunRequest& request);
/// "rescale (workers 4), slow_core (core 1, factor 3)".
std::string text_of(const std::vector<FaultSpec>& events);

}  // namespace millrace
