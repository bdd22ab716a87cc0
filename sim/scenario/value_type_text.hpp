// sim/scenario/value_type_text.hpp — a type of the table in words, for the reference, help and the workbench.
#pragma once

#include <string>

#include "sim/scenario/scenario_schema.hpp"

namespace millrace {

/// "integer, from 1 to 1024 cores", "duration, more than 0s", "list of columns", "one of open, closed".
std::string type_text(const ValueType& type, const ScenarioVocabulary& vocabulary);
std::string type_text(const ParameterInfo& parameter);

}  // namespace millrace
