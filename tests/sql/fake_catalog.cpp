// tests/sql/fake_catalog.cpp — a small catalog for tests of the parser and binder.
#include "tests/sql/fake_catalog.hpp"

#include <array>
#include <utility>

namespace millrace {
namespace {

std::optional<DataType> count_type(DataType) {
  return DataType::bigint();
}
std::optional<DataType> same_type(DataType argument) {
  return argument;
}
std::optional<DataType> sum_type(DataType argument) {
  if (argument.kind == TypeKind::kDecimal) return DataType::decimal(18, argument.scale);
  if (argument.is_numeric()) return argument;
  return std::nullopt;
}
std::optional<DataType> average_type(DataType argument) {
  if (argument.kind == TypeKind::kDecimal) return DataType::decimal(18, argument.scale + 4);
  if (argument.is_numeric()) return DataType::real();
  return std::nullopt;
}
std::optional<DataType> deviation_type(DataType argument) {
  if (argument.is_numeric()) return DataType::real();
  return std::nullopt;
}
std::optional<DataType> string_only(DataType argument) {
  if (argument.kind == TypeKind::kString) return argument;
  return std::nullopt;
}
OrderDependence never(DataType) {
  return OrderDependence::kNone;
}
OrderDependence of_doubles(DataType argument) {
  return argument.kind == TypeKind::kDouble ? OrderDependence::kLastBits : OrderDependence::kNone;
}
OrderDependence always(DataType) {
  return OrderDependence::kFull;
}

constexpr std::string_view kDeviationAliases[] = {"stddev"};
constexpr std::string_view kStringAggAliases[] = {"group_concat", "listagg"};

constexpr AggregateSignature kCount = {.name = "count",
                                       .accepts_star = true,
                                       .accepts_distinct = true,
                                       .distinct_name = "count_distinct_values",
                                       .result_type = count_type,
                                       .accepted_types = "a value",
                                       .can_merge = true,
                                       .order_dependence = never};
constexpr AggregateSignature kCountDistinct = {.name = "count_distinct_values",
                                               .result_type = count_type,
                                               .accepted_types = "a value",
                                               .can_merge = true,
                                               .order_dependence = never};
constexpr AggregateSignature kSum = {.name = "sum",
                                     .result_type = sum_type,
                                     .accepted_types = "a number",
                                     .can_merge = true,
                                     .order_dependence = of_doubles};
constexpr AggregateSignature kAvg = {.name = "avg",
                                     .result_type = average_type,
                                     .accepted_types = "a number",
                                     .can_merge = true,
                                     .order_dependence = of_doubles};
constexpr AggregateSignature kMin = {.name = "min",
                                     .result_type = same_type,
                                     .accepted_types = "a value",
                                     .can_merge = true,
                                     .order_dependence = never};
constexpr AggregateSignature kMax = {.name = "max",
                                     .result_type = same_type,
                                     .accepted_types = "a value",
                                     .can_merge = true,
                                     .order_dependence = never};
constexpr AggregateSignature kFirst = {.name = "first_value",
                                       .result_type = same_type,
                                       .accepted_types = "a value",
                                       .order_dependence = always};
constexpr AggregateSignature kDeviation = {.name = "stddev_samp",
                                           .aliases = kDeviationAliases,
                                           .result_type = deviation_type,
                                           .accepted_types = "a number",
                                           .can_merge = true,
                                           .order_dependence = of_doubles};
constexpr AggregateSignature kStringAgg = {.name = "string_agg",
                                           .aliases = kStringAggAliases,
                                           .accepts_separator = true,
                                           .result_type = string_only,
                                           .accepted_types = "STRING",
                                           .order_dependence = always};
constexpr const AggregateSignature* kAggregates[] = {
    &kCount, &kCountDistinct, &kSum, &kAvg, &kMin, &kMax, &kFirst, &kDeviation, &kStringAgg};

constexpr WindowSignature::Parameter kTumblingParameters[] = {{"SIZE"}};
constexpr WindowSignature::Parameter kSlidingParameters[] = {{"SIZE"}, {"ADVANCE BY"}};
constexpr WindowSignature::Parameter kSessionParameters[] = {{""}};
constexpr std::string_view kSlidingAliases[] = {"hopping"};

std::optional<std::string> problem_with_sizes(std::span<const std::int64_t> durations_ms) {
  for (const std::int64_t duration : durations_ms) {
    if (duration <= 0) return "the size of a window must be at least 1 ms";
  }
  return std::nullopt;
}

constexpr WindowSignature kTumbling = {
    .name = "tumbling", .parameters = kTumblingParameters, .problem_with = problem_with_sizes};
constexpr WindowSignature kSliding = {.name = "sliding",
                                      .aliases = kSlidingAliases,
                                      .parameters = kSlidingParameters,
                                      .problem_with = problem_with_sizes};
constexpr WindowSignature kSession = {
    .name = "session", .parameters = kSessionParameters, .is_session = true};
constexpr const WindowSignature* kWindows[] = {&kTumbling, &kSliding, &kSession};

constexpr OverSignature kLag = {
    .name = "lag", .arguments_min = 1, .arguments_max = 3, .result_is_argument = true};
constexpr OverSignature kRowNumber = {.name = "row_number"};
constexpr OverSignature kRank = {.name = "rank"};
constexpr const OverSignature* kOverFunctions[] = {&kLag, &kRowNumber, &kRank};

SchemaPtr schema(std::vector<Field> fields) {
  return std::make_shared<const Schema>(std::move(fields));
}

}  // namespace

FakeCatalog::FakeCatalog() {
  const DataType bigint = DataType::bigint();
  const DataType string = DataType::string();
  topics_.push_back({.name = "flights",
                     .schema = schema({{"departure_time", bigint},
                                       {"origin", string},
                                       {"destination", string},
                                       {"delay_minutes", bigint},
                                       {"distance_miles", bigint}})});
  topics_.push_back({.name = "orders",
                     .schema = schema({{"order_id", bigint},
                                       {"customer_id", bigint},
                                       {"order_date", string},
                                       {"total_amount", DataType::real()},
                                       {"status", string}})});
  topics_.push_back({.name = "market_data",
                     .schema = schema({{"symbol", string},
                                       {"trader_id", string},
                                       {"price", DataType::real()},
                                       {"quantity", bigint},
                                       {"timestamp", bigint},
                                       {"trade_time", DataType::timestamp()}})});
  topics_.push_back({.name = "payments",
                     .schema = schema({{"ts", DataType::timestamp()},
                                       {"sent", bigint},
                                       {"fee", DataType::decimal(10, 2)},
                                       {"rate", DataType::decimal(18, 12)},
                                       {"is_open", DataType::boolean()},
                                       {"note", string},
                                       {"Note", string},
                                       {"weight", DataType::real()}}),
                     .event_time_column = 0,
                     .has_record_timestamps = true,
                     .has_keys = true});
  topics_.push_back(
      {.name = "stamped", .schema = schema({{"a", bigint}}), .has_record_timestamps = true});
  topics_.push_back({.name = "windows",
                     .schema = schema({{"_WINDOW_START", DataType::timestamp()}, {"n", bigint}})});
  for (const TopicDescription& topic : topics_) names_.push_back(topic.name);
}

const TopicDescription* FakeCatalog::topic(std::string_view name) const {
  for (const TopicDescription& topic : topics_) {
    if (topic.name == name) return &topic;
  }
  return nullptr;
}

std::span<const AggregateSignature* const> FakeCatalog::aggregates() const {
  return kAggregates;
}
std::span<const WindowSignature* const> FakeCatalog::windows() const {
  return kWindows;
}
std::span<const OverSignature* const> FakeCatalog::over_functions() const {
  return kOverFunctions;
}

}  // namespace millrace
