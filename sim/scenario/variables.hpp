// sim/scenario/variables.hpp — `${NAME}` and `${NAME:-default}` in the values of a file; `$${` stands for `${`.
#pragma once

#include "sim/scenario/problem_list.hpp"
#include "sim/scenario/scenario_reading.hpp"
#include "sim/scenario/yaml_node.hpp"

namespace millrace {

/// Expands in every scalar below `node`, keys left out: a variable can give a value, never the structure of the file.
void expand_variables(YamlNode& node, const ScenarioSurroundings& surroundings,
                      ProblemList& problems, std::uint32_t text);

}  // namespace millrace
