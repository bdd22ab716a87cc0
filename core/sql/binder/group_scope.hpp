// core/sql/binder/group_scope.hpp — names on finished groups: grouping keys, aggregates and window
// bounds.
#pragma once

#include <optional>
#include <vector>

#include "core/sql/binder/expression_binder.hpp"
#include "core/sql/binder/input_names.hpp"
#include "core/sql/binder/row_scope.hpp"
#include "core/sql/plan.hpp"

namespace millrace {

/// Binds SELECT items, HAVING and ORDER BY of a grouped query over [group_keys…, aggregates…], and
/// adds each aggregate it meets to the plan, once. The plan's group keys must be complete.
class GroupScope final : public ExpressionScope {
 public:
  /// `aliases`: items whose aliases may be used; null where none. All borrowed.
  GroupScope(const InputNames& names, const Catalog& catalog, QueryPlan& plan,
             const std::vector<SelectItem>* aliases)
      : names_(names), catalog_(catalog), plan_(plan), aliases_(aliases) {}

  Result<std::optional<Bound>> resolve(const AstExpression& node) override;
  Result<Bound> bind(const AstExpression& node) { return bind_expression(node, *this, catalog_); }

 private:
  Result<std::optional<Bound>> resolve_column(const AstExpression& node);
  Result<std::optional<Bound>> resolve_aggregate(const AstExpression& node);
  std::optional<Bound> find_key(const Bound& row_expression) const;
  std::optional<Bound> find_key_expression(const AstExpression& node) const;
  Error not_grouped(const AstExpression& node) const;

  const InputNames& names_;
  const Catalog& catalog_;
  QueryPlan& plan_;
  const std::vector<SelectItem>* aliases_;
};

}  // namespace millrace
