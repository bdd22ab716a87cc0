// core/job/placement_facts.cpp — alignment of a query with its topic, and which placements keep its
// groups whole.
#include "core/job/placement_facts.hpp"

#include <utility>

#include "core/base/assert.hpp"
#include "core/route/alignment.hpp"

namespace millrace {

namespace {

std::string column_list(const std::vector<std::string>& columns) {
  if (columns.size() == 1) return columns.front();
  std::string text = "(";
  for (const std::string& column : columns) {
    if (text.size() > 1) text += ", ";
    text += column;
  }
  return text + ")";
}

/// Group keys that are columns as they stand, by the names that is_aligned() knows. UPPER(origin)
/// is none: its groups unite several keys.
std::vector<std::string> plain_columns(const QueryPlan& query) {
  std::vector<std::string> columns;
  for (const Expression& key : query.group_keys) {
    if (key.op == ExprOp::kColumn) columns.push_back(query.input->fields()[key.column].name);
    if (key.op != ExprOp::kSystem) continue;
    if (key.system == SystemColumn::kPartition) columns.emplace_back("_PARTITION");
    if (key.system == SystemColumn::kKey) columns.emplace_back("_KEY");
  }
  return columns;
}

std::string upper(std::string_view name) {
  std::string text(name);
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

std::string sticky_problem(const PlacementFacts& facts) {
  if (!facts.has_grouping()) {
    return "sticky_partition would split the result: the query has no grouping columns, so rows of "
           "all source partitions belong together (" +
           facts.topic_sentence() + ")";
  }
  const std::string_view claim = facts.is_key_known() ? "would" : "may";
  return "sticky_partition " + std::string(claim) + " split groups: " + facts.topic_sentence() +
         ", the query groups by " + facts.grouping_text();
}

std::string scattered_problem(const PlacementFacts& facts, const StrategyInfo& strategy) {
  const std::string name(strategy.name);
  const std::string cause = facts.query->can_merge() ? std::string("merging is off (merge: off)")
                                                     : unmergeable_reason(*facts.query);
  if (!facts.has_grouping()) {
    return name +
           " would split the result: the query has no grouping columns, its rows go to all "
           "workers (" +
           facts.topic_sentence() + "), and " + cause;
  }
  const std::string_view way = strategy.needs_grouping
                                   ? "it sends rows of one key to several workers ("
                                   : "it deals rows out whatever their key (";
  return name + " would split groups: " + std::string(way) + facts.topic_sentence() +
         "), the query groups by " + facts.grouping_text() + ", and " + cause;
}

}  // namespace

std::string PlacementFacts::key_text() const {
  return column_list(key_columns);
}

std::string PlacementFacts::grouping_text() const {
  return column_list(grouping);
}

std::string PlacementFacts::topic_sentence() const {
  if (!is_key_known()) return "the topic's key is unknown";
  if (is_partitioner_function_of_key) return "the topic is keyed by " + key_text();
  return "the topic is keyed by " + key_text() + " but its producer spreads a key over partitions";
}

PlacementFacts placement_facts(const QueryPlan& query, const TopicFacts& topic) {
  PlacementFacts facts;
  facts.query = &query;
  facts.grouping = query.group_key_names;
  facts.source_partition_count = topic.source_partition_count;
  facts.is_partitioner_function_of_key = topic.is_partitioner_function_of_key;
  facts.spreads_null_keys = topic.spreads_null_keys;
  for (const std::string& column : topic.key_columns) {
    const std::optional<std::uint32_t> index = query.input->index_of(column);
    facts.key_columns.push_back(index ? query.input->fields()[*index].name : column);
  }
  facts.is_aligned =
      is_aligned(facts.key_columns, plain_columns(query), topic.is_partitioner_function_of_key);
  return facts;
}

StrategyContext strategy_context(const PlacementFacts& facts, std::uint32_t worker_count,
                                 StrategyOptions options) {
  return {.worker_count = worker_count,
          .source_partition_count = facts.source_partition_count,
          .is_aligned = facts.is_aligned,
          .has_grouping = facts.has_grouping(),
          .options = std::move(options)};
}

PlanVerdict judge_plan(const PlacementFacts& facts, const StrategyInfo& strategy,
                       const StrategyContext& context, MergePolicy merge) {
  if (!facts.query->keeps_state()) return {};
  if (strategy.keeps_groups_together(context)) return {};
  if (strategy.placement != Placement::kScattered) {
    return {.is_valid = false, .needs_merge = false, .problem = sticky_problem(facts)};
  }
  if (merge == MergePolicy::kAuto && facts.query->can_merge()) {
    return {.is_valid = true, .needs_merge = true, .problem = ""};
  }
  return {.is_valid = false, .needs_merge = false, .problem = scattered_problem(facts, strategy)};
}

std::string unmergeable_reason(const QueryPlan& query) {
  if (query.shape == QueryShape::kOver) return "running values (OVER) cannot be merged from parts";
  for (const AggregateCall& call : query.aggregates) {
    if (!call.signature->can_merge) {
      return upper(call.signature->name) + " cannot be merged from parts";
    }
  }
  return "its state cannot be merged from parts";
}

}  // namespace millrace
