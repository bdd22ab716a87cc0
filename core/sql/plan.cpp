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

/// In event-time order every plan works through the rows of a group alike, so only the rounding of
/// sums is left. In order of arrival everything depends on it.
OrderDependence dependence_of(const OverCall& call) {
  if (!call.is_ordered) return OrderDependence::kFull;
  if (!call.aggregate) return OrderDependence::kNone;
  return std::min(dependence_of(*call.aggregate), OrderDependence::kLastBits);
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
  for (const OverCall& call : over) strongest = std::max(strongest, dependence_of(call));
  return strongest;
}

Schema QueryPlan::output_schema() const {
  std::vector<Field> fields;
  fields.reserve(outputs.size());
  for (const OutputItem& output : outputs) fields.push_back({output.name, output.expression.type});
  return Schema(std::move(fields));
}

}  // namespace millrace
