// sim/scenario/scenario_path.hpp — paths such as "topic.fields.trader_id.cardinality" and "faults[0].at", part by part.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/scenario_schema.hpp"

namespace millrace {

struct PathPart {
  std::string key;                   // of a map; "" for an item of a list
  std::optional<std::size_t> index;  // of a list
};

/// "faults[0].at" and "faults.0.at" → faults, 0, at.
std::vector<PathPart> split_path(std::string_view path);
std::string join_path(const std::vector<PathPart>& parts);

/// In canonical names: "v2.num_partitions" → "engine.num_partitions", "topics.trades.key" → "topic.key",
/// "engine.workers" → "engine.num_partitions". Parts that no table knows stay as they are.
std::string canonical_path(std::string_view path);

/// Where a canonical path leads in the table: the row, and how many parts of the path are left behind it (into
/// a choice's
/// parameters, an expectation, …). Null when the path leaves the table before a row, with the keys there are at
/// that place.
struct PathTarget {
  const KeyInfo* key = nullptr;
  std::size_t parts_left = 0;
  // Where the path leaves the table:
  std::string wrong_key;
  std::string around;  // path of the map that has no such key; "" for the file itself
  std::vector<std::string_view> candidates;
};
PathTarget find_target(const std::vector<PathPart>& canonical);

}  // namespace millrace
