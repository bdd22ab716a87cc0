// core/exec/kernels/compile.cpp — expression to node, and folding of what needs no row.
#include "core/exec/kernels/compile.hpp"

#include <utility>

#include "core/base/assert.hpp"

namespace millrace {
namespace {

NodeArgs compiled_args(const Expression& expression) {
  NodeArgs args;
  args.reserve(expression.args.size());
  for (const Expression& arg : expression.args) args.push_back(compile(arg));
  return args;
}

NodePtr make_node(const Expression& expression, NodeArgs args) {
  const DataType type = expression.type;
  switch (expression.op) {
    case ExprOp::kAdd:
    case ExprOp::kSubtract:
    case ExprOp::kMultiply:
    case ExprOp::kDivide:
    case ExprOp::kModulo:
      return make_arithmetic(expression.op, type, std::move(args));
    case ExprOp::kNegate:
      return make_negate(type, std::move(args[0]));
    case ExprOp::kEqual:
    case ExprOp::kNotEqual:
    case ExprOp::kLess:
    case ExprOp::kLessEqual:
    case ExprOp::kGreater:
    case ExprOp::kGreaterEqual:
      return make_comparison(expression.op, std::move(args));
    case ExprOp::kAnd:
    case ExprOp::kOr:
      return make_connective(expression.op, std::move(args));
    case ExprOp::kNot:
      return make_not(std::move(args[0]));
    case ExprOp::kIsNull:
    case ExprOp::kIsNotNull:
      return make_null_test(expression.op, std::move(args[0]));
    case ExprOp::kIn:
      return make_in(std::move(args));
    case ExprOp::kLike:
      return make_like(std::move(args));
    case ExprOp::kCase:
      return make_case(type, std::move(args));
    case ExprOp::kCast:
      return make_cast(type, std::move(args[0]));
    case ExprOp::kCoalesce:
      return make_coalesce(type, std::move(args));
    case ExprOp::kNullif:
      return make_nullif(type, std::move(args));
    case ExprOp::kLeast:
    case ExprOp::kGreatest:
      return make_extreme(expression.op, type, std::move(args));
    case ExprOp::kAbs:
    case ExprOp::kCeil:
    case ExprOp::kFloor:
    case ExprOp::kRound:
      return make_rounding(expression.op, type, std::move(args));
    case ExprOp::kPower:
      return make_power(std::move(args));
    case ExprOp::kSqrt:
      return make_square_root(std::move(args));
    case ExprOp::kLength:
      return make_length(std::move(args[0]));
    case ExprOp::kExtract:
      return make_extract(type, expression.literal.as_string(), std::move(args[0]));
    case ExprOp::kDateFormat:
      return make_date_format(std::move(args));
    default:
      return make_text_function(expression.op, std::move(args));
  }
}

/// A node whose operands are literals is one itself, unless it fails or divides by zero: that is
/// each row's own affair.
NodePtr folded(NodePtr node) {
  const std::uint32_t only_row = 0;
  const EvaluationInput no_input{1, {}};
  EvaluationRemarks remarks;
  Reports reports;
  reports.begin(1, remarks);
  const Operand value = node->evaluate({no_input, reports}, {1, {&only_row, 1}});
  const bool is_clean = reports.is_empty();
  reports.finish();
  if (!is_clean) return node;
  return make_literal(column_of(value, 1).value_at(0));
}

bool is_foldable(const Expression& expression) {
  if (expression.op == ExprOp::kColumn || expression.op == ExprOp::kSystem) return false;
  for (const Expression& arg : expression.args) {
    if (!is_foldable(arg)) return false;
  }
  return true;
}

}  // namespace

NodePtr compile(const Expression& expression) {
  switch (expression.op) {
    case ExprOp::kColumn:
      return make_column(expression.type, expression.column);
    case ExprOp::kSystem:
      return make_system_column(expression.type, expression.system);
    case ExprOp::kLiteral:
      return make_literal(expression.literal);
    default:
      break;
  }
  NodePtr node = make_node(expression, compiled_args(expression));
  return is_foldable(expression) ? folded(std::move(node)) : std::move(node);
}

NodePtr converted(NodePtr node, DataType type) {
  const DataType from = node->type();
  if (from.kind == type.kind && from.scale == type.scale) return node;
  const bool is_literal = node->literal() != nullptr;
  NodePtr cast = make_cast(type, std::move(node));
  return is_literal ? folded(std::move(cast)) : std::move(cast);
}

}  // namespace millrace
