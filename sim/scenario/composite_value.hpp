// sim/scenario/composite_value.hpp — values that the vocabulary describes rather than the table: choices with
// parameters,
// options by strategy, costs, expectations. Each from YAML, and back to YAML.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/problem_list.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_vocabulary.hpp"
#include "sim/scenario/value_slot.hpp"
#include "sim/scenario/yaml_node.hpp"

namespace millrace {

/// What composite values are read with. `path` of each function is that of the value, for places.
struct ReadingContext {
  const ScenarioVocabulary& vocabulary;
  ProblemList& problems;
  std::uint32_t text = 0;  // index of the text that spans point into
};

/// Records where an entry stands, and reports a problem of its value there.
void remember_entry(const ReadingContext& context, const std::string& path, const YamlEntry& entry);
void report(const ReadingContext& context, const YamlNode& node, ValueProblem problem);

/// `zipf`, `zipf: {s: 1.1}` or `{type: zipf, s: 1.1}`. Nothing after a problem.
std::optional<Choice> read_choice(const ReadingContext& context,
                                  const std::vector<ChoiceInfo>& choices, const YamlNode& node,
                                  const std::string& path);
/// Entries that are parameters of `choice`: in its order, values in canonical text. Reports unknown, missing
/// and bad ones.
ParameterList read_parameters(const ReadingContext& context, const ChoiceInfo& choice,
                              const std::vector<const YamlEntry*>& entries, SourceSpan place,
                              const std::string& path);
std::vector<Choice> read_strategy_config(const ReadingContext& context, const YamlNode& node,
                                         const std::string& path);
CostList read_costs(const ReadingContext& context, const YamlNode& node, const std::string& path);
std::vector<Expectation> read_expectations(const ReadingContext& context, const YamlNode& node,
                                           const std::string& path);

/// The canonical text of a parameter's or measure's value.
ValueReading<std::string> canonical_value(const ParameterInfo& parameter, std::string_view text);

/// Back to YAML. `is_text` is asked for parameters whose words must not be taken for numbers.
YamlNode yaml_of(const Choice& choice);
YamlNode yaml_of_strategy_config(const std::vector<Choice>& config);
YamlNode yaml_of_costs(const CostList& costs);
YamlNode yaml_of_expectations(const std::vector<Expectation>& expectations);
std::vector<YamlEntry> yaml_of_parameters(const ParameterList& parameters);

}  // namespace millrace
