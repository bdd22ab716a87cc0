// core/sql/binder/row_scope.cpp — names on the rows of the topic.
#include "core/sql/binder/row_scope.hpp"

#include "core/base/text.hpp"
#include "core/sql/binder/function_lookup.hpp"
#include "core/sql/sql_error.hpp"

namespace millrace {
namespace {

std::string_view place_of(RowClause clause) {
  switch (clause) {
    case RowClause::kWhere:
      return "WHERE, which works on single rows";
    case RowClause::kGroupBy:
      return "GROUP BY, which makes the groups that aggregates are of";
    case RowClause::kPartitionBy:
      return "PARTITION BY, which makes the groups";
    case RowClause::kAggregate:
      return "an aggregate";
    case RowClause::kOverCall:
      return "a call with OVER";
    case RowClause::kSelect:
    case RowClause::kOrderBy:
      return "a query that is not grouped";
  }
  return "";
}

}  // namespace

Result<std::optional<Bound>> RowScope::resolve(const AstExpression& node) {
  if (node.kind == AstKind::kColumn) return resolve_column(node);
  if (!node.over.empty()) {
    return binding_error(node.place.span, "OVER cannot stand in " + std::string(place_of(clause_)));
  }
  if (is_aggregate_call(catalog_, node)) {
    std::string message = "aggregate '" + node.text + "' cannot stand in ";
    message += place_of(clause_);
    if (clause_ == RowClause::kWhere) message += "; use HAVING";
    return binding_error(node.place.span, std::move(message));
  }
  return std::optional<Bound>();
}

Result<std::optional<Bound>> RowScope::resolve_column(const AstExpression& node) {
  MILLRACE_TRY(std::optional<Bound> column, names_.find(node));
  if (column) return column;
  const SelectItem* item = items_ == nullptr ? nullptr : find_alias(*items_, node);
  if (item == nullptr) return names_.unknown(node);
  // What the alias stands for is bound without aliases: they do not refer to each other.
  RowScope inner(names_, catalog_, clause_);
  MILLRACE_TRY(Bound bound, inner.bind(item->expression));
  return std::optional(std::move(bound));
}

const SelectItem* find_alias(const std::vector<SelectItem>& items, const AstExpression& node) {
  if (!node.qualifier.empty()) return nullptr;
  for (const SelectItem& item : items) {
    if (item.alias && item.alias->text == node.text) return &item;
  }
  for (const SelectItem& item : items) {
    if (item.alias && equals_ignoring_case(item.alias->text, node.text)) return &item;
  }
  return nullptr;
}

}  // namespace millrace
