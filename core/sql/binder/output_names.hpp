// core/sql/binder/output_names.hpp — what result columns are called, and which input columns a plan
// reads.
#pragma once

#include <cstdint>
#include <vector>

#include "core/sql/ast.hpp"
#include "core/sql/binder/input_names.hpp"
#include "core/sql/plan.hpp"

namespace millrace {

/// Names the outputs bound from `items`: the alias, else the column's name, else the canonical text
/// of the expression; a name that is taken gets a suffix _2, _3, …. Puts _WINDOW_START and
/// _WINDOW_END in front of the outputs of a windowed query where they are not selected.
void name_outputs(const std::vector<SelectItem>& items, const InputNames& names, QueryPlan& plan);

/// Columns of the topic that any expression of the plan reads, ascending.
std::vector<std::uint32_t> columns_read(const QueryPlan& plan);

}  // namespace millrace
