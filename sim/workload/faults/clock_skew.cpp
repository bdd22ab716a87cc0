// sim/workload/faults/clock_skew.cpp — a producer's clock goes wrong: its event times are off.
#include <algorithm>
#include <array>
#include <string>

#include "sim/workload/workload_faults.hpp"

namespace millrace::faults {
namespace {

Status apply(const WorkloadFaultContext& context, WorkloadEffects& effects) {
  if (context.fields == nullptr) {
    return Error{ErrorCode::kOption, "clock_skew: a recorded topic keeps its times", {}};
  }
  ClockSkewEffect skew;
  skew.span = context.span;
  skew.skew_ms = context.parameters.duration("skew").ns / 1'000'000;
  if (context.parameters.has("producer")) {
    const std::string& name = context.parameters.text("producer");
    const std::vector<ProducerSpec>& producers = context.scenario.topic.producers;
    const auto found =
        std::find_if(producers.begin(), producers.end(),
                     [&name](const ProducerSpec& producer) { return producer.name == name; });
    if (found == producers.end()) {
      return Error{ErrorCode::kOption, "clock_skew: no producer is called '" + name + "'", {}};
    }
    skew.producer = static_cast<std::uint32_t>(found - producers.begin());
  }
  effects.clock_skews.push_back(skew);
  return {};
}

constexpr std::array<std::string_view, 2> kSkewAliases = {"by", "offset"};
constexpr std::array kParameters = {
    ParameterInfo{.name = "producer",
                  .summary = "Whose clock; left out, that of all producers",
                  .kind = ParameterKind::kProducer},
    ParameterInfo{.name = "skew",
                  .summary = "How far it is ahead; behind where negative. Whole milliseconds count",
                  .kind = ParameterKind::kDuration,
                  .is_required = true,
                  .unit = "ns",
                  .aliases = kSkewAliases},
};

}  // namespace

extern const WorkloadFaultInfo clock_skew;
const WorkloadFaultInfo clock_skew = {
    .name = "clock_skew",
    .summary = "A producer's clock is wrong: event times and timestamps are off",
    .parameters = kParameters,
    .apply = apply,
};

}  // namespace millrace::faults
