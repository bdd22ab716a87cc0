// core/job/velostream_selector.cpp — the reference system's own order of rules, mistakes included,
// for comparison.
#include <utility>

#include "core/base/assert.hpp"
#include "core/job/strategy_selector.hpp"
#include "core/route/strategies.hpp"

namespace millrace {

namespace {

constexpr std::string_view kStickyReason =
    "Sticky partition (default): use source partition field from record (zero-cost affinity)";
constexpr std::string_view kAnyKeyReason =
    "Hash partition with any key: stateless operation, perfect parallelism";
constexpr std::string_view kGroupByReason =
    "Hash partition by GROUP BY keys: groups related records for aggregation";

/// Column → its name, everything else → that of the first operand, down to a column; literals and
/// CASE give none.
std::string extracted_column(const Expression& key, const Schema& schema) {
  const Expression* node = &key;
  while (node->op != ExprOp::kColumn) {
    const bool has_name = node->op != ExprOp::kLiteral && node->op != ExprOp::kCase;
    if (!has_name || node->args.empty()) return {};
    node = &node->args.front();
  }
  return schema.fields()[node->column].name;
}

std::vector<std::string> extracted_columns(const QueryPlan& query) {
  std::vector<std::string> columns;
  for (const Expression& key : query.group_keys) {
    std::string column = extracted_column(key, *query.input);
    if (!column.empty()) columns.push_back(std::move(column));
  }
  return columns;
}

StrategyChoice choose(std::string_view strategy, std::string_view rule, std::string_view reason,
                      std::vector<std::string> routing_keys) {
  StrategyChoice choice;
  choice.strategy = find_strategy(strategy);
  MILLRACE_ASSERT(choice.strategy != nullptr);
  choice.rule = rule;
  choice.reason = reason;
  choice.routing_keys = std::move(routing_keys);
  return choice;
}

}  // namespace

StrategyChoice select_as_velostream(const PlacementFacts& facts) {
  const QueryPlan& query = *facts.query;
  // DISTINCT is bound as grouping here, and PARTITION BY owns keys too; neither is a GROUP BY to
  // Velostream.
  const bool has_group_by =
      query.shape == QueryShape::kGrouped && !query.distinct_rows && !query.group_keys.empty();
  if (query.is_create) {
    return choose("sticky_partition", "velostream-1", kStickyReason, {"record.partition"});
  }
  if (query.window.has_value() && has_group_by) {
    return choose("always_hash", "velostream-2", kGroupByReason, extracted_columns(query));
  }
  if (query.window.has_value()) {
    return choose("always_hash", "velostream-2", kAnyKeyReason, {"any_key"});
  }
  if (has_group_by) {
    return choose("always_hash", "velostream-3", kGroupByReason, extracted_columns(query));
  }
  return choose("sticky_partition", "velostream-4", kStickyReason, {"record.partition"});
}

}  // namespace millrace
