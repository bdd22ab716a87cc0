// sim/scenario/spellings.hpp — other shapes in which people write the same: the reference system's `v2:` block
// and field
// constraints, `topics:` by name, fields as a list. Turned into the shape of the table before it is read; places stay.
#pragma once

#include <span>
#include <string_view>

#include "sim/scenario/problem_list.hpp"
#include "sim/scenario/yaml_node.hpp"

namespace millrace {

/// Keys of a map that the table does not have, and where in the table each belongs.
struct SpellingGroup {
  struct Key {
    std::string_view name;
    std::string_view target;  // path from the same record: "engine.strategy"
  };
  std::string_view map;  // path of the map: "v2", "constraints.range"
  std::string_view summary;
  std::span<const Key> keys;
};

/// Of the scenario, of its topic, of a field. Inner maps come before those around them.
std::span<const SpellingGroup> scenario_spellings();
std::span<const SpellingGroup> topic_spellings();
std::span<const SpellingGroup> field_spellings();

/// Rewrites the tree; keys of those maps that belong nowhere are reported.
void rewrite_spellings(YamlNode& root, ProblemList& problems, std::uint32_t text);

}  // namespace millrace
