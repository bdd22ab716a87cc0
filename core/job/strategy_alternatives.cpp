// core/job/strategy_alternatives.cpp — why not the others: wrong, or right and worse, and in what.
#include "core/job/strategy_selector.hpp"
#include "core/route/strategies.hpp"

namespace millrace {

namespace {

/// A sentence as part of another.
std::string as_clause(std::string_view sentence) {
  std::string clause(sentence);
  if (clause.front() >= 'A' && clause.front() <= 'Z') {
    clause.front() = static_cast<char>(clause.front() - 'A' + 'a');
  }
  if (clause.back() == '.') clause.pop_back();
  return clause;
}

/// Why a strategy that would give right results was not taken.
std::string price_of(const StrategyInfo& strategy, const PlacementFacts& facts,
                     const PlanVerdict& verdict) {
  const std::string name(strategy.name);
  if (strategy.is_reference) {
    return (verdict.needs_merge ? "right with the merge stage: " : "right: ") +
           as_clause(strategy.summary);
  }
  if (verdict.needs_merge) {
    return facts.has_grouping() ? "right with the merge stage, but each group of " +
                                      facts.grouping_text() + " then has state in every worker"
                                : "right with the merge stage: each worker aggregates its share";
  }
  if (name == "fan_in") return "right, but one worker does all the work";
  if (name == "round_robin") return "right, but deals single rows out, so that every row is copied";
  if (name == "always_hash") {
    return "right, but hashes " + facts.grouping_text() + " and copies every row";
  }
  if (name == "smart_repartition" && !facts.is_aligned) {
    return "right, but no better than always_hash: " + facts.topic_sentence() +
           " and the query groups by " + facts.grouping_text() + ", so it would hash as well";
  }
  if (name == "smart_repartition") {
    return "right, and hashes nothing: rows of one " + facts.grouping_text() +
           " sit on one source partition";
  }
  if (name == "sticky_partition" && facts.query->keeps_state()) {
    return "right as long as rows of one " + facts.grouping_text() +
           " really sit on one source partition, which smart_repartition checks on the way" +
           (facts.spreads_null_keys && facts.is_key_known()
                ? ", and as long as no record comes without a key, which may lie anywhere"
                : "");
  }
  if (name == "sticky_partition") {
    return "right, but workers are loaded only as evenly as the source partitions";
  }
  return "right: " + std::string(strategy.summary);
}

StrategyAlternative alternative(const StrategyInfo& strategy, const PlacementFacts& facts,
                                const JobSpec& spec) {
  const StrategyContext context =
      strategy_context(facts, spec.worker_count, options_of(strategy, spec.strategy_options));
  const Status usable = strategy.validate(context);
  if (!usable.has_value()) return {&strategy, false, usable.error().message};
  const PlanVerdict verdict = judge_plan(facts, strategy, context, spec.merge);
  if (!verdict.is_valid) return {&strategy, false, verdict.problem};
  return {&strategy, true, price_of(strategy, facts, verdict)};
}

}  // namespace

std::vector<StrategyAlternative> alternatives_to(const StrategyChoice& choice,
                                                 const PlacementFacts& facts, const JobSpec& spec) {
  std::vector<StrategyAlternative> alternatives;
  for (const StrategyInfo* strategy : all_strategies()) {
    if (strategy != choice.strategy) alternatives.push_back(alternative(*strategy, facts, spec));
  }
  return alternatives;
}

}  // namespace millrace
