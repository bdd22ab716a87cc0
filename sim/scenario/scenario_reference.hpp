// sim/scenario/scenario_reference.hpp — what a scenario file may hold, for editors and for people;
// from the same table that reads the files.
#pragma once

#include <string>

#include "sim/scenario/scenario_vocabulary.hpp"

namespace millrace {

/// JSON Schema (draft-07, what YAML editors understand), with the aliases; ends with a line break.
std::string scenario_json_schema(const ScenarioVocabulary& vocabulary);

/// The reference in Markdown: one table a section, choices with their parameters; ends with a line
/// break.
std::string scenario_reference_markdown(const ScenarioVocabulary& vocabulary);

}  // namespace millrace
