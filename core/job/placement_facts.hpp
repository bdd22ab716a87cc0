// core/job/placement_facts.hpp — a query and its topic as placement sees them: which columns own
// state (G), which columns keyed the topic (K), and whether the two fit.
#pragma once

#include <string>
#include <vector>

#include "core/job/job_spec.hpp"
#include "core/route/strategy_info.hpp"
#include "core/sql/plan.hpp"

namespace millrace {

/// Borrows the query; lives as long as it.
struct PlacementFacts {
  const QueryPlan* query = nullptr;
  std::vector<std::string> key_columns;  // K in the schema's spelling; empty when unknown
  std::vector<std::string> grouping;     // G as the user wrote it
  std::uint32_t source_partition_count = 1;
  bool is_partitioner_function_of_key = true;
  bool spreads_null_keys = true;  // as TopicFacts
  bool is_aligned = false;        // all rows of a group sit on one source partition (semantics §1)

  bool has_grouping() const { return !grouping.empty(); }
  bool is_key_known() const { return !key_columns.empty(); }
  /// "origin", or "(trader_id, symbol)".
  std::string key_text() const;
  std::string grouping_text() const;
  /// "the topic is keyed by destination", or what else is known of it.
  std::string topic_sentence() const;
};

/// Key columns that the schema does not have are kept as they are: they are in no G.
PlacementFacts placement_facts(const QueryPlan& query, const TopicFacts& topic);

/// What a strategy gets to know of a job with these facts.
StrategyContext strategy_context(const PlacementFacts& facts, std::uint32_t worker_count,
                                 StrategyOptions options);

/// Whether a strategy's results can be trusted (semantics §6).
struct PlanVerdict {
  bool is_valid = true;
  bool needs_merge = false;  // valid with the merge stage
  std::string problem;       // why not valid: names the strategy, K and G
};

/// REQUIRES: the strategy accepts the context (StrategyInfo::validate).
PlanVerdict judge_plan(const PlacementFacts& facts, const StrategyInfo& strategy,
                       const StrategyContext& context, MergePolicy merge);

/// Why the query's partial states cannot be merged: "MEDIAN cannot be merged from parts". REQUIRES:
/// !query.can_merge().
std::string unmergeable_reason(const QueryPlan& query);

}  // namespace millrace
