// sim/scenario/scenario_reading.hpp — the text of a scenario file in, a Scenario and everything
// that is wrong with it out. Reads no file and no environment: what lies outside the text is asked
// of the caller.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.hpp"
#include "core/data/schema.hpp"
#include "sim/scenario/diagnostic.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_vocabulary.hpp"

namespace millrace {

inline constexpr std::uint32_t kScenarioBytesMax = 1 << 20;
inline constexpr std::uint32_t kScenarioDepthMax = 32;  // nested lists and maps

/// What a scenario can refer to besides itself. A function that is not set means: not available
/// here.
struct ScenarioSurroundings {
  const ScenarioVocabulary* vocabulary = nullptr;  // REQUIRES: set
  /// The value of `${NAME}`; nothing when it is not set. Not set: no variable is.
  std::function<std::optional<std::string>(std::string_view name)> variable;
  /// The text of `query_file`, by its path as the scenario gives it (relative to the scenario
  /// file).
  std::function<Result<std::string>(std::string_view path)> query_file;
  /// The columns of `topic.recording`; an error where it cannot be read. Null: exists, columns not
  /// known. Not set: a recording is taken on trust.
  std::function<Result<SchemaPtr>(const TopicSpec& topic)> recording;
  /// `--set path=value`, worked in after the file and before the checks; the last one of a path
  /// counts.
  std::vector<std::pair<std::string, std::string>> overrides;
};

/// A text that diagnostics can point into.
struct ScenarioText {
  std::string name;
  std::string text;
};

struct ScenarioReading {
  std::optional<Scenario> scenario;  // nothing when there is an error
  std::vector<Diagnostic>
      diagnostics;  // in the order of their places: the scenario's, its query file's, overrides'
  std::vector<ScenarioText>
      texts;  // the scenario first, then the query file and the overrides, if any
  std::vector<std::uint32_t>
      query_places;  // byte of Scenario::query, and its end → byte of the text it stands in

  std::uint32_t query_text = 0;  // which of texts that is

  /// An error with a span in Scenario::query (of binding or planning) as a problem at its place in
  /// the file.
  Diagnostic query_problem(const Error& error, std::string_view rule_id) const;
  /// The text of a diagnostic's file; "" when it is not one of `texts`.
  std::string_view text_of(const Diagnostic& diagnostic) const;
};

/// Reads, expands `${NAME:-default}`, checks. `file_name` is shown in diagnostics and names a
/// scenario without `name`. A line `# lint-allow(rule-id): reason` silences the warnings of one
/// rule for the file.
ScenarioReading read_scenario(std::string_view text, std::string_view file_name,
                              const ScenarioSurroundings& surroundings);

/// The checks alone, for a scenario that was changed in memory. Places are not known; `file` says
/// "scenario".
std::vector<Diagnostic> check_scenario(const Scenario& scenario,
                                       const ScenarioSurroundings& surroundings);

}  // namespace millrace
