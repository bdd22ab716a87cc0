// sim/cli/implied_schema.hpp — the columns a statement speaks of, for `explain` without a schema or
// a recording.
#pragma once

#include "core/data/schema.hpp"
#include "core/sql/ast.hpp"

namespace millrace::cli {

/// One column for every name in the statement, in order of appearance, system columns left out.
/// Types are guessed from use: TIMESTAMP where a window or OVER orders by it, STRING where it meets
/// text, else BIGINT. Which strategy fits depends on names only, so a wrong guess can make binding
/// fail but never the answer wrong.
Schema implied_schema(const SelectQuery& query);

}  // namespace millrace::cli
