// core/sql/binder/arithmetic_rules.cpp — types of sums, products and quotients (semantics §2).
#include <algorithm>

#include "core/sql/binder/type_rules.hpp"
#include "core/sql/operators.hpp"
#include "core/sql/sql_error.hpp"

namespace millrace {
namespace {

ExprOp op_of(AstOperator op) {
  switch (op) {
    case AstOperator::kAdd:
      return ExprOp::kAdd;
    case AstOperator::kSubtract:
      return ExprOp::kSubtract;
    case AstOperator::kMultiply:
      return ExprOp::kMultiply;
    case AstOperator::kDivide:
      return ExprOp::kDivide;
    default:
      return ExprOp::kModulo;
  }
}

SourceSpan span_of(const Bound& left, const Bound& right) {
  return {left.span().begin, right.span().end};
}

Result<Bound> make_pair_node(AstOperator op, DataType type, Bound left, Bound right) {
  const SourceSpan span = span_of(left, right);
  std::vector<Bound> args;
  args.push_back(std::move(left));
  args.push_back(std::move(right));
  return make_bound(op_of(op), type, span, std::move(args));
}

Error undefined(AstOperator op, const Bound& left, const Bound& right) {
  std::string message = to_text(left.type()) + " " + std::string(text_of(op)) + " " +
                        to_text(right.type()) + " is not defined";
  const bool has_string =
      left.type().kind == TypeKind::kString || right.type().kind == TypeKind::kString;
  if (has_string) message += op == AstOperator::kAdd ? "; strings are joined by ||" : "; use CAST";
  return binding_error(span_of(left, right), std::move(message));
}

/// TIMESTAMP ± BIGINT milliseconds, BIGINT + TIMESTAMP, TIMESTAMP − TIMESTAMP.
Result<Bound> bind_time_arithmetic(AstOperator op, Bound left, Bound right) {
  const bool is_left_time = left.type().kind == TypeKind::kTimestamp;
  const bool is_right_time = right.type().kind == TypeKind::kTimestamp;
  if (is_left_time && is_right_time) {
    if (op != AstOperator::kSubtract) return undefined(op, left, right);
    return make_pair_node(op, DataType::bigint(), std::move(left), std::move(right));
  }
  const Bound& other = is_left_time ? right : left;
  const bool is_sum = op == AstOperator::kAdd || (op == AstOperator::kSubtract && is_left_time);
  if (!is_sum || other.type().kind != TypeKind::kBigint) return undefined(op, left, right);
  if (is_left_time) {
    return make_pair_node(op, DataType::timestamp(), std::move(left), std::move(right));
  }
  const SourceSpan span = span_of(left, right);
  MILLRACE_TRY(Bound sum,
               make_pair_node(op, DataType::timestamp(), std::move(right), std::move(left)));
  sum.expression.span = span;
  return sum;
}

int whole_digits(DataType type) {
  return type.kind == TypeKind::kBigint ? kDecimalPrecisionMax : type.precision - type.scale;
}

/// Scales: the larger one for + − %, the sum for ×, the larger one plus 4 for ÷. Precision is
/// capped at 18 digits: a row whose result has more is an error of that row.
Result<DataType> decimal_result(AstOperator op, const Bound& left, const Bound& right) {
  const DataType a = left.type();
  const DataType b = right.type();
  const int scale_max = std::max(a.scale, b.scale);
  const int whole_max = std::max(whole_digits(a), whole_digits(b));
  const auto capped = [](int whole, int scale) {
    return DataType::decimal(std::min(kDecimalPrecisionMax, whole + scale), scale);
  };
  switch (op) {
    case AstOperator::kMultiply: {
      const int scale = a.scale + b.scale;
      if (scale <= kDecimalPrecisionMax) return capped(whole_digits(a) + whole_digits(b), scale);
      return binding_error(
          span_of(left, right),
          "the product would have " + std::to_string(scale) +
              " digits after the point, more than the 18 of DECIMAL; CAST an operand");
    }
    case AstOperator::kDivide:
      return DataType::decimal(kDecimalPrecisionMax, std::min(kDecimalPrecisionMax, scale_max + 4));
    case AstOperator::kModulo:
      return capped(whole_max, scale_max);
    default:
      return capped(whole_max + 1, scale_max);
  }
}

/// NULL counts as the type of the other side; beside a TIMESTAMP, as milliseconds.
void type_null(Bound& operand, const Bound& other) {
  if (!operand.is_null_literal()) return;
  const bool keeps_type = other.type().is_numeric() && !other.is_null_literal();
  operand =
      bound_literal(Value::null(keeps_type ? other.type() : DataType::bigint()), operand.span());
}

}  // namespace

Result<Bound> bind_arithmetic(AstOperator op, Bound left, Bound right) {
  type_null(left, right);
  type_null(right, left);
  if (left.type().kind == TypeKind::kTimestamp || right.type().kind == TypeKind::kTimestamp) {
    return bind_time_arithmetic(op, std::move(left), std::move(right));
  }
  if (!left.type().is_numeric() || !right.type().is_numeric()) return undefined(op, left, right);
  if (left.type().kind == TypeKind::kDouble || right.type().kind == TypeKind::kDouble) {
    MILLRACE_TRY(left, cast_to(std::move(left), DataType::real()));
    MILLRACE_TRY(right, cast_to(std::move(right), DataType::real()));
    return make_pair_node(op, DataType::real(), std::move(left), std::move(right));
  }
  if (left.type().kind == TypeKind::kBigint && right.type().kind == TypeKind::kBigint) {
    const DataType type = op == AstOperator::kDivide ? DataType::real() : DataType::bigint();
    return make_pair_node(op, type, std::move(left), std::move(right));
  }
  MILLRACE_TRY(const DataType type, decimal_result(op, left, right));
  return make_pair_node(op, type, std::move(left), std::move(right));
}

Result<Bound> bind_negate(Bound operand, SourceSpan span) {
  if (operand.is_null_literal()) return bound_literal(Value::null(DataType::bigint()), span);
  if (!operand.type().is_numeric()) {
    return binding_error(operand.span(), "'-' needs a number, got " + to_text(operand.type()));
  }
  const DataType type = operand.type();
  std::vector<Bound> args;
  args.push_back(std::move(operand));
  return make_bound(ExprOp::kNegate, type, span, std::move(args));
}

}  // namespace millrace
