// core/sql/binder/function_lookup.hpp — which kind of function a name is, among the catalog's and
// the scalar ones.
#pragma once

#include <string_view>

#include "core/base/result.hpp"
#include "core/sql/ast.hpp"
#include "core/sql/catalog.hpp"

namespace millrace {

// Null where there is none of that name; any case.
const AggregateSignature* find_aggregate(const Catalog& catalog, std::string_view name);
const OverSignature* find_over_function(const Catalog& catalog, std::string_view name);
const WindowSignature* find_window(const Catalog& catalog, std::string_view name);

/// "unknown function 'SUMM' (did you mean 'SUM'?)".
Error unknown_function(const Catalog& catalog, const AstExpression& call);

/// Whether a call without OVER is an aggregate.
bool is_aggregate_call(const Catalog& catalog, const AstExpression& node);
// Whether the expression holds one anywhere; arguments of OVER calls are not looked into.
bool has_aggregate(const Catalog& catalog, const AstExpression& node);
bool has_over(const AstExpression& node);

}  // namespace millrace
