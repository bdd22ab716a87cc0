// tests/sql/plan_text.hpp — bound expressions and plans as text, so that tests compare whole values.
#pragma once

#include <string>

#include "core/sql/plan.hpp"

namespace millrace {

/// `add(#2, 5) DOUBLE`: columns as #index, literals as their text with quotes around strings, system columns by name.
std::string expression_text(const Expression& expression);
/// One line a part that is there: shape, where, keys, window, aggregates, over, outputs, having, order, limit, emit.
std::string plan_text(const QueryPlan& plan);

}  // namespace millrace
