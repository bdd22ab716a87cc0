// core/sql/binder/scalar_functions.cpp — one line a function.
#include "core/sql/binder/scalar_functions.hpp"

#include <algorithm>
#include <array>

#include "core/base/nearest_word.hpp"
#include "core/sql/binder/type_rules.hpp"
#include "core/sql/sql_error.hpp"

namespace millrace {
namespace {

Error misfit(const ScalarFunction& function, const Bound& arg, std::string_view wanted) {
  return binding_error(arg.span(), std::string(function.usage) + " needs " + std::string(wanted) +
                                       ", got " + to_text(arg.type()));
}

Status require_number(const ScalarFunction& function, Bound& arg) {
  if (arg.is_null_literal()) {
    MILLRACE_TRY(arg, cast_to(std::move(arg), DataType::bigint()));
  }
  if (arg.type().is_numeric()) return {};
  return misfit(function, arg, "a number");
}

/// NULL takes the type; anything else must have it.
Status require_type(const ScalarFunction& function, Bound& arg, DataType type) {
  if (arg.is_null_literal()) {
    MILLRACE_TRY(arg, cast_to(std::move(arg), type));
  }
  if (arg.type() == type) return {};
  return misfit(function, arg, to_text(type));
}

/// A TIMESTAMP, a string literal that is one, or BIGINT milliseconds since the epoch.
Status require_timestamp(Bound& arg, std::string_view usage) {
  if (arg.is_string_literal()) {
    const std::string text = arg.expression.literal.as_string();
    const std::optional<Value> value = read_literal(text, DataType::timestamp());
    if (!value) return binding_error(arg.span(), "cannot read '" + text + "' as TIMESTAMP");
    arg = bound_literal(*value, arg.span());
  }
  const TypeKind kind = arg.type().kind;
  if (kind != TypeKind::kTimestamp && kind != TypeKind::kBigint) {
    return binding_error(
        arg.span(),
        std::string(usage) + " needs TIMESTAMP or BIGINT milliseconds, got " + to_text(arg.type()));
  }
  MILLRACE_TRY(arg, cast_to(std::move(arg), DataType::timestamp()));
  return {};
}

Result<DataType> check_abs(const ScalarFunction& function, std::vector<Bound>& args) {
  MILLRACE_CHECK(require_number(function, args[0]));
  return args[0].type();
}

/// DECIMAL loses its digits after the point and may gain one before it.
DataType rounded_type(DataType type, int scale) {
  if (type.kind != TypeKind::kDecimal) return type;
  const int whole = std::min(kDecimalPrecisionMax - scale, type.precision - type.scale + 1);
  return DataType::decimal(whole + scale, scale);
}

Result<DataType> check_whole(const ScalarFunction& function, std::vector<Bound>& args) {
  MILLRACE_CHECK(require_number(function, args[0]));
  return rounded_type(args[0].type(), 0);
}

Result<DataType> check_round(const ScalarFunction& function, std::vector<Bound>& args) {
  MILLRACE_CHECK(require_number(function, args[0]));
  const DataType type = args[0].type();
  if (args.size() == 1) return rounded_type(type, 0);
  const Bound& digits = args[1];
  const bool is_count =
      digits.is_literal() && !digits.is_null_literal() && digits.type().kind == TypeKind::kBigint;
  if (!is_count) {
    return binding_error(digits.span(), "ROUND(number, digits) needs a whole number as digits");
  }
  const std::int64_t wanted = digits.expression.literal.as_int64();
  return rounded_type(type, static_cast<int>(std::clamp<std::int64_t>(wanted, 0, type.scale)));
}

Result<DataType> check_doubles(const ScalarFunction& function, std::vector<Bound>& args) {
  for (Bound& arg : args) {
    MILLRACE_CHECK(require_number(function, arg));
    MILLRACE_TRY(arg, cast_to(std::move(arg), DataType::real()));
  }
  return DataType::real();
}

Result<DataType> check_same(const ScalarFunction&, std::vector<Bound>& args) {
  return make_uniform(args);
}

Result<DataType> check_nullif(const ScalarFunction&, std::vector<Bound>& args) {
  MILLRACE_CHECK(make_comparable(args));
  return args[0].type();
}

Result<DataType> check_strings(const ScalarFunction& function, std::vector<Bound>& args) {
  for (Bound& arg : args) {
    MILLRACE_CHECK(require_type(function, arg, DataType::string()));
  }
  return DataType::string();
}

Result<DataType> check_length(const ScalarFunction& function, std::vector<Bound>& args) {
  MILLRACE_CHECK(require_type(function, args[0], DataType::string()));
  return DataType::bigint();
}

Result<DataType> check_substring(const ScalarFunction& function, std::vector<Bound>& args) {
  MILLRACE_CHECK(require_type(function, args[0], DataType::string()));
  for (std::size_t i = 1; i < args.size(); ++i) {
    MILLRACE_CHECK(require_type(function, args[i], DataType::bigint()));
  }
  return DataType::string();
}

Result<DataType> check_concat(const ScalarFunction&, std::vector<Bound>& args) {
  for (Bound& arg : args) {
    MILLRACE_TRY(arg, cast_to(std::move(arg), DataType::string()));
  }
  return DataType::string();
}

Result<DataType> check_date_format(const ScalarFunction& function, std::vector<Bound>& args) {
  MILLRACE_CHECK(require_timestamp(args[0], function.usage));
  MILLRACE_CHECK(require_type(function, args[1], DataType::string()));
  return DataType::string();
}

constexpr std::array<ScalarFunction, 21> kFunctions = {{
    {"ABS", "", "ABS(number)", 1, 1, ExprOp::kAbs, check_abs},
    {"CEIL", "CEILING", "CEIL(number)", 1, 1, ExprOp::kCeil, check_whole},
    {"FLOOR", "", "FLOOR(number)", 1, 1, ExprOp::kFloor, check_whole},
    {"ROUND", "", "ROUND(number [, digits])", 1, 2, ExprOp::kRound, check_round},
    {"POWER", "POW", "POWER(base, exponent)", 2, 2, ExprOp::kPower, check_doubles},
    {"SQRT", "", "SQRT(number)", 1, 1, ExprOp::kSqrt, check_doubles},
    {"LEAST", "", "LEAST(value, …)", 1, kAnyCount, ExprOp::kLeast, check_same},
    {"GREATEST", "", "GREATEST(value, …)", 1, kAnyCount, ExprOp::kGreatest, check_same},
    {"UPPER", "UCASE", "UPPER(text)", 1, 1, ExprOp::kUpper, check_strings},
    {"LOWER", "LCASE", "LOWER(text)", 1, 1, ExprOp::kLower, check_strings},
    {"LENGTH", "LEN", "LENGTH(text)", 1, 1, ExprOp::kLength, check_length},
    {"SUBSTRING", "SUBSTR", "SUBSTRING(text, start [, length])", 2, 3, ExprOp::kSubstring,
     check_substring},
    {"TRIM", "", "TRIM(text)", 1, 1, ExprOp::kTrim, check_strings},
    {"LTRIM", "", "LTRIM(text)", 1, 1, ExprOp::kLtrim, check_strings},
    {"RTRIM", "", "RTRIM(text)", 1, 1, ExprOp::kRtrim, check_strings},
    {"REPLACE", "", "REPLACE(text, from, to)", 3, 3, ExprOp::kReplace, check_strings},
    {"CONCAT", "", "CONCAT(value, …)", 1, kAnyCount, ExprOp::kConcatSkipNull, check_concat},
    {"COALESCE", "", "COALESCE(value, …)", 1, kAnyCount, ExprOp::kCoalesce, check_same},
    {"IFNULL", "", "IFNULL(value, replacement)", 2, 2, ExprOp::kCoalesce, check_same},
    {"NULLIF", "", "NULLIF(value, other)", 2, 2, ExprOp::kNullif, check_nullif},
    {"DATE_FORMAT", "", "DATE_FORMAT(timestamp, pattern)", 2, 2, ExprOp::kDateFormat,
     check_date_format},
}};

// Fields of EXTRACT, as exec computes them.
constexpr std::array<std::string_view, 17> kFields = {
    "YEAR",   "QUARTER",   "MONTH",       "WEEK",         "ISOYEAR",   "DAY",
    "DOW",    "DAYOFWEEK", "ISODOW",      "DOY",          "DAYOFYEAR", "HOUR",
    "MINUTE", "SECOND",    "MILLISECOND", "MILLISECONDS", "EPOCH"};

}  // namespace

std::span<const ScalarFunction> scalar_functions() {
  return kFunctions;
}

const ScalarFunction* find_scalar_function(std::string_view name) {
  for (const ScalarFunction& function : kFunctions) {
    if (function.name == name || (!function.alias.empty() && function.alias == name))
      return &function;
  }
  return nullptr;
}

Result<Bound> bind_scalar_function(const ScalarFunction& function, std::vector<Bound> args,
                                   SourceSpan span) {
  const bool is_too_many =
      function.arguments_max != kAnyCount && args.size() > function.arguments_max;
  if (args.size() < function.arguments_min || is_too_many) {
    return binding_error(span, "expected " + std::string(function.usage) + ", got " +
                                   std::to_string(args.size()) +
                                   (args.size() == 1 ? " argument" : " arguments"));
  }
  MILLRACE_TRY(const DataType type, function.check(function, args));
  return make_bound(function.op, type, span, std::move(args));
}

Result<Bound> bind_extract(std::string_view field, SourceSpan field_span, Bound timestamp,
                           SourceSpan span) {
  if (std::find(kFields.begin(), kFields.end(), field) == kFields.end()) {
    std::string message = "unknown field '" + std::string(field) + "' in EXTRACT";
    message += did_you_mean(field, kFields) + "; fields are";
    for (const std::string_view known : kFields) message += " " + std::string(known);
    return binding_error(field_span, std::move(message));
  }
  MILLRACE_CHECK(require_timestamp(timestamp, "EXTRACT"));
  std::vector<Bound> args;
  args.push_back(std::move(timestamp));
  MILLRACE_TRY(Bound bound,
               make_bound(ExprOp::kExtract, DataType::bigint(), span, std::move(args)));
  bound.expression.literal = Value::string(std::string(field));
  return bound;
}

}  // namespace millrace
