// sim/workload/faults/hot_key.cpp — one value of a field gets a share of all rows for a while.
#include <array>
#include <string>

#include "sim/workload/field_set.hpp"
#include "sim/workload/workload_faults.hpp"

namespace millrace::faults {
namespace {

Error refuse(const std::string& problem) {
  return {ErrorCode::kOption, "hot_key: " + problem, {}};
}

Status apply(const WorkloadFaultContext& context, WorkloadEffects& effects) {
  if (context.fields == nullptr) return refuse("a recorded topic keeps its values");
  const std::string& name = context.parameters.text("field");
  const std::string& value = context.parameters.text("value");
  const auto field = field_index(context.scenario.topic, name);
  if (!field) return refuse("the topic has no column '" + name + "'");
  const FieldValues* values = context.fields->values_of(*field);
  if (values == nullptr) return refuse("'" + name + "' holds the event time");
  const auto number = values->number_of(value);
  if (!number) return refuse("field '" + name + "' never has the value '" + value + "'");
  effects.hot_keys.push_back({.span = context.span,
                              .field = *field,
                              .number = *number,
                              .share = context.parameters.number("share"),
                              .random = context.random});
  return {};
}

constexpr std::array kParameters = {
    ParameterInfo{.name = "field",
                  .summary = "Which column",
                  .kind = ParameterKind::kField,
                  .is_required = true},
    ParameterInfo{.name = "value",
                  .summary = "Its hot value, one that the field has anyway",
                  .kind = ParameterKind::kText,
                  .is_required = true},
    ParameterInfo{
        .name = "share",
        .summary = "Share of all rows that get the value, beside those that have it anyway",
        .kind = ParameterKind::kShare,
        .default_text = "0.5",
        .minimum = 0.0,
        .maximum = 1.0},
};

}  // namespace

extern const WorkloadFaultInfo hot_key;
const WorkloadFaultInfo hot_key = {
    .name = "hot_key",
    .summary = "One value of a field gets a share of all rows",
    .parameters = kParameters,
    .apply = apply,
};

}  // namespace millrace::faults
