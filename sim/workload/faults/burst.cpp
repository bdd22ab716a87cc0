// sim/workload/faults/burst.cpp — more records for a while.
#include <array>

#include "sim/workload/workload_faults.hpp"

namespace millrace::faults {
namespace {

Status apply(const WorkloadFaultContext& context, WorkloadEffects& effects) {
  const double factor = context.parameters.number("factor");
  const RateFactor lift = {context.span.begin_ns, context.span.end_ns, factor, factor};
  for (std::vector<RateFactor>& factors : effects.rate_factors) {
    if (factors.back().end_ns > lift.begin_ns) continue;
    factors.push_back(lift);
    return {};
  }
  effects.rate_factors.push_back({lift});
  return {};
}

constexpr std::array<std::string_view, 2> kFactorAliases = {"by", "times"};
constexpr std::array kParameters = {
    ParameterInfo{.name = "factor",
                  .summary = "How many times the rate that the load has otherwise; below 1 a lull",
                  .kind = ParameterKind::kNumber,
                  .default_text = "5",
                  .minimum = 0.0,
                  .maximum = 1'000'000.0,
                  .aliases = kFactorAliases},
};
constexpr std::array<std::string_view, 1> kAliases = {"spike"};

}  // namespace

extern const WorkloadFaultInfo burst;
const WorkloadFaultInfo burst = {
    .name = "burst",
    .summary = "Records come several times as fast for a while",
    .aliases = kAliases,
    .parameters = kParameters,
    .apply = apply,
};

}  // namespace millrace::faults
