// core/job/plan_job.cpp — from spec, annotations and topic to a validated plan, or the reason for a
// refusal.
#include <utility>

#include "core/base/text.hpp"
#include "core/exec/result_order.hpp"
#include "core/job/effective_job.hpp"
#include "core/job/job_plan.hpp"
#include "core/job/placement_facts.hpp"
#include "core/job/strategy_selector.hpp"
#include "core/route/strategies.hpp"

namespace millrace {

namespace {

Status check_automatic_options(const JobSpec& spec) {
  for (const auto& option : spec.strategy_options) {
    bool is_known = false;
    for (const StrategyInfo* strategy : all_strategies()) {
      is_known = is_known || !options_of(*strategy, {option}).empty();
    }
    if (!is_known) {
      return Error{ErrorCode::kOption, "no strategy has an option '" + option.first + "'"};
    }
  }
  return {};
}

StrategyChoice select_with(const PlacementFacts& facts, const JobSpec& spec) {
  StrategyChoice choice = select_by_rules(facts, spec);
  if (spec.selector == SelectorMode::kVelostream) {
    StrategyChoice theirs = select_as_velostream(facts);
    theirs.is_optimal = choice.is_optimal && theirs.strategy == choice.strategy;
    choice = std::move(theirs);
  }
  choice.alternatives = alternatives_to(choice, facts, spec);
  return choice;
}

bool is_automatic(const JobSpec& spec) {
  return spec.strategy.empty() || equals_ignoring_case(spec.strategy, "auto");
}

Result<StrategyChoice> explicit_choice(const PlacementFacts& facts, const Annotations& annotations,
                                       const JobSpec& spec) {
  const SourceSpan span = annotations.partitioning_strategy.has_value()
                              ? annotations.partitioning_strategy->span
                              : SourceSpan();
  Result<const StrategyInfo*> strategy = strategy_named(spec.strategy);
  if (!strategy.has_value()) {
    Error error = strategy.error();
    error.span = span;
    return error;
  }
  const StrategyChoice best = select_by_rules(facts, spec);
  StrategyChoice choice;
  choice.strategy = strategy.value();
  choice.rule = "explicit";
  choice.was_automatic = false;
  choice.span = span;
  if (choice.strategy->needs_grouping || facts.is_aligned) choice.routing_keys = facts.grouping;
  choice.is_optimal = best.is_optimal && best.strategy == choice.strategy;
  choice.reason = "chosen by name";
  if (best.strategy != choice.strategy) {
    choice.reason +=
        "; by the rules it would be " + std::string(best.strategy->name) + ": " + best.reason;
  }
  choice.alternatives = alternatives_to(choice, facts, spec);
  return choice;
}

StrategyChoice single_partition_choice() {
  StrategyChoice choice;
  choice.strategy = find_strategy("fan_in");
  choice.rule = "v1";
  choice.reason = "v1 has a single processing partition: nothing is routed";
  choice.was_automatic = false;
  return choice;
}

/// Whether results depend on how the rows of a group interleave when it spans source partitions.
bool depends_on_arrival(const QueryPlan& query) {
  if (query.shape == QueryShape::kOver) {
    for (const OverCall& call : query.over) {
      if (!call.is_ordered) return true;
    }
    return false;
  }
  return query.order_dependence() == OrderDependence::kFull;
}

void judge_order(const PlacementFacts& facts, JobPlan& plan) {
  plan.depends_on_arrival = depends_on_arrival(*plan.query);
  if (facts.is_aligned || facts.source_partition_count == 1) return;
  if (!plan.depends_on_arrival) return;
  plan.is_order_defined = false;
  plan.remark =
      "the result depends on the order in which rows of several source partitions arrive (" +
      facts.topic_sentence() +
      (facts.has_grouping() ? ", the query groups by " + facts.grouping_text() : std::string()) +
      "), so whether it is right is not defined";
}

Error refusal(const PlacementFacts& facts, const JobSpec& spec, const StrategyChoice& choice,
              const std::string& problem) {
  const StrategyChoice better = select_by_rules(facts, spec);
  std::string advice = "; use ";
  advice += better.strategy->name;
  advice += ", or --allow-invalid to see what breaks";
  return {ErrorCode::kRefused, problem + advice, choice.span};
}

Status validate_choice(const PlacementFacts& facts, JobPlan& plan) {
  const StrategyInfo& strategy = *plan.choice.strategy;
  StrategyOptions& options = plan.spec.strategy_options;
  if (plan.choice.was_automatic) {
    MILLRACE_CHECK(check_automatic_options(plan.spec));
    options = options_of(strategy, options);
  }
  const StrategyContext context = strategy_context(facts, plan.spec.worker_count, options);
  if (Status usable = strategy.validate(context); !usable.has_value()) {
    if (usable.error().code != ErrorCode::kRefused) return usable;
    const StrategyChoice better = select_by_rules(facts, plan.spec);
    return Error{ErrorCode::kRefused,
                 usable.error().message + "; use " + std::string(better.strategy->name),
                 plan.choice.span};
  }
  PlanVerdict verdict = judge_plan(facts, strategy, context, plan.spec.merge);
  plan.has_merge = verdict.needs_merge;
  plan.is_valid = verdict.is_valid;
  plan.problem = std::move(verdict.problem);
  if (plan.is_valid || plan.spec.allow_invalid) return {};
  return refusal(facts, plan.spec, plan.choice, plan.problem);
}

}  // namespace

StrategyChoice select_strategy(const QueryPlan& query, const JobSpec& spec,
                               const TopicFacts& topic) {
  return select_with(placement_facts(query, topic), spec);
}

Result<JobPlan> plan_job(std::shared_ptr<const QueryPlan> query, const Annotations& annotations,
                         const JobSpec& spec, const TopicFacts& topic) {
  JobPlan plan;
  plan.spec = effective_spec(annotations, spec);
  MILLRACE_CHECK(check_spec(plan.spec, topic));
  MILLRACE_TRY(plan.topic, effective_topic(*query, annotations, plan.spec, topic));
  plan.query = std::move(query);
  plan.has_final_stage = needs_final_stage(*plan.query);
  const PlacementFacts facts = placement_facts(*plan.query, plan.topic);
  plan.is_aligned = facts.is_aligned;
  judge_order(facts, plan);
  if (plan.spec.processor == ProcessorKind::kSimple) {
    plan.spec.worker_count = 1;
    plan.choice = single_partition_choice();
    plan.spec.strategy_options.clear();
    return plan;
  }
  if (is_automatic(plan.spec)) {
    plan.choice = select_with(facts, plan.spec);
  } else {
    MILLRACE_TRY(plan.choice, explicit_choice(facts, annotations, plan.spec));
  }
  MILLRACE_CHECK(validate_choice(facts, plan));
  return plan;
}

}  // namespace millrace
