// sim/scenario/value_range.cpp — bounds in the unit of their kind.
#include "sim/scenario/value_range.hpp"

#include <cmath>

#include "core/base/nearest_word.hpp"
#include "sim/scenario/quantity.hpp"

namespace millrace {

namespace {

std::string bound_text(const ValueType& type, double bound) {
  switch (type.kind) {
    case ValueKind::kDuration:
      return duration_text(VirtualDuration{static_cast<std::int64_t>(bound)});
    case ValueKind::kRate:
      return rate_text(bound);
    case ValueKind::kBytes:
      return bytes_text(static_cast<std::int64_t>(bound));
    default:
      return number_text(bound);
  }
}

bool is_bound(double bound) {
  return bound > -std::numeric_limits<double>::infinity() &&
         bound < std::numeric_limits<double>::infinity();
}

}  // namespace

std::string range_text(const ValueType& type) {
  std::string text;
  if (is_bound(type.minimum) && is_bound(type.maximum) && !type.is_minimum_excluded) {
    text = type.minimum == type.maximum
               ? bound_text(type, type.minimum)
               : "from " + bound_text(type, type.minimum) + " to " + bound_text(type, type.maximum);
  } else if (is_bound(type.minimum)) {
    text = (type.is_minimum_excluded ? "more than " : "at least ") + bound_text(type, type.minimum);
    if (is_bound(type.maximum)) text += " and at most " + bound_text(type, type.maximum);
  } else if (is_bound(type.maximum)) {
    text = "at most " + bound_text(type, type.maximum);
  }
  if (!text.empty() && !type.unit.empty()) text += " " + std::string(type.unit);
  return text;
}

std::optional<ValueProblem> problem_of_range(const ValueType& type, double value,
                                             std::string_view text) {
  const bool is_low = type.is_minimum_excluded ? value <= type.minimum : value < type.minimum;
  if (!is_low && value <= type.maximum) return std::nullopt;
  return ValueProblem{"out-of-range", "expected " + range_text(type) + ", got " + in_quotes(text)};
}

ValueType type_of(const ParameterInfo& parameter) {
  ValueType type;
  type.minimum = parameter.minimum;
  type.maximum = parameter.maximum;
  type.is_minimum_excluded = parameter.is_minimum_excluded;
  type.unit = parameter.unit;
  switch (parameter.kind) {
    case ParameterKind::kNumber:
      type.kind = ValueKind::kNumber;
      break;
    case ParameterKind::kInteger:
    case ParameterKind::kWorker:
    case ParameterKind::kCore:
    case ParameterKind::kSourcePartition:
      type.kind = ValueKind::kInteger;
      break;
    case ParameterKind::kShare:
      type.kind = ValueKind::kShare;
      break;
    case ParameterKind::kDuration:
      type.kind = ValueKind::kDuration;
      break;
    case ParameterKind::kRate:
      type.kind = ValueKind::kRate;
      break;
    case ParameterKind::kBytes:
      type.kind = ValueKind::kBytes;
      break;
    case ParameterKind::kFlag:
      type.kind = ValueKind::kFlag;
      break;
    case ParameterKind::kField:
      type.kind = ValueKind::kField;
      break;
    case ParameterKind::kStrategy:
      type.kind = ValueKind::kStrategy;
      break;
    case ParameterKind::kWord:
    case ParameterKind::kText:
    case ParameterKind::kProducer:
      type.kind = ValueKind::kText;
      break;
  }
  return type;
}

ValueProblem unknown_choice(const std::vector<ChoiceInfo>& choices, std::string_view text) {
  std::vector<std::string_view> candidates;
  std::string valid;
  for (const ChoiceInfo& choice : choices) {
    candidates.push_back(choice.name);
    candidates.insert(candidates.end(), choice.aliases.begin(), choice.aliases.end());
    valid += (valid.empty() ? "" : ", ") + std::string(choice.name);
  }
  return {"unknown-choice", "expected one of " + valid + ", got " + in_quotes(text),
          std::string(nearest_word(text, candidates))};
}

}  // namespace millrace
