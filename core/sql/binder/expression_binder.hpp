// core/sql/binder/expression_binder.hpp — binds operators and functions; what names mean is a
// scope's business.
#pragma once

#include <optional>

#include "core/base/result.hpp"
#include "core/sql/ast.hpp"
#include "core/sql/binder/bound.hpp"
#include "core/sql/catalog.hpp"

namespace millrace {

/// What a stage of the query can see: the columns of the topic; or grouping keys and aggregates; or
/// columns and OVER calls.
class ExpressionScope {
 public:
  virtual ~ExpressionScope() = default;
  /// The node, where it is more to this scope than an operation on its operands: a column, an
  /// aggregate, an expression that is a grouping key. Nothing: its operands are bound instead.
  /// Columns, aggregates and OVER calls are never left to that.
  virtual Result<std::optional<Bound>> resolve(const AstExpression& node) = 0;
};

/// Recursion is bounded by the depth of the tree.
Result<Bound> bind_expression(const AstExpression& node, ExpressionScope& scope,
                              const Catalog& catalog);

}  // namespace millrace
