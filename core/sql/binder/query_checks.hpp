// core/sql/binder/query_checks.hpp — which clauses go together (semantics §5); internal to the
// binder.
#pragma once

#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/sql/ast.hpp"
#include "core/sql/plan.hpp"

namespace millrace {

/// Errors for clauses that have no meaning together. The plan's shape, emit mode and is_distinct
/// are set.
Status check_clauses(const SelectQuery& query, const QueryPlan& plan);

/// GROUP BY 1 groups by the constant 1, which nobody means: an error that names the item.
Status check_is_not_position(const AstExpression& node, std::string_view clause,
                             const std::vector<SelectItem>& items);

}  // namespace millrace
