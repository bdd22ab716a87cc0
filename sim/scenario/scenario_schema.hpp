// sim/scenario/scenario_schema.hpp — the table that describes a scenario file: one row a key. Reading, lint,
// canonical text,
// JSON Schema, reference and `--set` are all made from it. Its rows stand in schema/*.cpp, one file a section.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "sim/scenario/scenario_vocabulary.hpp"
#include "sim/scenario/value_slot.hpp"

namespace millrace {

enum class ValueKind : std::uint8_t {
  kText,
  kQuery,  // SQL: a text that is shown in a block of its own
  kInteger,
  kNumber,
  kShare,  // 0 … 1 or percent
  kFlag,
  kDuration,
  kRate,
  kBytes,
  kTimestamp,  // 2024-01-01T00:00:00Z, held as epoch milliseconds
  kBound,      // a value of the field's own type: a number or a timestamp, kept as text
  kDataType,
  kWord,            // one of the row's words
  kStrategy,        // any spelling; canonical name
  kAutoStrategy,    // the same, or `auto` or `adaptive`
  kRunStrategy,     // any spelling, or `adaptive`: what a comparison can run
  kPartitioner,     // any spelling; canonical name
  kField,           // a column of the topic
  kChoiceName,      // a name of a list of the vocabulary
  kChoice,          // the same, with its parameters: `zipf` or `zipf: {s: 1.1}`
  kCosts,           // durations by the names of ScenarioVocabulary::costs
  kStrategyConfig,  // options by strategy
  kExpectations,    // strategy → measure → comparison
  kRecord,
  kRecordMap,  // records by their names
};

/// A word of an enumeration.
struct WordInfo {
  std::string_view text;
  std::uint8_t value = 0;
  std::string_view summary = "";  // "" for further spellings of the word before
};

struct RecordInfo;

/// What a key's value is.
struct ValueType {
  ValueKind kind = ValueKind::kText;
  bool is_list = false;  // several, in `[…]`; one alone needs no brackets
  // Numbers; durations in nanoseconds, rates in records/s, bytes.
  double minimum = -std::numeric_limits<double>::infinity();
  double maximum = std::numeric_limits<double>::infinity();
  bool is_minimum_excluded = false;
  std::string_view unit = "";                                      // of plain numbers: "rows"
  std::span<const WordInfo> words = {};                            // kWord
  std::vector<ChoiceInfo> ScenarioVocabulary::*choices = nullptr;  // kChoice, kChoiceName
  const RecordInfo& (*record)() = nullptr;                         // kRecord, kRecordMap
};

enum KeyUse : std::uint8_t {
  kOptional = 0,
  kRequired = 1,
  kAlwaysWritten = 2,  // in canonical text, default or not
  kNotWritten = 4,     // another way to say what other keys say
};

/// One row.
struct KeyInfo {
  std::string_view name;
  ValueType type;
  SlotOf slot = nullptr;
  std::string_view summary;       // one sentence, without a full stop
  std::string_view aliases = "";  // separated by blanks
  int use = kOptional;            // KeyUse, added up

  bool is(KeyUse asked) const { return (use & asked) != 0; }
};

/// The keys of a map.
struct RecordInfo {
  std::string_view name;     // "field"
  std::string_view summary;  // one sentence, without a full stop
  std::span<const KeyInfo> keys;
  const void* (*defaults)() = nullptr;  // a record with nothing set
  /// Faults: the choice that this key names has its parameters beside the keys.
  std::string_view choice_key = "";
  SlotOf parameters = nullptr;

  /// By name or alias, exactly as written; null when there is none.
  const KeyInfo* find(std::string_view name) const;
  /// Every name and alias.
  std::vector<std::string_view> spellings() const;
};

/// "a b c" → its words.
std::vector<std::string_view> split_words(std::string_view words);

template <typename Record>
const void* defaults_of() {
  static const Record kDefaults = {};
  return &kDefaults;
}

/// The whole file.
const RecordInfo& scenario_schema();

// Sections; scenario_schema() refers to them.
const RecordInfo& topic_schema();
const RecordInfo& field_schema();
const RecordInfo& load_schema();
const RecordInfo& engine_schema();
const RecordInfo& fault_schema();

// Types, for rows.
constexpr ValueType of_kind(ValueKind kind) {
  return {.kind = kind};
}
constexpr ValueType text_value() {
  return {};
}
constexpr ValueType integer_value(double minimum, double maximum, std::string_view unit) {
  return {.kind = ValueKind::kInteger, .minimum = minimum, .maximum = maximum, .unit = unit};
}
constexpr ValueType positive(ValueKind kind) {
  return {.kind = kind, .minimum = 0, .is_minimum_excluded = true};
}
constexpr ValueType not_negative(ValueKind kind) {
  return {.kind = kind, .minimum = 0};
}
constexpr ValueType word_value(std::span<const WordInfo> words) {
  return {.kind = ValueKind::kWord, .words = words};
}
constexpr ValueType choice_value(std::vector<ChoiceInfo> ScenarioVocabulary::*choices) {
  return {.kind = ValueKind::kChoice, .choices = choices};
}
constexpr ValueType record_value(const RecordInfo& (*record)()) {
  return {.kind = ValueKind::kRecord, .record = record};
}
constexpr ValueType list_of(ValueType type) {
  type.is_list = true;
  return type;
}

/// Foreign words for which there is something else here: "allowed_lateness" → how to say it. "" when none is known.
std::string_view advice_for_unknown_key(std::string_view key);

}  // namespace millrace
