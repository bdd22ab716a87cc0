// sim/workload/faults/poison_records.cpp — records that no consumer can read.
#include <array>

#include "sim/workload/workload_faults.hpp"

namespace millrace::faults {
namespace {

Status apply(const WorkloadFaultContext& context, WorkloadEffects& effects) {
  effects.poisons.push_back({context.span, context.parameters.number("share"), context.random});
  return {};
}

constexpr std::array kParameters = {
    ParameterInfo{.name = "share",
                  .summary = "Share of the records",
                  .kind = ParameterKind::kShare,
                  .default_text = "0.01",
                  .minimum = 0.0,
                  .maximum = 1.0},
};
constexpr std::array<std::string_view, 2> kAliases = {"poison", "corrupt_records"};

}  // namespace

extern const WorkloadFaultInfo poison_records;
const WorkloadFaultInfo poison_records = {
    .name = "poison_records",
    .summary = "Some records are cut off and cannot be read: they become dead letters",
    .aliases = kAliases,
    .parameters = kParameters,
    .apply = apply,
};

}  // namespace millrace::faults
