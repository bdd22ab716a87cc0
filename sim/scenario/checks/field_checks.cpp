// sim/scenario/checks/field_checks.cpp — a field's values, weights and bounds against its type.
#include "core/base/text.hpp"
#include "core/data/decimal.hpp"
#include "sim/scenario/checks/scenario_checks.hpp"
#include "sim/scenario/quantity.hpp"

namespace millrace {

namespace {

const FieldSpec kDefaults = {};

/// A value of a type that has an order, so that min and max can be compared; doubles are enough for that.
std::optional<double> ordered_value(DataType type, std::string_view text) {
  switch (type.kind) {
    case TypeKind::kBigint: {
      const std::optional<std::int64_t> value = parse_int64(text);
      return value.has_value() ? std::optional(static_cast<double>(*value)) : std::nullopt;
    }
    case TypeKind::kDouble:
      return parse_number(text).value;
    case TypeKind::kDecimal: {
      const std::optional<Decimal> value = parse_decimal(text);
      if (!value.has_value()) return std::nullopt;
      const std::optional<Decimal> scaled = rescale(*value, type.scale);
      if (!scaled.has_value() || compare(*scaled, *value) != 0) return std::nullopt;
      return to_double(*value);
    }
    case TypeKind::kTimestamp: {
      if (const auto ms = parse_timestamp(text)) return static_cast<double>(*ms);
      const std::optional<std::int64_t> ms = parse_int64(text);
      return ms.has_value() ? std::optional(static_cast<double>(*ms)) : std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

bool is_value_of(DataType type, std::string_view text) {
  if (type.kind == TypeKind::kString) return true;
  if (type.kind == TypeKind::kBoolean) return parse_flag(text).value.has_value();
  return ordered_value(type, text).has_value();
}

bool has_order(DataType type) {
  return type.is_numeric() || type.kind == TypeKind::kTimestamp;
}

std::string what_is(DataType type) {
  switch (type.kind) {
    case TypeKind::kBigint:
      return "a whole number";
    case TypeKind::kDecimal:
      return "a number with at most " + std::to_string(type.scale) + " digits behind the point";
    case TypeKind::kTimestamp:
      return "a timestamp or epoch milliseconds";
    case TypeKind::kBoolean:
      return "true or false";
    default:
      return "a number";
  }
}

void check_bounds(const CheckContext& context, const FieldSpec& field, const std::string& path) {
  struct Bound {
    std::string_view key;
    const std::string& text;
    const std::string& unchanged;
  };
  for (const Bound& bound :
       {Bound{"min", field.min, kDefaults.min}, Bound{"max", field.max, kDefaults.max},
        Bound{"step", field.step, kDefaults.step}}) {
    if (bound.text == bound.unchanged) continue;
    const std::string bound_path = path + "." + std::string(bound.key);
    if (!has_order(field.type)) {
      context.problems.error_at(
          bound_path,
          {"unused-key", std::string(bound.key) +
                             " is for numbers and timestamps, the field is a " +
                             to_text(field.type)},
          PlacePart::kKey);
    } else if (!is_value_of(field.type, bound.text)) {
      context.problems.error_at(
          bound_path, {"bad-value", "expected " + what_is(field.type) + " for " +
                                        to_text(field.type) + ", got " + in_quotes(bound.text)});
    }
  }
  if (!has_order(field.type)) return;
  const std::optional<double> low = ordered_value(field.type, field.min);
  const std::optional<double> high = ordered_value(field.type, field.max);
  if (low.has_value() && high.has_value() && *low > *high) {
    context.problems.error_at(path + ".max",
                              {"empty-range", "max " + field.max + " is below min " + field.min});
  }
  if (field.step.empty()) return;
  const std::optional<double> step = ordered_value(field.type, field.step);
  if (step.has_value() && !(*step > 0)) {
    context.problems.error_at(path + ".step", {"out-of-range", "step must be more than 0"});
  }
}

void check_values(const CheckContext& context, const FieldSpec& field, const std::string& path) {
  for (std::size_t i = 0; i < field.values.size(); ++i) {
    if (is_value_of(field.type, field.values[i])) continue;
    context.problems.error_at(
        item_path(path + ".values", i),
        {"bad-value", "expected " + what_is(field.type) + " for " + to_text(field.type) + ", got " +
                          in_quotes(field.values[i])});
  }
  if (field.weights.empty()) return;
  if (field.values.empty()) {
    context.problems.error_at(path + ".weights",
                              {"missing-key", "weights are those of values, which are missing"},
                              PlacePart::kKey);
    return;
  }
  if (field.weights.size() != field.values.size()) {
    context.problems.error_at(path + ".weights",
                              {"weights-count", "expected as many weights as values, got " +
                                                    std::to_string(field.weights.size()) + " for " +
                                                    std::to_string(field.values.size())});
  }
  double sum = 0;
  for (const double weight : field.weights) sum += weight;
  if (!(sum > 0)) {
    context.problems.error_at(path + ".weights",
                              {"out-of-range", "one weight at least must be more than 0"});
  }
}

void check_pattern(const CheckContext& context, const FieldSpec& field, const std::string& path) {
  if (field.pattern.empty()) return;
  const std::string pattern_path = path + ".pattern";
  if (field.type.kind != TypeKind::kString) {
    context.problems.error_at(
        pattern_path,
        {"unused-key", "pattern is for strings, the field is a " + to_text(field.type)},
        PlacePart::kKey);
  } else if (!field.values.empty()) {
    context.problems.error_at(
        pattern_path, {"unused-key", "pattern and values: only one says what the texts are"},
        PlacePart::kKey);
  } else if (field.pattern.find("{n}") == std::string::npos && field.cardinality > 1) {
    context.problems.warn_at(
        pattern_path, {"same-values", "without {n} all " + std::to_string(field.cardinality) +
                                          " values are the same text"});
  }
}

}  // namespace

void check_field(const CheckContext& context, const FieldSpec& field, const std::string& path) {
  check_bounds(context, field, path);
  check_values(context, field, path);
  check_pattern(context, field, path);
}

}  // namespace millrace
