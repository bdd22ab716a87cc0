// sim/scenario/scenario_writing.hpp — a Scenario as canonical YAML, its identity, and its values by
// path.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_vocabulary.hpp"

namespace millrace {

enum class WrittenKeys : std::uint8_t {
  kChosen,  // what differs from the defaults, and the keys every file should have: canonical
  kAll,     // every key with its value
};

/// read_scenario(write_scenario(s)) gives s, with kChosen and with kAll. The query is written out,
/// wherever it came from.
std::string write_scenario(const Scenario& scenario, WrittenKeys keys = WrittenKeys::kChosen);

/// XXH3 of the canonical text: the same for files that differ in spelling, order and comments only.
std::uint64_t scenario_id(const Scenario& scenario);

/// One value that a scenario has, and `--set`, `sweep --vary` and the workbench can change.
struct ScenarioPath {
  std::string
      path;  // "engine.num_partitions"; in patterns "topic.fields.NAME.cardinality", "faults[N].at"
  std::string type;                  // for people: "integer, 1 … 1024", "duration"
  std::string unit;                  // "" where the value has none, or carries its own
  std::string default_text;          // as YAML; "" when there is none
  std::string summary;               // one sentence
  std::vector<std::string> aliases;  // other spellings of the last part
};

/// All there can be, lists and maps as patterns; in the order of the reference.
std::vector<ScenarioPath> scenario_paths(const ScenarioVocabulary& vocabulary);
/// All that this scenario has, with its present values as default_text.
std::vector<ScenarioPath> scenario_paths_of(const Scenario& scenario,
                                            const ScenarioVocabulary& vocabulary);

/// Sets one value; `value` is YAML: `16`, `[symbol]`, `{zipf: {s: 1.2}}`, `auto`. Aliases of keys
/// are understood, `faults[0]` and `faults.0` alike; a field of a map is made when it is not there,
/// lists grow by one with their next index. Errors: kOption, with the nearest path or what the
/// value should be; the scenario is then unchanged. Cross-checks are check_scenario()'s.
Status set_scenario_value(Scenario& scenario, std::string_view path, std::string_view value,
                          const ScenarioVocabulary& vocabulary);
/// The value as canonical YAML on one line, defaults too. Errors: kOption, as above.
Result<std::string> scenario_value(const Scenario& scenario, std::string_view path);

}  // namespace millrace
