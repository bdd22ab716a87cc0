// core/sql/binder/bound.hpp — expressions while they are being bound: with their depth, and the one
// way to put them together.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/result.hpp"
#include "core/sql/expression.hpp"

namespace millrace {

struct Bound {
  Expression expression;
  std::uint32_t depth = 1;

  DataType type() const { return expression.type; }
  SourceSpan span() const { return expression.span; }
  bool is_literal() const { return expression.op == ExprOp::kLiteral; }
  /// The word NULL, which takes the type of its surroundings.
  bool is_null_literal() const { return is_literal() && expression.literal.is_null(); }
  bool is_string_literal() const {
    return is_literal() && !is_null_literal() && type().kind == TypeKind::kString;
  }
};

Bound bound_literal(Value value, SourceSpan span);
Bound bound_column(std::uint32_t column, DataType type, SourceSpan span);
Bound bound_system(SystemColumn column, DataType type, SourceSpan span);
/// An error where the result is deeper than kExpressionDepthMax.
Result<Bound> make_bound(ExprOp op, DataType type, SourceSpan span, std::vector<Bound> args);
/// operands[0] op operands[1] op … as a balanced tree, so that long conditions stay shallow;
/// evaluated from left to right. REQUIRES: op is kAnd or kOr; at least one operand.
Result<Bound> make_connective(ExprOp op, std::vector<Bound> operands);

}  // namespace millrace
