// core/sql/plan.cpp — what follows from a plan.
#include "core/sql/plan.hpp"

#include <algorithm>

namespace millrace {
namespace {

OrderDependence dependence_of(const AggregateCall& call) {
  if (call.signature->order_dependence == nullptr) return OrderDependence::kNone;
  const DataType argument = call.argument ? call.argument->type : DataType::bigint();
  return call.signature->order_dependence(argument);
}

/// In event-time order, which one call is enough for, every plan works through the rows of a group alike, so that only
/// the rounding of sums is left. In order of arrival everything depends on it.
OrderDependence dependence_of(const std::vector<OverCall>& over) {
  if (over.empty()) return OrderDependence::kNone;
  const bool is_ordered =
      std::any_of(over.begin(), over.end(), [](const OverCall& call) { return call.is_ordered; });
  if (!is_ordered) return OrderDependence::kFull;
  const bool has_sums = std::any_of(over.begin(), over.end(), [](const OverCall& call) {
    return call.aggregate && dependence_of(*call.aggregate) != OrderDependence::kNone;
  });
  return has_sums ? OrderDependence::kLastBits : OrderDependence::kNone;
}

}  // namespace

bool QueryPlan::can_merge() const {
  return shape == QueryShape::kGrouped &&
         std::all_of(aggregates.begin(), aggregates.end(),
                     [](const AggregateCall& call) { return call.signature->can_merge; });
}

OrderDependence QueryPlan::order_dependence() const {
  OrderDependence strongest = OrderDependence::kNone;
  for (const AggregateCall& call : aggregates) strongest = std::max(strongest, dependence_of(call));
  return std::max(strongest, dependence_of(over));
}

Schema QueryPlan::output_schema() const {
  std::vector<Field> fields;
  fields.reserve(outputs.size());
  for (const OutputItem& output : outputs) fields.push_back({output.name, output.expression.type});
  return Schema(std::move(fields));
}

}  // namespace millrace
