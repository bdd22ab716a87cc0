// sim/scenario/record_reader.hpp — fills a record from a YAML map by the rows of its table: every key known, of
// its type, once.
#pragma once

#include <string>

#include "sim/scenario/composite_value.hpp"
#include "sim/scenario/scenario_schema.hpp"

namespace millrace {

/// Reads `map` into `record`, which holds its defaults. Reports every problem and reads on; remembers where
/// each key stands
/// under its canonical path.
void read_record(const ReadingContext& context, const RecordInfo& info, const YamlNode& map,
                 void* record, const std::string& path);

}  // namespace millrace
