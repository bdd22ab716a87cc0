// sim/scenario/value_range.hpp — what a value may be, as words: "from 1 to 1024 cores", "at least 0s"; and
// values beyond it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/scenario_schema.hpp"
#include "sim/scenario/value_problem.hpp"

namespace millrace {

/// "from 1 to 1024 cores", "more than 0s", "at least 0"; "" where there is no bound. Bounds of durations are
/// nanoseconds.
std::string range_text(const ValueType& type);

std::optional<ValueProblem> problem_of_range(const ValueType& type, double value,
                                             std::string_view text);

/// The kind of a vocabulary's parameter or measure as a type of the table, with its bounds and unit.
ValueType type_of(const ParameterInfo& parameter);

/// "expected one of zipf, uniform, got 'zpif'", with the nearest as suggestion.
ValueProblem unknown_choice(const std::vector<ChoiceInfo>& choices, std::string_view text);

}  // namespace millrace
