// core/job/job_plan.hpp — which strategy runs a query and why, whether its results can be trusted, and what is refused.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/job/job_spec.hpp"
#include "core/route/routing_strategy.hpp"
#include "core/sql/annotations.hpp"
#include "core/sql/plan.hpp"

namespace millrace {

/// A strategy that was not chosen, and why.
struct StrategyAlternative {
  const StrategyInfo* strategy = nullptr;
  bool is_valid = false;  // would give right results for this query and topic
  std::string why;        // why not chosen, or why it would be wrong; names the columns
};

/// The outcome of selection (semantics §6).
struct StrategyChoice {
  const StrategyInfo* strategy = nullptr;
  /// Grouping columns it hashes or relies on; empty when none.
  std::vector<std::string> routing_keys;
  std::string rule;        // "1-aligned", …, "explicit", "velostream-2", "v1"
  std::string reason;      // one sentence
  bool is_optimal = true;  // false when a better plan exists for this query (said in the reason)
  bool was_automatic = true;
  SourceSpan span;  // the token of the SQL that fired the rule, where there is one
  std::vector<StrategyAlternative> alternatives;  // all others, in list order
};

/// A query placed on workers. Immutable; shared by all parts of a job.
struct JobPlan {
  JobSpec spec;
  TopicFacts topic;
  std::shared_ptr<const QueryPlan> query;
  StrategyChoice choice;
  bool is_aligned = false;       // K ⊆ G and the producer's partitioner is a function of the key
  bool has_merge = false;        // scattered, with a second phase that merges partial states
  bool has_final_stage = false;  // DISTINCT, ORDER BY or LIMIT across workers
  bool is_valid = true;          // false only with allow_invalid
  std::string problem;           // why it is not valid
  /// False when the result depends on how source partitions interleave (FIRST_VALUE of a group that spans them, OVER in
  /// arrival order): the plan is valid, and whether its result is right is not defined (semantics §8: `unknown`).
  bool is_order_defined = true;
  std::string remark;  // why not, in one sentence; else empty
  /// Whether results depend on the order in which rows of a group arrive. Where the query is aligned that order is
  /// defined, but for groups of records without key (JobStatistics::rows_without_key).
  bool depends_on_arrival = false;
};

/// Chooses by rules, or takes and validates the explicit choice of spec.strategy or of the annotation (which wins over
/// the spec, as in Velostream). Errors: kOption (unknown strategy or bad option, with the annotation's span), kRefused
/// (would give wrong results: the reason names the columns K and G).
Result<JobPlan> plan_job(std::shared_ptr<const QueryPlan> query, const Annotations& annotations,
                         const JobSpec& spec, const TopicFacts& topic);

/// Selection alone, for `explain`: never refuses.
StrategyChoice select_strategy(const QueryPlan& query, const JobSpec& spec,
                               const TopicFacts& topic);

}  // namespace millrace
