// core/sql/binder/aggregate_binder.hpp — binds one aggregate call, of a group or of an OVER frame.
#pragma once

#include "core/base/result.hpp"
#include "core/sql/ast.hpp"
#include "core/sql/binder/row_scope.hpp"
#include "core/sql/catalog.hpp"
#include "core/sql/plan.hpp"

namespace millrace {

/// Errors: wrong arguments, DISTINCT where there is none. `rows` binds the argument. REQUIRES: a
/// call of an aggregate.
Result<AggregateCall> bind_aggregate(const AstExpression& node, RowScope& rows,
                                     const Catalog& catalog);
/// Whether two calls give the same value, so that one is enough.
bool is_same_aggregate(const AggregateCall& a, const AggregateCall& b);

}  // namespace millrace
