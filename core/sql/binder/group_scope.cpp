// core/sql/binder/group_scope.cpp — names on finished groups.
#include "core/sql/binder/group_scope.hpp"

#include <algorithm>

#include "core/sql/binder/aggregate_binder.hpp"
#include "core/sql/binder/function_lookup.hpp"
#include "core/sql/sql_error.hpp"

namespace millrace {

Result<std::optional<Bound>> GroupScope::resolve(const AstExpression& node) {
  if (node.kind == AstKind::kColumn) return resolve_column(node);
  if (!node.over.empty()) {
    return unsupported_error(node.over.front().place.span,
                             "OVER cannot be mixed with GROUP BY, WINDOW, DISTINCT or aggregates");
  }
  if (is_aggregate_call(catalog_, node)) return resolve_aggregate(node);
  return find_key_expression(node);
}

Result<std::optional<Bound>> GroupScope::resolve_column(const AstExpression& node) {
  if (const std::optional<SystemColumn> column = names_.window_column(node)) {
    return std::optional(bound_system(*column, type_of(*column), node.place.span));
  }
  MILLRACE_TRY(const std::optional<Bound> column, names_.find(node));
  if (column) {
    std::optional<Bound> key = find_key(*column);
    if (!key) return not_grouped(node);
    return key;
  }
  const SelectItem* item = aliases_ == nullptr ? nullptr : find_alias(*aliases_, node);
  if (item == nullptr) return names_.unknown(node);
  // What the alias stands for is bound without aliases: they do not refer to each other.
  GroupScope inner(names_, catalog_, plan_, nullptr);
  MILLRACE_TRY(Bound bound, inner.bind(item->expression));
  return std::optional(std::move(bound));
}

Result<std::optional<Bound>> GroupScope::resolve_aggregate(const AstExpression& node) {
  RowScope rows(names_, catalog_, RowClause::kAggregate);
  MILLRACE_TRY(AggregateCall call, bind_aggregate(node, rows, catalog_));
  const auto same =
      std::find_if(plan_.aggregates.begin(), plan_.aggregates.end(),
                   [&](const AggregateCall& other) { return is_same_aggregate(call, other); });
  const auto index = static_cast<std::uint32_t>(same - plan_.aggregates.begin());
  const DataType type = call.result_type;
  if (same == plan_.aggregates.end()) plan_.aggregates.push_back(std::move(call));
  const auto key_count = static_cast<std::uint32_t>(plan_.group_keys.size());
  return std::optional(bound_column(key_count + index, type, node.place.span));
}

std::optional<Bound> GroupScope::find_key(const Bound& row_expression) const {
  for (std::uint32_t i = 0; i < plan_.group_keys.size(); ++i) {
    if (!computes_same(plan_.group_keys[i], row_expression.expression)) continue;
    return bound_column(i, row_expression.type(), row_expression.span());
  }
  return std::nullopt;
}

/// Whether the whole node is a grouping key such as UPPER(symbol). What cannot be bound on rows is
/// none; its parts are bound next and give the error, if there is one.
std::optional<Bound> GroupScope::find_key_expression(const AstExpression& node) const {
  const bool has_expression_keys = std::any_of(
      plan_.group_keys.begin(), plan_.group_keys.end(),
      [](const Expression& key) { return key.op != ExprOp::kColumn && key.op != ExprOp::kSystem; });
  if (!has_expression_keys) return std::nullopt;
  RowScope rows(names_, catalog_, RowClause::kSelect);
  const Result<Bound> bound = rows.bind(node);
  if (!bound) return std::nullopt;
  return find_key(bound.value());
}

Error GroupScope::not_grouped(const AstExpression& node) const {
  const std::string name = names_.canonical_name(node);
  if (plan_.distinct_rows) {
    return binding_error(
        node.place.span,
        "column '" + name +
            "' is not selected; with SELECT DISTINCT only what is selected can be used here");
  }
  return binding_error(node.place.span,
                       "column '" + name +
                           "' is neither grouped nor aggregated; add it to GROUP BY"
                           " or take one value of the group, such as MAX(" +
                           name + ")");
}

}  // namespace millrace
