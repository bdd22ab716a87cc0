// sim/workload/faults/add_partitions.cpp — the topic gets more partitions, so that producers place
// keys elsewhere from then on: the classic way to break per-key order and alignment.
#include <array>

#include "sim/workload/workload_faults.hpp"

namespace millrace::faults {
namespace {

Status apply(const WorkloadFaultContext& context, WorkloadEffects& effects) {
  effects.partitions.push_back(
      {context.span.begin_ns, static_cast<std::uint32_t>(context.parameters.integer("count"))});
  return {};
}

constexpr std::array kParameters = {
    ParameterInfo{.name = "count",
                  .summary = "How many are added; they stay",
                  .kind = ParameterKind::kInteger,
                  .default_text = "1",
                  .minimum = 1.0,
                  .maximum = 10'000.0},
};

}  // namespace

extern const WorkloadFaultInfo add_partitions;
const WorkloadFaultInfo add_partitions = {
    .name = "add_partitions",
    .summary = "The topic gets more partitions: keys move to others from then on",
    .parameters = kParameters,
    .apply = apply,
};

}  // namespace millrace::faults
