// sim/scenario/scenario_tree.hpp — a scenario from a tree and as a tree, and single values of it by path:
// shared by reading a
// file, overriding values on the command line and changing them in the workbench.
#pragma once

#include <optional>
#include <string_view>

#include "sim/scenario/composite_value.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/yaml_node.hpp"

namespace millrace {

/// Rewrites other spellings and fills a scenario by the table. Problems are reported; what they spoil keeps its
/// default.
Scenario read_scenario_tree(const ReadingContext& context, YamlNode& root);

/// What the scenario says, in canonical form.
YamlNode yaml_of_scenario(const Scenario& scenario);

/// Null when there is nothing at the path.
const YamlNode* find_at_path(const YamlNode& root, std::string_view canonical_path);

/// Sets one value of `scenario` from the YAML of text `text` of `problems`. False when there was a problem:
/// reported, and the
/// scenario unchanged. Places below the path are then those of that text.
bool apply_setting(Scenario& scenario, std::string_view path, const ScenarioVocabulary& vocabulary,
                   ProblemList& problems, std::uint32_t text);

}  // namespace millrace
