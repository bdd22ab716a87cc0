// core/sql/binder/bound.cpp — puts bound expressions together.
#include "core/sql/binder/bound.hpp"

#include <algorithm>
#include <utility>

#include "core/sql/sql_error.hpp"

namespace millrace {

Bound bound_literal(Value value, SourceSpan span) {
  Bound bound;
  bound.expression.op = ExprOp::kLiteral;
  bound.expression.type = value.type();
  bound.expression.literal = std::move(value);
  bound.expression.span = span;
  return bound;
}

Bound bound_column(std::uint32_t column, DataType type, SourceSpan span) {
  Bound bound;
  bound.expression.op = ExprOp::kColumn;
  bound.expression.type = type;
  bound.expression.column = column;
  bound.expression.span = span;
  return bound;
}

Bound bound_system(SystemColumn column, DataType type, SourceSpan span) {
  Bound bound;
  bound.expression.op = ExprOp::kSystem;
  bound.expression.type = type;
  bound.expression.system = column;
  bound.expression.span = span;
  return bound;
}

Result<Bound> make_bound(ExprOp op, DataType type, SourceSpan span, std::vector<Bound> args) {
  Bound bound;
  bound.expression.op = op;
  bound.expression.type = type;
  bound.expression.span = span;
  bound.expression.args.reserve(args.size());
  for (Bound& arg : args) {
    bound.depth = std::max(bound.depth, arg.depth + 1);
    bound.expression.args.push_back(std::move(arg.expression));
  }
  if (bound.depth <= kExpressionDepthMax) return bound;
  return unsupported_error(span, "expression is too long: more than " +
                                     std::to_string(kExpressionDepthMax) +
                                     " operations each wait for the one before");
}

Result<Bound> make_connective(ExprOp op, std::vector<Bound> operands) {
  // Neighbours are joined, round by round, until one is left.
  while (operands.size() > 1) {
    std::vector<Bound> joined;
    joined.reserve(operands.size() / 2 + 1);
    for (std::size_t i = 0; i + 1 < operands.size(); i += 2) {
      const SourceSpan span{operands[i].span().begin, operands[i + 1].span().end};
      std::vector<Bound> pair;
      pair.push_back(std::move(operands[i]));
      pair.push_back(std::move(operands[i + 1]));
      MILLRACE_TRY(Bound both, make_bound(op, DataType::boolean(), span, std::move(pair)));
      joined.push_back(std::move(both));
    }
    if (operands.size() % 2 == 1) joined.push_back(std::move(operands.back()));
    operands = std::move(joined);
  }
  return std::move(operands.front());
}

}  // namespace millrace
