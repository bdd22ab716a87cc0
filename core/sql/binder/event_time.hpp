// core/sql/binder/event_time.hpp — settles which column is event time, from the topic's declaration
// and what clauses name.
#pragma once

#include <string_view>

#include "core/base/result.hpp"
#include "core/sql/ast.hpp"
#include "core/sql/binder/input_names.hpp"
#include "core/sql/plan.hpp"

namespace millrace {

/// Notes in the plan that `clause` (its name and place for messages) works in event time, which
/// `named` is the column of; null: the clause names none. Errors: no event time at all, a column
/// that is not the declared one, a type that is no time.
Status settle_event_time(const InputNames& names, const AstExpression* named,
                         std::string_view clause, SourceSpan clause_span, QueryPlan& plan);

}  // namespace millrace
