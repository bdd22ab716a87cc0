// tests/exec/reference_evaluator.cpp — the rules of semantics §2 written down once more, without thought for speed.
#include "tests/exec/reference_evaluator.hpp"

#include <cmath>
#include <optional>

#include "core/base/int128.hpp"
#include "core/base/text.hpp"

namespace millrace::test {
namespace {

Int128 ten_to(int exponent) {
  Int128 power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

Int128 rounded_quotient(Int128 a, Int128 b) {
  const bool is_negative = (a < 0) != (b < 0);
  if (a < 0) a = -a;
  if (b < 0) b = -b;
  const Int128 doubled = a / b * 2 + (a % b * 2 >= b ? 2 : 0);
  return is_negative ? -(doubled / 2) : doubled / 2;
}

/// -1, 0, 1; NaN is equal to itself and greater than the rest.
int order(const Value& a, const Value& b) {
  if (a.type().kind == TypeKind::kDouble) {
    const double x = a.as_double();
    const double y = b.as_double();
    if (std::isnan(x) || std::isnan(y)) return int{std::isnan(x)} - int{std::isnan(y)};
    return x < y ? -1 : (x > y ? 1 : 0);
  }
  if (a.type().kind == TypeKind::kString) {
    const int compared = a.as_string().compare(b.as_string());
    return compared < 0 ? -1 : (compared > 0 ? 1 : 0);
  }
  if (a.type().kind == TypeKind::kBoolean) return int{a.as_boolean()} - int{b.as_boolean()};
  const Int128 x = a.as_int64() * ten_to(b.type().scale);
  const Int128 y = b.as_int64() * ten_to(a.type().scale);
  return x < y ? -1 : (x > y ? 1 : 0);
}

bool holds(ExprOp op, int compared) {
  switch (op) {
    case ExprOp::kEqual:
      return compared == 0;
    case ExprOp::kNotEqual:
      return compared != 0;
    case ExprOp::kLess:
      return compared < 0;
    case ExprOp::kLessEqual:
      return compared <= 0;
    case ExprOp::kGreater:
      return compared > 0;
    default:
      return compared >= 0;
  }
}

bool is_comparison(ExprOp op) {
  return op >= ExprOp::kEqual && op <= ExprOp::kGreaterEqual;
}

Value int64_value(DataType type, std::int64_t value) {
  if (type.kind == TypeKind::kBigint) return Value::bigint(value);
  if (type.kind == TypeKind::kTimestamp) return Value::timestamp(value);
  return Value::decimal(value, type);
}

}  // namespace

Value ReferenceEvaluator::fail(DataType type) {
  has_failed_ = true;
  return Value::null(type);
}

bool ReferenceEvaluator::is_true(const Expression& expression) {
  if (expression.op == ExprOp::kAnd) {
    return is_true(expression.args[0]) && is_true(expression.args[1]);
  }
  const Value value = evaluate(expression);
  return !value.is_null() && value.as_boolean();
}

Value ReferenceEvaluator::evaluate(const Expression& expression) {
  switch (expression.op) {
    case ExprOp::kColumn:
      return columns_[expression.column].value_at(row_);
    case ExprOp::kLiteral:
      return expression.literal;
    case ExprOp::kAnd:
    case ExprOp::kOr:
    case ExprOp::kIsNull:
    case ExprOp::kIsNotNull:
    case ExprOp::kIn:
      return logic(expression);
    case ExprOp::kCase:
    case ExprOp::kCoalesce:
    case ExprOp::kNullif:
    case ExprOp::kLeast:
    case ExprOp::kGreatest:
      return choice(expression);
    default:
      return strict(expression);
  }
}

Value ReferenceEvaluator::logic(const Expression& expression) {
  const std::vector<Expression>& args = expression.args;
  const Value a = evaluate(args[0]);
  const Value unknown = Value::null(DataType::boolean());
  if (expression.op == ExprOp::kIsNull) return Value::boolean(a.is_null());
  if (expression.op == ExprOp::kIsNotNull) return Value::boolean(!a.is_null());
  if (expression.op == ExprOp::kIn) {
    bool has_null =
        a.is_null();  // like a = b OR a = c …: what decides keeps the rest from being asked
    for (std::size_t i = 1; i < args.size(); ++i) {
      const Value item = evaluate(args[i]);
      has_null |= item.is_null();
      if (!a.is_null() && !item.is_null() && order(a, item) == 0) return Value::boolean(true);
    }
    return has_null ? unknown : Value::boolean(false);
  }
  const bool decides = expression.op == ExprOp::kOr;
  if (!a.is_null() && a.as_boolean() == decides) return a;
  const Value b = evaluate(args[1]);
  if (!b.is_null() && b.as_boolean() == decides) return b;
  return a.is_null() || b.is_null() ? unknown : Value::boolean(!decides);
}

Value ReferenceEvaluator::choice(const Expression& expression) {
  const std::vector<Expression>& args = expression.args;
  if (expression.op == ExprOp::kCase) {
    for (std::size_t i = 0; i + 1 < args.size(); i += 2) {
      if (is_true(args[i])) return evaluate(args[i + 1]);
    }
    return evaluate(args.back());
  }
  if (expression.op == ExprOp::kNullif) {
    const Value a = evaluate(args[0]);
    const Value b = evaluate(args[1]);
    const bool is_equal = !a.is_null() && !b.is_null() && order(a, b) == 0;
    return is_equal ? Value::null(expression.type) : a;
  }
  Value best = Value::null(expression.type);
  for (const Expression& arg : args) {
    const Value value = evaluate(arg);
    if (value.is_null()) continue;
    if (expression.op == ExprOp::kCoalesce) return value;
    const int compared = best.is_null() ? 0 : order(value, best);
    const bool is_better = expression.op == ExprOp::kLeast ? compared < 0 : compared > 0;
    if (best.is_null() || is_better) best = value;
  }
  return best;
}

Value ReferenceEvaluator::strict(const Expression& expression) {
  std::vector<Value> args;
  bool is_null = false;
  for (const Expression& arg : expression.args) {
    args.push_back(evaluate(arg));
    is_null |= args.back().is_null();
  }
  const DataType type = expression.type;
  if (is_null) return Value::null(type);
  if (is_comparison(expression.op)) {
    return Value::boolean(holds(expression.op, order(args[0], args[1])));
  }
  switch (expression.op) {
    case ExprOp::kNot:
      return Value::boolean(!args[0].as_boolean());
    case ExprOp::kCast:
      return cast(type, args[0]);
    case ExprOp::kLength:
      return Value::bigint(static_cast<std::int64_t>(args[0].as_string().size()));  // ASCII
    case ExprOp::kLower:
      return Value::string(to_lower(args[0].as_string()));
    case ExprOp::kConcat:
      return Value::string(args[0].as_string() + args[1].as_string());
    case ExprOp::kNegate:
      if (type.kind == TypeKind::kDouble) return Value::real(-args[0].as_double());
      if (args[0].as_int64() == INT64_MIN) return fail(type);
      return int64_value(type, -args[0].as_int64());
    default:
      return arithmetic(expression, args[0], args[1]);
  }
}

Value ReferenceEvaluator::arithmetic(const Expression& expression, const Value& a, const Value& b) {
  const DataType type = expression.type;
  const bool divides = expression.op == ExprOp::kDivide || expression.op == ExprOp::kModulo;
  const bool is_double = b.type().kind == TypeKind::kDouble;
  if (divides && (is_double ? b.as_double() == 0.0 : b.as_int64() == 0)) {
    has_divided_by_zero_ = true;
    return Value::null(type);
  }
  if (type.kind == TypeKind::kDouble) {
    const double x = is_double ? a.as_double() : static_cast<double>(a.as_int64());
    const double y = is_double ? b.as_double() : static_cast<double>(b.as_int64());
    if (expression.op == ExprOp::kAdd) return Value::real(x + y);
    if (expression.op == ExprOp::kSubtract) return Value::real(x - y);
    if (expression.op == ExprOp::kMultiply) return Value::real(x * y);
    if (expression.op == ExprOp::kDivide) return Value::real(x / y);
    return Value::real(std::fmod(x, y));
  }
  const int scale = std::max(a.type().scale, b.type().scale);
  const Int128 x = a.as_int64() * ten_to(scale - a.type().scale);
  const Int128 y = b.as_int64() * ten_to(scale - b.type().scale);
  Int128 result = 0;
  if (expression.op == ExprOp::kAdd) result = x + y;
  if (expression.op == ExprOp::kSubtract) result = x - y;
  if (expression.op == ExprOp::kMultiply) result = Int128{a.as_int64()} * b.as_int64();
  if (expression.op == ExprOp::kModulo) result = x % y;
  // The generator keeps scales small, so that nothing here leaves 128 bits.
  if (expression.op == ExprOp::kDivide) {
    result = rounded_quotient(a.as_int64() * ten_to(type.scale + b.type().scale - a.type().scale),
                              b.as_int64());
  }
  const bool is_decimal = type.kind == TypeKind::kDecimal;
  const Int128 bound = is_decimal ? ten_to(18) : Int128{INT64_MAX} + 1;
  const Int128 low = is_decimal ? -bound + 1 : -bound;
  if (result >= bound || result < low) return fail(type);
  return int64_value(type, static_cast<std::int64_t>(result));
}

Value ReferenceEvaluator::cast(DataType type, const Value& value) {
  if (value.type().kind == TypeKind::kString && type.kind == TypeKind::kBigint) {
    const auto number = parse_int64(value.as_string());
    return number ? Value::bigint(*number) : fail(type);
  }
  if (type.kind == TypeKind::kString) return Value::string(to_text(value));
  if (type.kind == TypeKind::kDouble) {
    // Through text: shortest digits read back are the nearest double.
    return Value::real(*parse_double(to_text(value)));
  }
  const int digits = type.scale - value.type().scale;
  const Int128 scaled = digits >= 0 ? value.as_int64() * ten_to(digits)
                                    : rounded_quotient(value.as_int64(), ten_to(-digits));
  if (type.kind == TypeKind::kDecimal &&
      (scaled >= ten_to(type.precision) || scaled <= -ten_to(type.precision))) {
    return fail(type);
  }
  if (scaled > INT64_MAX || scaled < INT64_MIN) return fail(type);
  return int64_value(type, static_cast<std::int64_t>(scaled));
}

}  // namespace millrace::test
