// sim/scenario/scalar_value.cpp — one function a kind of value.
#include "sim/scenario/scalar_value.hpp"

#include <limits>

#include "core/base/assert.hpp"
#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"
#include "core/route/partitioner.hpp"
#include "core/route/strategies.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/scenario/value_range.hpp"

namespace millrace {

namespace {

constexpr std::int64_t kNsPerMs = 1'000'000;

using Problem = std::optional<ValueProblem>;

Problem read_integer(const ValueType& type, std::string_view text, const Slot& slot) {
  if (const auto* seed = std::get_if<std::uint64_t*>(&slot)) {
    const ValueReading<std::uint64_t> number = parse_unsigned(text);
    if (!number.value.has_value()) return number.problem;
    **seed = *number.value;
    return std::nullopt;
  }
  const ValueReading<std::int64_t> number = parse_integer(text);
  if (!number.value.has_value()) return number.problem;
  const std::int64_t value = *number.value;
  if (Problem problem = problem_of_range(type, static_cast<double>(value), text)) return problem;
  if (const auto* narrow = std::get_if<std::int32_t*>(&slot)) {
    **narrow = static_cast<std::int32_t>(value);
  } else if (const auto* count = std::get_if<std::uint32_t*>(&slot)) {
    **count = static_cast<std::uint32_t>(value);
  } else if (const auto* byte = std::get_if<ByteSlot>(&slot)) {
    *byte->value = static_cast<std::uint8_t>(value);
  } else {
    *std::get<std::int64_t*>(slot) = value;
  }
  return std::nullopt;
}

Problem read_double(const ValueType& type, const ValueReading<double>& number,
                    std::string_view text, const Slot& slot) {
  if (!number.value.has_value()) return number.problem;
  if (Problem problem = problem_of_range(type, *number.value, text)) return problem;
  if (const auto* list = std::get_if<std::vector<double>*>(&slot)) {
    (*list)->push_back(*number.value);
  } else {
    *std::get<double*>(slot) = *number.value;
  }
  return std::nullopt;
}

Problem read_duration(const ValueType& type, std::string_view text, const Slot& slot) {
  const ValueReading<VirtualDuration> duration = parse_duration(text);
  if (!duration.value.has_value()) return duration.problem;
  const std::int64_t ns = duration.value->ns;
  if (Problem problem = problem_of_range(type, static_cast<double>(ns), text)) return problem;
  if (const auto* event = std::get_if<EventDuration*>(&slot)) {
    if (ns % kNsPerMs != 0) {
      return bad_value("event time is counted in whole milliseconds, got " + in_quotes(text));
    }
    (*event)->ms = ns / kNsPerMs;
  } else if (const auto* optional = std::get_if<std::optional<VirtualDuration>*>(&slot)) {
    **optional = *duration.value;
  } else {
    *std::get<VirtualDuration*>(slot) = *duration.value;
  }
  return std::nullopt;
}

Problem read_word(const ValueType& type, std::string_view text, const Slot& slot) {
  std::string typed = to_lower(text);
  for (char& c : typed) {
    if (c == '-' || c == ' ') c = '_';
  }
  std::vector<std::string_view> candidates;
  std::string valid;
  for (const WordInfo& word : type.words) {
    if (word.text == typed) {
      if (const auto* flag = std::get_if<bool*>(&slot)) {
        **flag = word.value != 0;
      } else {
        *std::get<ByteSlot>(slot).value = word.value;
      }
      return std::nullopt;
    }
    candidates.push_back(word.text);
    if (!word.summary.empty()) valid += (valid.empty() ? "" : ", ") + std::string(word.text);
  }
  return ValueProblem{"unknown-word", "expected one of " + valid + ", got " + in_quotes(text),
                      std::string(nearest_word(text, candidates))};
}

Problem put_text(std::string text, const Slot& slot) {
  if (const auto* list = std::get_if<std::vector<std::string>*>(&slot)) {
    (*list)->push_back(std::move(text));
  } else {
    *std::get<std::string*>(slot) = std::move(text);
  }
  return std::nullopt;
}

Problem put_name(const ValueReading<std::string>& name, const Slot& slot) {
  if (!name.value.has_value()) return name.problem;
  return put_text(*name.value, slot);
}

ValueReading<std::string> read_partitioner(std::string_view text) {
  if (equals_ignoring_case(text, "explicit")) return std::string("explicit");
  if (const PartitionerInfo* info = find_partitioner(text)) return std::string(info->name);
  std::vector<std::string_view> candidates = {"explicit"};
  std::string valid = "explicit";
  for (const PartitionerInfo* info : all_partitioners()) {
    candidates.push_back(info->name);
    candidates.insert(candidates.end(), info->aliases.begin(), info->aliases.end());
    valid += ", " + std::string(info->name);
  }
  return ValueProblem{"unknown-partitioner",
                      "expected a partitioner (" + valid + "), got " + in_quotes(text),
                      std::string(nearest_word(text, candidates))};
}

ValueReading<std::string> read_choice_name(const ValueType& type, std::string_view text,
                                           const ScenarioVocabulary& vocabulary) {
  const std::vector<ChoiceInfo>& choices = vocabulary.*type.choices;
  if (const ChoiceInfo* info = find_choice(choices, text)) return std::string(info->name);
  return unknown_choice(choices, text);
}

Problem read_timestamp(std::string_view text, const Slot& slot) {
  const std::optional<std::int64_t> ms = parse_timestamp(text);
  if (!ms.has_value()) {
    return bad_value("expected a time such as 2024-01-31T09:30:00Z, got " + in_quotes(text));
  }
  *std::get<std::int64_t*>(slot) = *ms;
  return std::nullopt;
}

Problem read_bound(std::string_view text, const Slot& slot) {
  const bool is_bound = parse_number(text).value.has_value() || parse_timestamp(text).has_value();
  if (!is_bound) return bad_value("expected a number or a timestamp, got " + in_quotes(text));
  return put_text(std::string(text), slot);
}

Problem read_data_type(std::string_view text, const Slot& slot) {
  const std::optional<DataType> type = parse_data_type(text);
  if (!type.has_value()) {
    static constexpr std::string_view kTypes[] = {"string",  "bigint",    "integer",
                                                  "double",  "float",     "decimal",
                                                  "boolean", "timestamp", "varchar"};
    return ValueProblem{
        "unknown-type",
        "expected string, bigint, double, decimal(12,4), boolean or timestamp, got " +
            in_quotes(text),
        std::string(nearest_word(text, kTypes))};
  }
  *std::get<DataType*>(slot) = *type;
  return std::nullopt;
}

Problem read_flag(std::string_view text, const Slot& slot) {
  const ValueReading<bool> flag = parse_flag(text);
  if (!flag.value.has_value()) return flag.problem;
  *std::get<bool*>(slot) = *flag.value;
  return std::nullopt;
}

Problem read_bytes(const ValueType& type, std::string_view text, const Slot& slot) {
  const ValueReading<std::int64_t> bytes = parse_bytes(text);
  if (!bytes.value.has_value()) return bytes.problem;
  if (Problem problem = problem_of_range(type, static_cast<double>(*bytes.value), text)) {
    return problem;
  }
  *std::get<std::int64_t*>(slot) = *bytes.value;
  return std::nullopt;
}

}  // namespace

Problem read_scalar(const ValueType& type, std::string_view text, const Slot& slot,
                    const ScenarioVocabulary& vocabulary) {
  switch (type.kind) {
    case ValueKind::kText:
    case ValueKind::kQuery:
    case ValueKind::kField:
      return put_text(std::string(text), slot);
    case ValueKind::kInteger:
      return read_integer(type, text, slot);
    case ValueKind::kNumber:
      return read_double(type, parse_number(text), text, slot);
    case ValueKind::kShare:
      return read_double(type, parse_share(text), text, slot);
    case ValueKind::kRate:
      return read_double(type, parse_rate(text), text, slot);
    case ValueKind::kFlag:
      return read_flag(text, slot);
    case ValueKind::kDuration:
      return read_duration(type, text, slot);
    case ValueKind::kBytes:
      return read_bytes(type, text, slot);
    case ValueKind::kTimestamp:
      return read_timestamp(text, slot);
    case ValueKind::kBound:
      return read_bound(text, slot);
    case ValueKind::kDataType:
      return read_data_type(text, slot);
    case ValueKind::kWord:
      return read_word(type, text, slot);
    case ValueKind::kAutoStrategy:
      if (equals_ignoring_case(text, "auto")) return put_text("auto", slot);
      return put_name(read_run_strategy(text), slot);
    case ValueKind::kRunStrategy:
      return put_name(read_run_strategy(text), slot);
    case ValueKind::kStrategy:
      return put_name(read_strategy(text), slot);
    case ValueKind::kPartitioner:
      return put_name(read_partitioner(text), slot);
    case ValueKind::kChoiceName:
      return put_name(read_choice_name(type, text, vocabulary), slot);
    default:
      break;
  }
  MILLRACE_ASSERT(false);
  return std::nullopt;
}

ValueReading<std::string> read_run_strategy(std::string_view text) {
  if (equals_ignoring_case(text, kAdaptiveStrategy)) return std::string(kAdaptiveStrategy);
  ValueReading<std::string> reading = read_strategy(text);
  if (!reading.value.has_value() && reading.problem.suggestion.empty()) {
    reading.problem.suggestion = nearest_word(text, std::span(&kAdaptiveStrategy, 1));
  }
  return reading;
}

ValueReading<std::string> read_strategy(std::string_view text) {
  if (const StrategyInfo* info = find_strategy(text)) return std::string(info->name);
  std::vector<std::string_view> candidates;
  std::string valid;
  for (const StrategyInfo* info : all_strategies()) {
    candidates.push_back(info->name);
    candidates.insert(candidates.end(), info->aliases.begin(), info->aliases.end());
    valid += (valid.empty() ? "" : ", ") + std::string(info->name);
  }
  return ValueProblem{"unknown-strategy",
                      "expected a strategy (" + valid + "), got " + in_quotes(text),
                      std::string(nearest_word(text, candidates))};
}

bool is_json_number_or_flag(ValueKind kind) {
  return kind == ValueKind::kInteger || kind == ValueKind::kNumber || kind == ValueKind::kShare ||
         kind == ValueKind::kFlag || kind == ValueKind::kBound;
}

bool is_text_kind(ValueKind kind) {
  return kind == ValueKind::kText || kind == ValueKind::kQuery || kind == ValueKind::kField;
}

}  // namespace millrace
