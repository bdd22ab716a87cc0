// sim/scenario/checks/scenario_checks.hpp — what each key by itself cannot tell: whether the parts of a
// scenario fit together.
// Each check speaks of paths; the ProblemList knows their places.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/schema.hpp"
#include "sim/scenario/problem_list.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_reading.hpp"

namespace millrace {

/// Where the query's bytes stand.
struct QueryPlaces {
  std::uint32_t text = 0;
  std::vector<std::uint32_t> bytes;  // as ScenarioReading::query_places; empty: not known
};

struct CheckContext {
  const Scenario& scenario;
  const ScenarioSurroundings& surroundings;
  ProblemList& problems;
  const QueryPlaces& query;
};

/// The topic's columns: fields and event time, or the recording's. Null when they are not known or have errors
/// themselves.
SchemaPtr check_topic(const CheckContext& context);
/// Faults and stages.
void check_timeline(const CheckContext& context, const Schema* columns);
/// Cores, partitions, strategies, options, expectations; hints.
void check_engine(const CheckContext& context);
/// Reads and binds the SQL and, where a strategy is asked for by name, plans the job.
void check_query(const CheckContext& context, const SchemaPtr& columns);

/// One field by itself: its values, bounds, weights.
void check_field(const CheckContext& context, const FieldSpec& field, const std::string& path);

/// "topic.key[2]".
std::string item_path(std::string_view list, std::size_t index);
/// Reports a name that is no column, with the nearest one.
void check_column(const CheckContext& context, const Schema& columns, const std::string& name,
                  const std::string& path);

}  // namespace millrace
