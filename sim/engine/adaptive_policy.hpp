// sim/engine/adaptive_policy.hpp — `strategy: adaptive`: when a running job should go over to
// another strategy, from what was seen of its rows. Decides; changes nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/job/job_plan.hpp"
#include "core/job/plan_change.hpp"
#include "core/route/alignment.hpp"

namespace millrace {

/// What happened since the last look.
struct RoutingEvidence {
  std::vector<std::int64_t> worker_rows;  // of each worker
  std::vector<std::int64_t> source_rows;  // of each source partition
  double hottest_share = 0.0;             // p₁, since the start
  bool is_under_pressure = false;         // a queue is at its warning mark or above, or has refused
  AlignmentEvidence alignment;            // of the grouping columns, since the start
};

struct AdaptiveDecision {
  PlanChange change;
  std::string reason;  // one sentence
};

/// Starts from what the selector chose. Never goes back to a strategy that it left, so that it comes
/// to rest. A value.
class AdaptivePolicy {
 public:
  /// Looks at a job at most this often.
  static constexpr std::int64_t kRowsBetweenLooks = 20'000;

  /// In order:
  ///   * hashing although every row of a group comes from one source partition (verified, nothing
  ///     declared needed), and natural routing would be about as even: to SmartRepartition;
  ///   * under pressure, and the fullest worker has half as much again as the mean:
  ///     where one key alone has more than a worker's share, and states can be merged: to
  ///     HotKeySplit; else, where routing is natural: to AlwaysHash.
  std::optional<AdaptiveDecision> decide(const JobPlan& plan, const RoutingEvidence& evidence);

 private:
  std::optional<AdaptiveDecision> to_natural(const JobPlan& plan, const RoutingEvidence& evidence);
  std::optional<AdaptiveDecision> to_even(const JobPlan& plan, const RoutingEvidence& evidence);

  std::set<std::string> left_;
};

}  // namespace millrace
