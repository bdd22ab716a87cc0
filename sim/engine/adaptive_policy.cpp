// sim/engine/adaptive_policy.cpp — two rules and their thresholds.
#include "sim/engine/adaptive_policy.hpp"

#include <utility>

#include "core/metrics/imbalance.hpp"
#include "core/route/strategy_info.hpp"

namespace millrace {

namespace {

constexpr double kUnevenFrom = 1.5;          // max/mean
constexpr double kAboutAsEven = 1.1;         // natural over hashed
constexpr std::int64_t kKeysVerified = 100;  // fewer say little about alignment
constexpr std::int64_t kRowsVerified = 20'000;

double max_over_mean(const std::vector<std::int64_t>& rows) {
  const std::optional<Imbalance> imbalance = imbalance_of(rows);
  return imbalance.has_value() ? imbalance->max_over_mean : 1.0;
}

/// What natural routing would give each worker.
std::vector<std::int64_t> natural_rows(const std::vector<std::int64_t>& source_rows,
                                       std::uint32_t worker_count) {
  std::vector<std::int64_t> rows(worker_count);
  for (std::uint32_t source = 0; source < source_rows.size(); ++source) {
    rows[natural_worker({source}, worker_count).value] += source_rows[source];
  }
  return rows;
}

std::string grouping_columns(const QueryPlan& query) {
  std::string columns;
  for (const Expression& key : query.group_keys) {
    if (key.op != ExprOp::kColumn) return {};
    if (!columns.empty()) columns += ",";
    columns += query.input->fields()[key.column].name;
  }
  return columns;
}

bool is_natural(const JobPlan& plan) {
  const std::string_view name = plan.choice.strategy->name;
  return name == "sticky_partition" || (name == "smart_repartition" && plan.is_aligned);
}

}  // namespace

std::optional<AdaptiveDecision> AdaptivePolicy::decide(const JobPlan& plan,
                                                       const RoutingEvidence& evidence) {
  std::optional<AdaptiveDecision> decision = to_natural(plan, evidence);
  if (!decision.has_value()) decision = to_even(plan, evidence);
  if (!decision.has_value()) return decision;
  if (left_.count(*decision->change.strategy) > 0) return std::nullopt;
  left_.insert(std::string(plan.choice.strategy->name));
  return decision;
}

std::optional<AdaptiveDecision> AdaptivePolicy::to_natural(const JobPlan& plan,
                                                           const RoutingEvidence& evidence) {
  const std::string_view name = plan.choice.strategy->name;
  const bool is_hashing =
      name == "always_hash" || (name == "smart_repartition" && !plan.is_aligned);
  const std::string columns = grouping_columns(*plan.query);
  if (!is_hashing || columns.empty()) return std::nullopt;
  const AlignmentEvidence& alignment = evidence.alignment;
  const bool is_verified = alignment.rows_checked >= kRowsVerified &&
                           alignment.keys >= kKeysVerified && alignment.rows_astray == 0;
  if (!is_verified) return std::nullopt;
  const double natural = max_over_mean(natural_rows(evidence.source_rows, plan.spec.worker_count));
  if (natural > kAboutAsEven * max_over_mean(evidence.worker_rows)) return std::nullopt;
  AdaptiveDecision decision;
  decision.change.strategy = "smart_repartition";
  decision.change.strategy_options = {{"source_partition_key", columns}};
  decision.reason = "each of " + std::to_string(alignment.keys) + " groups kept to one source " +
                    "partition in " + std::to_string(alignment.rows_checked) +
                    " rows: whole batches can go to their natural workers";
  return decision;
}

std::optional<AdaptiveDecision> AdaptivePolicy::to_even(const JobPlan& plan,
                                                        const RoutingEvidence& evidence) {
  const std::string_view name = plan.choice.strategy->name;
  const bool keeps_groups = name == "always_hash" || is_natural(plan);
  const bool is_uneven = max_over_mean(evidence.worker_rows) >= kUnevenFrom;
  if (!keeps_groups || !is_uneven || !evidence.is_under_pressure) return std::nullopt;
  AdaptiveDecision decision;
  const double share_of_worker = 1.0 / plan.spec.worker_count;
  if (evidence.hottest_share > share_of_worker && plan.query->can_merge()) {
    decision.change.strategy = "hot_key_split";
    decision.reason =
        "one key alone has more rows than a worker's share, and its parts can be merged";
    return decision;
  }
  if (!is_natural(plan)) return std::nullopt;
  decision.change.strategy = "always_hash";
  decision.reason = "the source partitions are uneven, and a queue is filling up";
  return decision;
}

}  // namespace millrace
