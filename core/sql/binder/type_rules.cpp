// core/sql/binder/type_rules.cpp — literals, casts, and operands brought to types that go together.
#include "core/sql/binder/type_rules.hpp"

#include <algorithm>

#include "core/base/text.hpp"
#include "core/data/decimal.hpp"
#include "core/sql/sql_error.hpp"

namespace millrace {
namespace {

/// DECIMAL with as many digits as the literal shows: 0.05 is DECIMAL(2,2), 1.50 DECIMAL(3,2).
Value decimal_literal(Decimal decimal) {
  int digits = 0;
  for (std::int64_t rest = decimal.unscaled; rest != 0; rest /= 10) ++digits;
  const int precision = std::max({digits, decimal.scale, 1});
  return Value::decimal(decimal.unscaled, DataType::decimal(precision, decimal.scale));
}

std::optional<Value> read_number(std::string_view text) {
  if (const auto integer = parse_int64(text)) return Value::bigint(*integer);
  if (const auto decimal = parse_decimal(text)) return decimal_literal(*decimal);
  if (const auto real = parse_double(text)) return Value::real(*real);
  return std::nullopt;
}

Decimal decimal_of(const Value& value) {
  return {value.as_int64(), value.type().scale};
}

/// The literal as another numeric type; nothing where it does not fit (the cast then fails row by
/// row, if there are any).
std::optional<Value> convert_number(const Value& value, DataType type) {
  if (value.type().kind == TypeKind::kDouble) return std::nullopt;
  if (type.kind == TypeKind::kDouble) {
    const bool is_bigint = value.type().kind == TypeKind::kBigint;
    return Value::real(is_bigint ? static_cast<double>(value.as_int64())
                                 : to_double(decimal_of(value)));
  }
  if (type.kind != TypeKind::kDecimal || type.scale < value.type().scale) return std::nullopt;
  const std::optional<Decimal> rescaled = rescale(decimal_of(value), type.scale);
  if (!rescaled) return std::nullopt;
  const Int128 bound = power_of_ten(type.precision);
  if (rescaled->unscaled >= bound || rescaled->unscaled <= -bound) return std::nullopt;
  return Value::decimal(rescaled->unscaled, type);
}

enum class Family : std::uint8_t { kBoolean, kNumber, kString, kTimestamp };

Family family_of(DataType type) {
  if (type.is_numeric()) return Family::kNumber;
  if (type.kind == TypeKind::kBoolean) return Family::kBoolean;
  return type.kind == TypeKind::kString ? Family::kString : Family::kTimestamp;
}

/// An operand that says what the others must be: neither NULL nor a string literal.
bool is_anchor(const Bound& operand) {
  return !operand.is_null_literal() && !operand.is_string_literal();
}

/// The first anchor; else STRING where there is a string literal, else BIGINT.
DataType leading_type(const std::vector<Bound>& operands) {
  DataType type = DataType::bigint();
  for (const Bound& operand : operands) {
    if (is_anchor(operand)) return operand.type();
    if (operand.is_string_literal()) type = DataType::string();
  }
  return type;
}

Error mismatch(const Bound& first, const Bound& other, std::string_view verb) {
  return binding_error(other.span(), "cannot " + std::string(verb) + " " + to_text(first.type()) +
                                         " and " + to_text(other.type()) + "; use CAST");
}

/// Reads a string literal as a value of `type`; other operands are left alone.
Status adapt_string_literal(Bound& operand, DataType type) {
  if (!operand.is_string_literal() || type.kind == TypeKind::kString) return {};
  const std::string& text = operand.expression.literal.as_string();
  std::optional<Value> value = read_literal(text, type);
  if (!value) {
    std::string message = "cannot read '" + text + "' as " + to_text(type);
    if (type.is_numeric() && parse_timestamp(text)) message += "; write TIMESTAMP '" + text + "'";
    return binding_error(operand.span(), std::move(message));
  }
  operand = bound_literal(std::move(*value), operand.span());
  return {};
}

void type_null(Bound& operand, DataType type) {
  if (operand.is_null_literal()) operand = bound_literal(Value::null(type), operand.span());
}

/// The operand whose type must be shared by all: the first TIMESTAMP among numbers, else the first
/// anchor.
const Bound* anchor_of(const std::vector<Bound>& operands) {
  const Bound* anchor = nullptr;
  for (const Bound& operand : operands) {
    if (!is_anchor(operand)) continue;
    if (operand.type().kind == TypeKind::kTimestamp) return &operand;
    if (anchor == nullptr) anchor = &operand;
  }
  return anchor;
}

bool has_double(const std::vector<Bound>& operands) {
  return std::any_of(operands.begin(), operands.end(), [](const Bound& operand) {
    return operand.type().kind == TypeKind::kDouble && !operand.is_null_literal();
  });
}

Status cast_all(std::vector<Bound>& operands, DataType type) {
  for (Bound& operand : operands) {
    MILLRACE_TRY(operand, cast_to(std::move(operand), type));
  }
  return {};
}

/// The DECIMAL that holds all values of both types, capped at 18 digits.
DataType wider_decimal(DataType a, DataType b) {
  const auto whole_digits = [](DataType type) {
    return type.kind == TypeKind::kBigint ? kDecimalPrecisionMax : type.precision - type.scale;
  };
  const int scale = std::max(a.scale, b.scale);
  const int whole = std::max(whole_digits(a), whole_digits(b));
  return DataType::decimal(std::min(kDecimalPrecisionMax, whole + scale), scale);
}

/// The number type that holds all values of both.
DataType wider_number(DataType a, DataType b) {
  if (a == b) return a;
  if (a.kind == TypeKind::kDouble || b.kind == TypeKind::kDouble) return DataType::real();
  return wider_decimal(a, b);
}

}  // namespace

std::optional<Value> read_literal(std::string_view text, DataType type) {
  switch (type.kind) {
    case TypeKind::kString:
      return Value::string(std::string(text));
    case TypeKind::kBoolean:
      if (equals_ignoring_case(text, "true")) return Value::boolean(true);
      if (equals_ignoring_case(text, "false")) return Value::boolean(false);
      return std::nullopt;
    case TypeKind::kTimestamp: {
      const std::optional<std::int64_t> ms = parse_timestamp(text);
      if (!ms) return std::nullopt;
      return Value::timestamp(*ms);
    }
    default:
      return read_number(text);
  }
}

Value number_literal(std::string_view digits) {
  std::optional<Value> value = read_number(digits);
  MILLRACE_ASSERT(value.has_value());
  return *std::move(value);
}

bool can_cast(DataType from, DataType to) {
  if (from.kind == to.kind) return true;
  if (from.kind == TypeKind::kString || to.kind == TypeKind::kString) return true;
  const auto other = from.kind == TypeKind::kTimestamp ? to : from;
  const bool has_timestamp = from.kind == TypeKind::kTimestamp || to.kind == TypeKind::kTimestamp;
  return !has_timestamp || other.kind == TypeKind::kBigint;
}

Result<Bound> cast_to(Bound value, DataType type) {
  if (value.type() == type) return value;
  const SourceSpan span = value.span();
  if (value.is_null_literal()) return bound_literal(Value::null(type), span);
  if (value.is_literal() && value.type().is_numeric()) {
    if (auto number = convert_number(value.expression.literal, type)) {
      return bound_literal(std::move(*number), span);
    }
  }
  std::vector<Bound> args;
  args.push_back(std::move(value));
  return make_bound(ExprOp::kCast, type, span, std::move(args));
}

Status make_comparable(std::vector<Bound>& operands) {
  const Bound* anchor = anchor_of(operands);
  const DataType leading = anchor != nullptr ? anchor->type() : leading_type(operands);
  for (Bound& operand : operands) {
    MILLRACE_CHECK(adapt_string_literal(operand, leading));
    if (operand.is_null_literal()) continue;
    const Family family = family_of(operand.type());
    const bool is_epoch =
        family_of(leading) == Family::kTimestamp && operand.type().kind == TypeKind::kBigint;
    if (family == family_of(leading) || is_epoch) continue;
    const Bound& first = operands.front();
    const Bound& second = &operand == &first ? operands.back() : operand;
    return mismatch(first, second, "compare");
  }
  if (has_double(operands)) return cast_all(operands, DataType::real());
  for (Bound& operand : operands) type_null(operand, leading);
  return {};
}

Result<DataType> make_uniform(std::vector<Bound>& values) {
  DataType type = leading_type(values);
  for (Bound& value : values) {
    MILLRACE_CHECK(adapt_string_literal(value, type));
    if (value.is_null_literal()) continue;
    if (family_of(value.type()) != family_of(type)) return mismatch(values.front(), value, "mix");
    if (type.is_numeric()) type = wider_number(type, value.type());
  }
  MILLRACE_CHECK(cast_all(values, type));
  return type;
}

Status adapt_literal(Bound& literal, DataType type, std::string_view what) {
  if (literal.is_literal()) {
    MILLRACE_CHECK(adapt_string_literal(literal, type));
    const bool is_number = literal.type().is_numeric() && type.is_numeric();
    if (literal.is_null_literal() || is_number || literal.type().kind == type.kind) {
      MILLRACE_TRY(literal, cast_to(std::move(literal), type));
    }
    if (literal.is_literal() && literal.type() == type) return {};
  }
  return binding_error(literal.span(),
                       std::string(what) + " must be a literal of type " + to_text(type));
}

Status require_boolean(Bound& condition, std::string_view what) {
  type_null(condition, DataType::boolean());
  if (condition.type().kind == TypeKind::kBoolean) return {};
  return binding_error(condition.span(), std::string(what) + " needs a condition (BOOLEAN), got " +
                                             to_text(condition.type()));
}

}  // namespace millrace
