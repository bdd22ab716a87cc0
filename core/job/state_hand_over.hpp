// core/job/state_hand_over.hpp — moves query state between workers when rows of a group begin to go
// elsewhere.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/job/dispatcher.hpp"
#include "core/job/job_plan.hpp"
#include "core/job/partition_worker.hpp"

namespace millrace {

/// What a hand-over found and moved.
struct HandOverReport {
  std::int64_t states_moved = 0;  // (window, group) states
  std::int64_t bytes_moved = 0;   // keys and bounds, and 16 for each aggregate
  std::int64_t groups = 0;        // distinct, until then
  /// Groups that had state on several workers: what was emitted of them may be wrong. A lower bound where windows were
  /// closed and their groups forgotten.
  std::int64_t groups_split = 0;
  std::int64_t rows_checked = 0;  // evidence of the alignment when it happened
  std::int64_t rows_astray = 0;
  /// Of them, with live state on several workers that cannot be merged.
  std::int64_t groups_unmerged = 0;

  /// Of hand-overs one after the other.
  HandOverReport& operator+=(const HandOverReport& other);
};

/// Fills in the worker of each key from now on.
using KeyPlacement = std::function<void(std::span<const Column> keys, std::uint32_t row_count,
                                        std::span<WorkerId> worker_of_row)>;

/// Moves the state of every group whose worker is not its place. States of one group found apart
/// are merged where the aggregates can be; where not, the group's place keeps its own and the
/// others are dropped (and counted). REQUIRES: the job is drained: no envelope waits or is worked
/// on, all workers have acted on the same watermark.
HandOverReport hand_over_states(std::span<PartitionWorker* const> workers, const JobPlan& plan,
                                const KeyPlacement& placement, std::int64_t sequence);

/// Where a query's states cannot be merged: drops those of groups that another worker keeps. How many groups.
std::int64_t drop_unmergeable_states(std::span<PartitionWorker* const> workers,
                                     const KeyPlacement& placement);
/// As HandOverReport::bytes_moved counts.
std::int64_t moved_bytes(const PartialBatch& groups);

/// What SmartRepartition does when the declared key turns out not to hold: moves the states to
/// where hashing puts them, and hashes from now on. REQUIRES: as above.
HandOverReport switch_to_hashing(std::span<PartitionWorker* const> workers, const JobPlan& plan,
                                 Dispatcher& dispatcher);

/// The sentence for the job's remarks.
std::string hand_over_remark(const HandOverReport& report, const JobPlan& plan);

}  // namespace millrace
