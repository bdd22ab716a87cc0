// core/sql/binder/window_binder.hpp — binds WINDOW kind(…) against the kinds that the catalog
// knows.
#pragma once

#include "core/base/result.hpp"
#include "core/sql/ast.hpp"
#include "core/sql/binder/input_names.hpp"
#include "core/sql/catalog.hpp"
#include "core/sql/plan.hpp"

namespace millrace {

/// Fills the plan's window and event time. The plan's group keys must be complete (a session key
/// must be one of them).
Status bind_window(const AstWindow& window, const InputNames& names, const Catalog& catalog,
                   QueryPlan& plan);

}  // namespace millrace
