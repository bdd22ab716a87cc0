// sim/scenario/record_yaml.hpp — records back to YAML by the rows of their tables, and YAML as canonical text.
#pragma once

#include <string>

#include "sim/scenario/scenario_schema.hpp"
#include "sim/scenario/scenario_writing.hpp"
#include "sim/scenario/yaml_node.hpp"

namespace millrace {

/// A map of the record's keys, in the order of the table.
YamlNode yaml_of_record(const RecordInfo& info, const void* record, WrittenKeys keys);

/// Block style, nested maps and lists on one line where they fit in 100 columns; ends with a line break.
std::string yaml_block_text(const YamlNode& map);

/// On one line.
std::string yaml_flow_text(const YamlNode& node);

}  // namespace millrace
