// sim/scenario/scenario_vocabulary.hpp — the words that a scenario may choose from, as plain data:
// filled by the caller from the list files of the rooms that own them, so that this room includes
// none of them.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace millrace {

/// What the text of a parameter, or of a value in `expect:`, must be.
enum class ParameterKind : std::uint8_t {
  kNumber,           // 1.1
  kInteger,          // 3
  kShare,            // 0 … 1, or 40%
  kDuration,         // 30s; canonical text is the shortest exact one
  kRate,             // 200k/s
  kBytes,            // 64KiB, or a count
  kFlag,             // true or false
  kText,             // anything
  kWord,             // one of `words`, any case
  kField,            // a column of the topic
  kStrategy,         // any spelling of a strategy; canonical name
  kWorker,           // 0 … num_partitions − 1
  kCore,             // 0 … cores − 1
  kSourcePartition,  // 0 … topic.partitions − 1
  kProducer,         // the name of one of topic.producers
};

struct ParameterInfo {
  std::string_view name;     // "s"
  std::string_view summary;  // one sentence
  ParameterKind kind = ParameterKind::kNumber;
  std::string_view default_text = "";  // "" and not is_required: what the summary says
  bool is_required = false;
  double minimum = -std::numeric_limits<double>::infinity();  // numbers; durations: nanoseconds
  double maximum = std::numeric_limits<double>::infinity();
  bool is_minimum_excluded = false;
  std::string_view unit = "";
  std::span<const std::string_view> words = {};  // kWord
  std::span<const std::string_view> aliases = {};
};

/// Something that is chosen by name: a distribution, an arrival process, a fault, a jitter …
struct ChoiceInfo {
  std::string_view name;
  std::string_view summary;  // one sentence
  std::span<const std::string_view> aliases = {};
  std::span<const ParameterInfo> parameters = {};
};

/// A figure that `expect:` can hold a strategy to: a field of `compare --json`.
struct MeasureInfo {
  std::string_view name;  // "p99"
  std::string_view summary;
  ParameterKind kind = ParameterKind::kNumber;
  std::string_view unit = "";
  std::span<const std::string_view> words = {};  // kWord: "valid", …
  std::span<const std::string_view> aliases = {};
};

/// Everything outlives the vocabulary: entries of list files do, by being constants. Strategies and
/// the producers' partitioners are not here: they come from core/route.
struct ScenarioVocabulary {
  std::vector<ChoiceInfo> distributions;
  std::vector<ChoiceInfo> arrivals;
  std::vector<ChoiceInfo> jitters;      // "none" first
  std::vector<ChoiceInfo> faults;       // parameters stand beside type, at, for, every
  std::vector<ChoiceInfo> cost_models;  // without parameters
  std::vector<ParameterInfo> costs;     // names for `engine.costs`; kDuration
  std::vector<MeasureInfo> measures;
};

/// Null when there is none of this name or alias; '-' and blank like '_', any case.
const ChoiceInfo* find_choice(std::span<const ChoiceInfo> choices, std::string_view any_spelling);
const MeasureInfo* find_measure(std::span<const MeasureInfo> measures,
                                std::string_view any_spelling);
const ParameterInfo* find_parameter(std::span<const ParameterInfo> parameters,
                                    std::string_view any_spelling);

}  // namespace millrace
