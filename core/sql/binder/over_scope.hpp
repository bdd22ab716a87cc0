// core/sql/binder/over_scope.hpp — names in a query with OVER: columns of the topic, and running
// values.
#pragma once

#include <optional>
#include <vector>

#include "core/sql/binder/expression_binder.hpp"
#include "core/sql/binder/input_names.hpp"
#include "core/sql/binder/row_scope.hpp"
#include "core/sql/plan.hpp"

namespace millrace {

/// Binds SELECT items and ORDER BY over [schema columns…, over…], and adds each OVER call it meets
/// to the plan. All calls of a query share PARTITION BY and ORDER BY: one state per group, one
/// order of rows.
class OverScope final : public ExpressionScope {
 public:
  /// `aliases`: items whose aliases may be used; null where none. All borrowed.
  OverScope(const InputNames& names, const Catalog& catalog, QueryPlan& plan,
            const std::vector<SelectItem>* aliases)
      : names_(names), catalog_(catalog), plan_(plan), aliases_(aliases) {}

  Result<std::optional<Bound>> resolve(const AstExpression& node) override;
  Result<Bound> bind(const AstExpression& node) { return bind_expression(node, *this, catalog_); }

 private:
  Result<std::optional<Bound>> resolve_column(const AstExpression& node);
  Result<Bound> bind_call(const AstExpression& node);
  Status bind_partition(const OverClause& over);
  Result<bool> bind_order(const OverClause& over);
  Status bind_function(const AstExpression& node, OverCall& call);
  Status bind_function_arguments(const AstExpression& node, OverCall& call);

  const InputNames& names_;
  const Catalog& catalog_;
  QueryPlan& plan_;
  const std::vector<SelectItem>* aliases_;
};

}  // namespace millrace
