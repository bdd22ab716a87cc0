// tests/scenario/scenario_fixtures.hpp — a vocabulary to read scenarios with, and readings as text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/scenario_reading.hpp"
#include "sim/scenario/yaml_node.hpp"

namespace millrace::test {

/// Entries as other rooms would fill it in; this room knows none of them.
const ScenarioVocabulary& some_vocabulary();

/// That vocabulary, without environment and files.
ScenarioSurroundings some_surroundings();

/// Reads `text` as "s.yaml".
ScenarioReading read_text(std::string_view text);
ScenarioReading read_text(std::string_view text, const ScenarioSurroundings& surroundings);

/// to_text() of each, one a line.
std::string lines_of(const std::vector<Diagnostic>& diagnostics);

/// A scenario that has nothing wrong, without and with more lines at its end.
std::string small_scenario(std::string_view more = "");

/// The scenario of a text that must have no errors; fails the test otherwise.
Scenario scenario_of(std::string_view text);

}  // namespace millrace::test
