// core/job/job_ledger.hpp — the statistics of a finished job, and the proof that no row was lost.
#pragma once

#include <optional>
#include <span>

#include "core/job/dispatcher.hpp"
#include "core/job/job_statistics.hpp"
#include "core/job/merger.hpp"
#include "core/job/partition_worker.hpp"
#include "core/job/stamper.hpp"
#include "core/job/state_hand_over.hpp"

namespace millrace {

/// Counters of a job from its parts. `merger` may be null.
JobStatistics summarise(const JobPlan& plan, const Stamper& stamper,
                        std::span<const PartitionWorker* const> workers, const Merger* merger);

/// Adds what only a routed job has. `hand_over`: of the switch to hashing, if there was one.
void add_routing(const JobPlan& plan, const Dispatcher& dispatcher,
                 const std::optional<HandOverReport>& hand_over, JobStatistics& statistics);

/// Counts groups and split groups from the workers' keys where groups may have been split: in a
/// plan that is not valid, or under a declared key that did not hold. Not after a hand-over, which
/// has counted, and left keys behind where it took.
void add_group_census(const JobPlan& plan, std::span<const PartitionWorker* const> workers,
                      const std::optional<HandOverReport>& hand_over, JobStatistics& statistics);

/// Nothing is lost (semantics §7): aborts when rows read were not all accounted for, which would be
/// our mistake.
void assert_balance(const JobStatistics& statistics);

}  // namespace millrace
