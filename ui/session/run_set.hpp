// ui/session/run_set.hpp — all runs of one scenario on the same records, and one worker alone beside them, brought
// forward together a few events at a time.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "sim/workload/topic_log.hpp"
#include "ui/session/run.hpp"

namespace millrace {

/// What a run is made from, in the same scenario or in a changed one.
struct RunPlan {
  std::string strategy;
  std::vector<FaultSpec> fork_events;
  std::optional<std::size_t> forked_from;
  VirtualTime forked_at;
  std::size_t fork_number = 0;  // tells forks apart: "AlwaysHash fork 2"; 0: not a fork
};

RunPlan plan_of(const Run& run);

class RunSet {
 public:
  /// Errors: those of the workload, and those that every strategy would meet (SQL, options). A strategy that cannot run
  /// for a reason of its own is among the runs all the same.
  static Result<RunSet> make(std::shared_ptr<const Scenario> scenario, WorkloadFiles files,
                             const std::vector<RunPlan>& plans);

  /// A run on these records that is not among the runs (yet).
  Result<Run> make_one(const RunPlan& plan);
  /// For a simulation beside the runs; in a closed loop one of its own.
  Result<std::shared_ptr<TopicLog>> log_for_probe() { return next_log(); }

  /// Asked after every few events of a run: where to stop instead, if anywhere.
  struct Look {
    std::uint64_t events_between = 64;
    std::function<std::optional<VirtualTime>(std::size_t run, const SimulationPulse& pulse)> at;
  };
  /// Goes on until everything has reached `time` or there is no time left. Runs stay close to each other. Whether
  /// anything was done.
  bool work(VirtualTime time, const std::function<bool()>& has_time, const Look& look);
  /// Brings one more run forward in the same way; returns when it is there or there is no time left.
  void work_one(Run& run, VirtualTime time, const std::function<bool()>& has_time);
  /// What all runs have reached on their way to `time`.
  VirtualTime reached(VirtualTime time) const;
  bool is_behind(VirtualTime time) const;
  /// The reference, too.
  bool has_work(VirtualTime time) const;
  bool is_finished() const;
  /// When the last run was done. REQUIRES: is_finished().
  VirtualTime end() const;
  /// To the key frames from which `time` is nearest.
  void jump(VirtualTime time);
  void remove(std::size_t run);

  /// Finished runs against the finished reference, one a call. Whether one was judged.
  bool judge_one();
  bool is_all_judged() const;
  HistoryView history() const;

  const std::shared_ptr<const Scenario>& scenario() const { return scenario_; }
  const std::shared_ptr<TopicLog>& log() const { return log_; }
  std::vector<Run>& runs() { return runs_; }
  const std::vector<Run>& runs() const { return runs_; }

 private:
  RunSet(std::shared_ptr<const Scenario> scenario, WorkloadFiles files)
      : scenario_(std::move(scenario)), files_(std::move(files)) {}

  Result<std::shared_ptr<TopicLog>> next_log();
  bool is_reference_behind(VirtualTime time) const;
  bool step_reference(VirtualTime time);
  std::optional<VirtualTime> slice(std::size_t index, VirtualTime time, const Look& look);
  std::int64_t quantum_ns() const;

  std::shared_ptr<const Scenario> scenario_;
  WorkloadFiles files_;
  std::shared_ptr<TopicLog> log_;  // of all; in a closed loop the one made last
  std::shared_ptr<KeyFramePool> keyframes_;
  std::vector<Run> runs_;
  ReferenceRun reference_;
  EventTime reference_to_ =
      EventTime::min();  // what it had completed when runs were last held against it
};

}  // namespace millrace
