// sim/engine/fault_timeline.cpp — builds the list from faults.list; strikes as often as a fault
// comes.
#include "sim/engine/fault_timeline.hpp"

#include <string>

#include "sim/workload/choice_list.hpp"
#include "sim/workload/workload_faults.hpp"

namespace millrace {

namespace engine_faults {
#define X(name) extern const FaultInfo name;
#include "sim/engine/faults/faults.list"
#undef X
}  // namespace engine_faults

namespace {

constexpr std::size_t kStrikesMax = 100'000;

Status add_strikes(const FaultInfo& info, const FaultSpec& fault, std::int64_t end_ns,
                   std::vector<FaultStrike>& strikes) {
  MILLRACE_TRY(const Parameters parameters,
               Parameters::read(info.name, info.parameters, fault.parameters));
  const std::optional<VirtualDuration> lasts =
      fault.lasts.has_value() ? fault.lasts : info.lasts_default;
  for (std::int64_t begin = fault.at.ns; begin < end_ns;) {
    if (strikes.size() == kStrikesMax) {
      return Error{ErrorCode::kOption,
                   "faults strike more than " + std::to_string(kStrikesMax) + " times",
                   {}};
    }
    FaultStrike strike{&info, parameters, VirtualTime{begin}, std::nullopt};
    if (lasts.has_value()) strike.end = VirtualTime{begin + lasts->ns};
    strikes.push_back(strike);
    if (!fault.every.has_value() || fault.every->ns <= 0) break;
    if (fault.every->ns >= end_ns - begin) break;
    begin += fault.every->ns;
  }
  return {};
}

}  // namespace

const std::vector<const FaultInfo*>& all_faults() {
  static const std::vector<const FaultInfo*> list = {
#define X(name) &engine_faults::name,
#include "sim/engine/faults/faults.list"
#undef X
  };
  return list;
}

std::vector<ChoiceInfo> fault_choices() {
  std::vector<ChoiceInfo> choices;
  for (const FaultInfo* info : all_faults()) choices.push_back(info->choice());
  for (const WorkloadFaultInfo* info : all_workload_faults()) choices.push_back(info->choice());
  return choices;
}

Result<std::vector<FaultStrike>> fault_strikes_of(const Scenario& scenario) {
  std::vector<FaultStrike> strikes;
  for (const FaultSpec& fault : scenario.faults) {
    if (find_workload_fault(fault.type) != nullptr) continue;
    MILLRACE_TRY(const FaultInfo* info, choice_named(all_faults(), fault.type, "fault"));
    MILLRACE_CHECK(add_strikes(*info, fault, scenario.duration.ns, strikes));
  }
  return strikes;
}

}  // namespace millrace
