// core/job/plan_change.cpp — take what has to move by the new plan's placement, change, put in.
#include "core/job/plan_change.hpp"

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

#include "core/base/assert.hpp"
#include "core/job/group_census.hpp"
#include "core/job/placement_facts.hpp"

namespace millrace {

namespace {

/// Stands for the merge stage among workers.
constexpr std::uint32_t kMergeStage = 0xffffffffu;

struct Move {
  std::uint32_t target = 0;
  PartialBatch groups;
};

/// Which states of one holder are to leave it, and for which worker.
using Target = std::function<void(std::span<const Column> keys, std::uint32_t row_count,
                                  std::span<WorkerId> worker_of_row)>;

bool groups_by_partition(const QueryPlan& query) {
  return std::any_of(query.group_keys.begin(), query.group_keys.end(), [](const Expression& key) {
    return key.op == ExprOp::kSystem && key.system == SystemColumn::kPartition;
  });
}

/// Whether rows of a group stay on the worker of their source partition.
bool is_natural(const JobPlan& plan) {
  const PlacementFacts facts = placement_facts(*plan.query, plan.topic);
  const StrategyContext context =
      strategy_context(facts, plan.spec.worker_count, plan.spec.strategy_options);
  const auto strategy = plan.choice.strategy->make(context);
  MILLRACE_ASSERT(strategy.has_value());
  return plan.choice.strategy->placement != Placement::kScattered &&
         !strategy.value()->place_keys({}, plan.spec.worker_count, {});
}

Status check_places(const JobPlan& from, const JobPlan& to) {
  if (!to.query->keeps_state() || !to.is_valid || !is_natural(to)) return {};
  if (to.spec.follows_keys || groups_by_partition(*to.query)) return {};
  if (is_natural(from) && from.spec.worker_count == to.spec.worker_count) return {};
  return Error{ErrorCode::kRefused,
               std::string(to.choice.strategy->name) +
                   " would look for each group on the worker of its source partition, and the job "
                   "has not followed from which one its keys come"};
}

/// Takes the job apart and puts it together again.
class Changer {
 public:
  Changer(std::shared_ptr<const JobPlan> plan, RunningJob job)
      : from_(job.dispatcher.plan()), to_(std::move(plan)), job_(job) {}

  HandOverReport change() {
    count_groups_before();
    job_.dispatcher.adopt(to_);  // whose router says from now on where a group is to be
    if (to_->has_merge) {
      take_for_merge_stage();
    } else {
      take_for_workers();
    }
    const EventTime watermark = job_.dispatcher.router().watermark_sent();
    for (PartitionWorker* worker : job_.workers) worker->adopt(to_, watermark);
    if (job_.merger != nullptr) job_.merger->adopt(to_, watermark);
    const std::int64_t sequence = job_.dispatcher.last_sequence();
    for (Move& move : moves_) {
      if (move.target == kMergeStage) {
        job_.merger->merge_groups(std::move(move.groups), sequence);
      } else {
        job_.workers[move.target]->merge_groups(std::move(move.groups), sequence);
      }
    }
    return report_;
  }

 private:
  std::uint32_t worker_count() const { return to_->spec.worker_count; }

  void count_groups_before() {
    if (from_->has_merge || !from_->query->keeps_state()) return;
    std::vector<std::vector<Column>> seen;
    for (const PartitionWorker* worker : job_.workers) seen.push_back(worker->group_keys_seen());
    const GroupCensus census = count_groups(seen);
    report_.groups = census.groups;
    report_.groups_split = census.split_groups;
  }

  void take_for_merge_stage() {
    const auto all = [](std::span<const Column>, std::uint32_t, std::span<std::uint8_t> moves) {
      std::fill(moves.begin(), moves.end(), std::uint8_t{1});
    };
    for (std::uint32_t id = 0; id < job_.workers.size(); ++id) {
      if (from_->has_merge && id < worker_count()) continue;
      add(kMergeStage, job_.workers[id]->take_groups(all), /*has_moved=*/true);
    }
  }

  void take_for_workers() {
    Router& router = job_.dispatcher.router();
    const bool has_places = router.can_place_keys();
    const KeyPlacement placement = [&router](std::span<const Column> keys, std::uint32_t row_count,
                                             std::span<WorkerId> worker_of_row) {
      router.place_keys(keys, row_count, worker_of_row);
    };
    if (has_places && !to_->query->can_merge()) {
      report_.groups_unmerged = drop_unmergeable_states(job_.workers, placement);
    }
    for (std::uint32_t id = 0; id < job_.workers.size(); ++id) {
      const bool is_kept = job_.workers[id]->is_kept_by(*to_);
      take_from(id, is_kept, has_places ? Target(placement) : staying(id),
                [&](const auto& filter) { return job_.workers[id]->take_groups(filter); });
    }
    if (!from_->has_merge) return;
    take_from(kMergeStage, /*is_kept=*/false, has_places ? Target(placement) : staying(0),
              [&](const auto& filter) { return job_.merger->take_groups(filter); });
  }

  /// A plan without places leaves states with their worker, or with one that stays.
  Target staying(std::uint32_t id) const {
    const WorkerId worker{id % worker_count()};
    return [worker](std::span<const Column>, std::uint32_t, std::span<WorkerId> worker_of_row) {
      std::fill(worker_of_row.begin(), worker_of_row.end(), worker);
    };
  }

  template <typename Take>
  void take_from(std::uint32_t holder, bool is_kept, const Target& target_of, Take take) {
    for (std::uint32_t target = 0; target < worker_count(); ++target) {
      if (target == holder && is_kept) continue;
      const QueryExecutor::GroupFilter moves = [&](std::span<const Column> keys,
                                                   std::uint32_t row_count,
                                                   std::span<std::uint8_t> flags) {
        std::vector<WorkerId> targets(row_count);
        target_of(keys, row_count, targets);
        for (std::uint32_t row = 0; row < row_count; ++row) {
          flags[row] = targets[row].value == target ? 1 : 0;
        }
      };
      add(target, take(moves), /*has_moved=*/target != holder);
    }
  }

  void add(std::uint32_t target, PartialBatch groups, bool has_moved) {
    if (groups.row_count == 0) return;
    if (has_moved) {
      report_.states_moved += groups.row_count;
      report_.bytes_moved += moved_bytes(groups);
    }
    moves_.push_back({target, std::move(groups)});
  }

  std::shared_ptr<const JobPlan> from_;
  std::shared_ptr<const JobPlan> to_;
  RunningJob job_;
  HandOverReport report_;
  std::vector<Move> moves_;
};

}  // namespace

Result<JobPlan> changed_plan(const JobPlan& plan, const PlanChange& change) {
  JobSpec spec = plan.spec;
  spec.strategy = plan.choice.strategy->name;
  if (change.strategy.has_value()) {
    spec.strategy = *change.strategy;
    spec.strategy_options = change.strategy_options;
  }
  if (change.worker_count.has_value()) spec.worker_count = *change.worker_count;
  MILLRACE_TRY(JobPlan changed, plan_job(plan.query, {}, spec, plan.topic));
  MILLRACE_CHECK(check_places(plan, changed));
  return changed;
}

HandOverReport change_plan(const std::shared_ptr<const JobPlan>& plan, RunningJob job) {
  MILLRACE_ASSERT(plan->query == job.dispatcher.plan()->query);
  MILLRACE_ASSERT(job.workers.size() >= plan->spec.worker_count);
  MILLRACE_ASSERT(job.workers.size() >= job.dispatcher.plan()->spec.worker_count);
  MILLRACE_ASSERT(job.merger != nullptr || !has_merger(*plan));
  return Changer(plan, job).change();
}

std::string plan_change_remark(const JobPlan& from, const JobPlan& to,
                               const HandOverReport& report) {
  const auto described = [](const JobPlan& plan) {
    return std::string(plan.choice.strategy->name) + " on " +
           std::to_string(plan.spec.worker_count) + " workers";
  };
  std::string remark = "changed from " + described(from) + " to " + described(to) + ": " +
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
