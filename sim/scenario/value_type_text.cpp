// sim/scenario/value_type_text.cpp — kinds and bounds as words.
#include "sim/scenario/value_type_text.hpp"

#include "sim/scenario/value_range.hpp"

namespace millrace {

namespace {

std::string_view noun_of(ValueKind kind, bool is_list) {
  switch (kind) {
    case ValueKind::kQuery:
      return "SQL";
    case ValueKind::kInteger:
      return is_list ? "integers" : "integer";
    case ValueKind::kNumber:
      return is_list ? "numbers" : "number";
    case ValueKind::kShare:
      return "share from 0 to 1, or percent";
    case ValueKind::kFlag:
      return "true or false";
    case ValueKind::kDuration:
      return "duration";
    case ValueKind::kRate:
      return "rate";
    case ValueKind::kBytes:
      return "bytes";
    case ValueKind::kTimestamp:
      return "time such as 2024-01-31T09:30:00Z";
    case ValueKind::kBound:
      return "number or timestamp";
    case ValueKind::kDataType:
      return "SQL type";
    case ValueKind::kStrategy:
      return is_list ? "strategies" : "strategy";
    case ValueKind::kAutoStrategy:
      return "strategy, auto or adaptive";
    case ValueKind::kRunStrategy:
      return is_list ? "strategies, adaptive" : "strategy or adaptive";
    case ValueKind::kPartitioner:
      return "partitioner";
    case ValueKind::kField:
      return is_list ? "columns" : "column";
    case ValueKind::kCosts:
      return "durations by name";
    case ValueKind::kStrategyConfig:
      return "options by strategy";
    case ValueKind::kExpectations:
      return "comparisons by strategy and measure";
    default:
      return is_list ? "texts" : "text";
  }
}

std::string names_of(const std::vector<ChoiceInfo>& choices) {
  std::string names;
  for (const ChoiceInfo& choice : choices) {
    names += (names.empty() ? "" : ", ") + std::string(choice.name);
  }
  return names;
}

}  // namespace

std::string type_text(const ValueType& type, const ScenarioVocabulary& vocabulary) {
  std::string text = type.is_list ? "list of " : "";
  switch (type.kind) {
    case ValueKind::kWord: {
      text += "one of ";
      bool is_first = true;
      for (const WordInfo& word : type.words) {
        if (word.summary.empty()) continue;
        text += (is_first ? "" : ", ") + std::string(word.text);
        is_first = false;
      }
      return text;
    }
    case ValueKind::kChoiceName:
      return text + "one of " + names_of(vocabulary.*type.choices);
    case ValueKind::kChoice:
      return text + "one of " + names_of(vocabulary.*type.choices) + ", with its parameters";
    case ValueKind::kRecord:
      return text + std::string(type.record().name) + (type.is_list ? "s" : "");
    case ValueKind::kRecordMap:
      return text + std::string(type.record().name) + "s by name";
    default:
      break;
  }
  text += noun_of(type.kind, type.is_list);
  const std::string range = range_text(type);
  return range.empty() ? text : text + ", " + range;
}

std::string type_text(const ParameterInfo& parameter) {
  if (parameter.kind == ParameterKind::kWord) {
    std::string text = "one of ";
    for (std::size_t i = 0; i < parameter.words.size(); ++i) {
      text += (i == 0 ? "" : ", ") + std::string(parameter.words[i]);
    }
    return text;
  }
  static const ScenarioVocabulary kNone = {};
  std::string text = type_text(type_of(parameter), kNone);
  if (parameter.kind == ParameterKind::kWorker) return text + ", a processing partition from 0";
  if (parameter.kind == ParameterKind::kCore) return text + ", a core from 0";
  if (parameter.kind == ParameterKind::kSourcePartition)
    return text + ", a source partition from 0";
  if (parameter.kind == ParameterKind::kProducer) return "name of a producer";
  return text;
}

}  // namespace millrace
