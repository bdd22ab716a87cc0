// core/sql/catalog.hpp — what the binder must be told: topics, aggregates, windows and OVER functions that exist.
// The rooms that own these things implement it; sql knows only their signatures.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/data/schema.hpp"

namespace millrace {

struct TopicDescription {
  std::string name;
  SchemaPtr schema;
  std::optional<std::uint32_t> event_time_column =
      {};                              // declared by the user (BIGINT epoch ms or TIMESTAMP)
  bool has_record_timestamps = false;  // the recording carries Kafka timestamps: _TIMESTAMP
  bool has_keys = false;               // the recording carries record keys: _KEY
};

/// How a result depends on the order in which the rows of a group are worked through.
enum class OrderDependence : std::uint8_t {
  kNone,
  kLastBits,  // SUM and AVG of DOUBLE: equal to 1e-9 relative
  kFull,      // FIRST_VALUE, LAST_VALUE, STRING_AGG
};

/// What an aggregate takes and gives. Names and aliases are matched ignoring case.
struct AggregateSignature {
  std::string_view name;  // canonical, lower case: "count", "stddev_samp"
  std::span<const std::string_view> aliases = {};
  std::string_view summary = {};
  bool accepts_star = false;            // COUNT(*)
  bool accepts_distinct = false;        // COUNT(DISTINCT x); the binder then uses `distinct_name`
  std::string_view distinct_name = {};  // canonical name of the aggregate that does it
  bool accepts_separator = false;       // STRING_AGG(x, ', ')
  /// Type of the result for an argument of this type; nothing where that type is not accepted.
  std::optional<DataType> (*result_type)(DataType argument) = nullptr;
  /// Types that are accepted, for the error message: "a number".
  std::string_view accepted_types = {};
  bool can_merge = false;  // partial states of one group can be merged
  OrderDependence (*order_dependence)(DataType argument) = nullptr;
};

/// A kind of time window: its name and its durations in the order of the positional spelling.
struct WindowSignature {
  struct Parameter {
    std::string_view keyword;  // ksqlDB's: "SIZE", "ADVANCE BY"; "" where only positional
  };
  std::string_view name;  // "tumbling"
  std::span<const std::string_view> aliases = {};
  std::string_view summary = {};
  std::span<const Parameter> parameters = {};
  /// Whether these durations (ms, one per parameter) make a window; else the reason, in the words of an error message.
  std::optional<std::string> (*problem_with)(std::span<const std::int64_t> durations_ms) = nullptr;
  bool is_session = false;  // bounds depend on the data and windows merge
};

/// A function that exists only in OVER: LAG, RANK, … (aggregates can stand in OVER as well).
struct OverSignature {
  std::string_view name;
  std::string_view summary = {};
  std::uint8_t arguments_min = 0;  // LAG(x [, offset [, default]])
  std::uint8_t arguments_max = 0;
  bool result_is_argument = false;  // else BIGINT
};

class Catalog {
 public:
  virtual ~Catalog() = default;
  /// Null when there is no such topic.
  virtual const TopicDescription* topic(std::string_view name) const = 0;
  virtual std::span<const std::string_view> topic_names() const = 0;
  virtual std::span<const AggregateSignature* const> aggregates() const = 0;
  virtual std::span<const WindowSignature* const> windows() const = 0;
  virtual std::span<const OverSignature* const> over_functions() const = 0;
};

}  // namespace millrace
