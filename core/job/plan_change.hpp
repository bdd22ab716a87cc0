// core/job/plan_change.hpp — another strategy, or another number of workers, for a job that runs:
// the plan it goes on by, and the states that move (semantics §6).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "core/base/result.hpp"
#include "core/job/dispatcher.hpp"
#include "core/job/job_plan.hpp"
#include "core/job/merger.hpp"
#include "core/job/partition_worker.hpp"
#include "core/job/state_hand_over.hpp"
#include "core/route/strategy_info.hpp"

namespace millrace {

/// What is to be different. Nothing: as it was.
struct PlanChange {
  std::optional<std::string> strategy = {};  // any spelling
  StrategyOptions strategy_options = {};     // of the new strategy
  std::optional<std::uint32_t> worker_count = {};
};

/// The plan that the job goes on by: the same query, topic and policies. A rescaled job keeps its
/// strategy and options. Errors: as plan_job; kRefused also where groups would have to go to their
/// natural workers and the job did not follow its keys (JobSpec::follows_keys).
Result<JobPlan> changed_plan(const JobPlan& plan, const PlanChange& change);

/// A running job as its driver holds it. `workers`: in the order of their ids, at least as many as
/// the greater of both plans has; those that the old plan did not have were made for the new one,
/// and those that the new one does not have stay, empty, for their counts. `merger`: where either
/// plan has one (has_merger), made by the driver for the first of them that does; else null.
struct RunningJob {
  Dispatcher& dispatcher;
  std::span<PartitionWorker* const> workers;
  Merger* merger = nullptr;
};

/// Moves the state of every group to where the new plan looks for it, and goes on by that plan.
/// Where to:
///   * a strategy that keeps groups together: to the group's worker; by hash, or, where routing is
///     natural, by the source partition that its key was last seen on;
///   * a scattered plan with merge stage: into the merge stage (between two such plans nothing moves
///     but the states of workers that go);
///   * a plan that is not valid: nowhere, but from workers that go. One sees what breaks.
/// States of one group found apart are merged; where they cannot be, the group's worker keeps its own
/// and the others are dropped, and counted. REQUIRES: the job is drained: no routed batch waits, no
/// envelope or message waits or is worked on, nothing is unwritten, and all workers of the old plan
/// have acted on the same W. `plan` is of changed_plan().
HandOverReport change_plan(const std::shared_ptr<const JobPlan>& plan, RunningJob job);

/// The sentence for the job's remarks.
std::string plan_change_remark(const JobPlan& from, const JobPlan& to,
                               const HandOverReport& report);

}  // namespace millrace
