// core/job/state_hand_over.cpp — take, move, merge; and count what had already gone wrong.
#include "core/job/state_hand_over.hpp"

#include <algorithm>
#include <utility>

#include "core/base/assert.hpp"
#include "core/job/group_census.hpp"
#include "core/route/strategy_info.hpp"

namespace millrace {

namespace {

/// Live groups of every worker, by text, sorted: looked at, not taken.
std::vector<std::vector<std::string>> live_groups(std::span<PartitionWorker* const> workers) {
  std::vector<std::vector<std::string>> groups(workers.size());
  for (std::size_t worker = 0; worker < workers.size(); ++worker) {
    const PartialBatch none = workers[worker]->take_groups(
        [&](std::span<const Column> keys, std::uint32_t row_count, std::span<std::uint8_t> moves) {
          for (std::uint32_t row = 0; row < row_count; ++row) {
            groups[worker].push_back(group_key_text(keys, row));
            moves[row] = 0;
          }
        });
    MILLRACE_ASSERT(none.row_count == 0);
    std::sort(groups[worker].begin(), groups[worker].end());
    const auto end = std::unique(groups[worker].begin(), groups[worker].end());
    groups[worker].erase(end, groups[worker].end());
  }
  return groups;
}

/// Which of a worker's states go to `target`.
QueryExecutor::GroupFilter moving_to(std::uint32_t target, const KeyPlacement& placement) {
  return [target, &placement](std::span<const Column> keys, std::uint32_t row_count,
                              std::span<std::uint8_t> moves) {
    std::vector<WorkerId> places(row_count);
    placement(keys, row_count, places);
    for (std::uint32_t row = 0; row < row_count; ++row) {
      moves[row] = places[row].value == target ? 1 : 0;
    }
  };
}

}  // namespace

HandOverReport& HandOverReport::operator+=(const HandOverReport& other) {
  states_moved += other.states_moved;
  bytes_moved += other.bytes_moved;
  groups = other.groups;
  groups_split += other.groups_split;
  rows_checked = other.rows_checked;
  rows_astray = other.rows_astray;
  groups_unmerged += other.groups_unmerged;
  return *this;
}

std::int64_t moved_bytes(const PartialBatch& groups) {
  constexpr std::int64_t kBytesPerAggregate = 16;
  std::int64_t bytes = groups.window_starts.byte_count() + groups.window_ends.byte_count();
  for (const Column& key : groups.keys) bytes += key.byte_count();
  const auto aggregates = static_cast<std::int64_t>(groups.states.size());
  return bytes + groups.row_count * aggregates * kBytesPerAggregate;
}

std::int64_t drop_unmergeable_states(std::span<PartitionWorker* const> workers,
                                     const KeyPlacement& placement) {
  const std::vector<std::vector<std::string>> live = live_groups(workers);
  const auto has = [&](std::size_t worker, const std::string& group) {
    return std::binary_search(live[worker].begin(), live[worker].end(), group);
  };
  std::vector<std::string> dropped;
  for (std::size_t worker = 0; worker < workers.size(); ++worker) {
    static_cast<void>(workers[worker]->take_groups(
        [&](std::span<const Column> keys, std::uint32_t row_count, std::span<std::uint8_t> moves) {
          std::vector<WorkerId> places(row_count);
          placement(keys, row_count, places);
          for (std::uint32_t row = 0; row < row_count; ++row) {
            const std::string group = group_key_text(keys, row);
            // The group's place keeps it; where that has none, the first worker that has some.
            std::size_t keeper = places[row].value;
            if (!has(keeper, group)) keeper = 0;
            while (!has(keeper, group)) ++keeper;
            moves[row] = keeper == worker ? 0 : 1;
            if (keeper != worker) dropped.push_back(group);
          }
        }));
  }
  std::sort(dropped.begin(), dropped.end());
  return std::unique(dropped.begin(), dropped.end()) - dropped.begin();
}

HandOverReport hand_over_states(std::span<PartitionWorker* const> workers, const JobPlan& plan,
                                const KeyPlacement& placement, std::int64_t sequence) {
  HandOverReport report;
  std::vector<std::vector<Column>> seen;
  for (const PartitionWorker* worker : workers) seen.push_back(worker->group_keys_seen());
  const GroupCensus census = count_groups(seen);
  report.groups = census.groups;
  report.groups_split = census.split_groups;
  if (!plan.query->can_merge())
    report.groups_unmerged = drop_unmergeable_states(workers, placement);
  for (std::uint32_t target = 0; target < workers.size(); ++target) {
    for (std::uint32_t source = 0; source < workers.size(); ++source) {
      if (source == target) continue;
      PartialBatch groups = workers[source]->take_groups(moving_to(target, placement));
      if (groups.row_count == 0) continue;
      report.states_moved += groups.row_count;
      report.bytes_moved += moved_bytes(groups);
      workers[target]->merge_groups(std::move(groups), sequence);
    }
  }
  return report;
}

HandOverReport switch_to_hashing(std::span<PartitionWorker* const> workers, const JobPlan& plan,
                                 Dispatcher& dispatcher) {
  Router& router = dispatcher.router();
  router.switch_to_hashing();
  const KeyPlacement placement = [&router](std::span<const Column> keys, std::uint32_t row_count,
                                           std::span<WorkerId> worker_of_row) {
    router.place_keys(keys, row_count, worker_of_row);
  };
  // Whatever merging emits belongs after the batch before the one that waits to be routed.
  const std::int64_t sequence = dispatcher.last_sequence();
  HandOverReport report = hand_over_states(workers, plan, placement, sequence);
  report.rows_checked = router.evidence().rows_checked;
  report.rows_astray = router.evidence().rows_astray;
  return report;
}

std::string hand_over_remark(const HandOverReport& report, const JobPlan& plan) {
  std::string remark = std::string(plan.choice.strategy->name) +
                       " switched to hashing: " + std::to_string(report.rows_astray) + " of " +
                       std::to_string(report.rows_checked) +
                       " rows came on another source partition than their key's first, so the "
                       "declared key does not hold; " +
                       std::to_string(report.states_moved) + " states moved";
  if (report.groups_split > 0) {
    remark += "; " + std::to_string(report.groups_split) +
              " groups had been split, and what was emitted of them before may be wrong";
  }
  if (report.groups_unmerged > 0) {
    remark += "; the parts of " + std::to_string(report.groups_unmerged) +
              " groups could not be merged, and their results stay wrong";
  }
  return remark;
}

}  // namespace millrace
