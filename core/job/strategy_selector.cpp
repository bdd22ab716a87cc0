// core/job/strategy_selector.cpp — the rules of semantics §6: which strategy, why, and whether a
// better one exists.
#include "core/job/strategy_selector.hpp"

#include <utility>

#include "core/base/assert.hpp"
#include "core/base/text.hpp"
#include "core/route/strategies.hpp"

namespace millrace {

namespace {

const StrategyInfo* listed(std::string_view name) {
  const StrategyInfo* strategy = find_strategy(name);
  MILLRACE_ASSERT(strategy != nullptr);
  return strategy;
}

/// Natural routing fills only as many workers as there are source partitions.
void mind_idle_workers(const PlacementFacts& facts, const JobSpec& spec, StrategyChoice& choice) {
  if (facts.source_partition_count >= spec.worker_count) return;
  choice.is_optimal = false;
  choice.reason += "; but the topic has " + std::to_string(facts.source_partition_count) +
                   " source partitions, so only as many of the " +
                   std::to_string(spec.worker_count) + " workers get rows";
}

StrategyChoice rule_aligned(const PlacementFacts& facts, const JobSpec& spec) {
  StrategyChoice choice;
  choice.strategy = listed("smart_repartition");
  choice.routing_keys = facts.grouping;
  choice.rule = "1-aligned";
  choice.span = facts.query->span_group_by;
  choice.reason = facts.is_key_known()
                      ? facts.topic_sentence() + " and the query groups by " + facts.grouping_text()
                      : "the query groups by " + facts.grouping_text();
  choice.reason +=
      ": each group sits on one source partition, so batches stay whole and nothing is hashed";
  mind_idle_workers(facts, spec, choice);
  return choice;
}

StrategyChoice rule_grouping(const PlacementFacts& facts) {
  StrategyChoice choice;
  choice.strategy = listed("always_hash");
  choice.routing_keys = facts.grouping;
  choice.rule = "2-grouping";
  choice.span = facts.query->span_group_by;
  choice.reason = "rows of a group must meet in one worker: the query groups by " +
                  facts.grouping_text() + ", " + facts.topic_sentence() +
                  ", so rows are routed by a hash of the grouping columns";
  return choice;
}

StrategyChoice rule_global(const PlacementFacts& facts, const JobSpec& spec) {
  StrategyChoice choice;
  choice.rule = "3-global";
  choice.span = facts.query->aggregates.empty() ? SourceSpan() : facts.query->aggregates[0].span;
  if (!facts.query->can_merge()) {
    choice.strategy = listed("fan_in");
    choice.reason = "there are no grouping columns and " + unmergeable_reason(*facts.query) +
                    ", so all rows go to one worker";
  } else if (spec.merge == MergePolicy::kOff) {
    choice.strategy = listed("fan_in");
    choice.is_optimal = false;
    choice.reason =
        "there are no grouping columns and merging is off, so all rows go to one worker; with "
        "merge: auto all workers could share the work";
  } else {
    choice.strategy = listed("round_robin");
    choice.reason =
        "there are no grouping columns and every aggregate can be merged: each worker aggregates "
        "its share of the rows, and a second phase merges the parts";
  }
  return choice;
}

StrategyChoice rule_without_state(const PlacementFacts& facts, const JobSpec& spec) {
  const QueryPlan& query = *facts.query;
  StrategyChoice choice;
  if (query.order_by.empty() && !query.window.has_value()) {
    choice.strategy = listed("round_robin");
    choice.rule = "6-stateless";
    choice.reason = "every row stands alone: rows are dealt out evenly over all workers";
    return choice;
  }
  choice.strategy = listed("sticky_partition");
  if (query.order_by.empty()) {
    choice.rule = "5-window";
    choice.span = query.span_window;
    choice.reason =
        "a window without grouping keeps no state per group: whole batches keep the "
        "order of their source partition";
  } else {
    choice.rule = "4-order-by";
    choice.span = query.span_order_by;
    choice.reason =
        "ORDER BY sorts the results at the end: whole batches keep the order of their "
        "source partition and nothing is hashed or copied";
  }
  mind_idle_workers(facts, spec, choice);
  return choice;
}

}  // namespace

StrategyChoice select_by_rules(const PlacementFacts& facts, const JobSpec& spec) {
  if (facts.has_grouping()) {
    return facts.is_aligned ? rule_aligned(facts, spec) : rule_grouping(facts);
  }
  if (facts.query->keeps_state()) return rule_global(facts, spec);
  return rule_without_state(facts, spec);
}

StrategyOptions options_of(const StrategyInfo& strategy, const StrategyOptions& configured) {
  StrategyOptions own;
  for (const auto& option : configured) {
    for (const StrategyOption& known : strategy.options) {
      if (equals_ignoring_case(known.name, option.first)) own.push_back(option);
    }
  }
  return own;
}

}  // namespace millrace
