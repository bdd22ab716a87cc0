// sim/workload/workload_faults.cpp — builds the list from faults.list, and strikes each fault of a
// scenario as often as it comes.
#include "sim/workload/workload_faults.hpp"

#include <algorithm>
#include <map>
#include <string>

#include "sim/workload/choice_list.hpp"

namespace millrace {

namespace faults {
#define X(name) extern const WorkloadFaultInfo name;
#include "sim/workload/faults/faults.list"
#undef X
}  // namespace faults

namespace {

constexpr std::int64_t kStrikesMax = 1'000'000;

/// What a fault's random stream is called: by what it says, so that another fault changes nothing in it.
std::string stream_name(const FaultSpec& fault, std::map<std::string, int>& seen) {
  std::string name = "fault/" + fault.type + "/" + std::to_string(fault.at.ns);
  for (const auto& [key, value] : fault.parameters) name += "/" + key + "=" + value;
  const int twin = seen[name]++;
  return twin == 0 ? name : name + "#" + std::to_string(twin);
}

Status strike(const WorkloadFaultInfo& info, const FaultSpec& fault, const Scenario& scenario,
              const FieldSet* fields, const Prng& random, WorkloadEffects& effects) {
  MILLRACE_TRY(const Parameters parameters,
               Parameters::read(info.name, info.parameters, fault.parameters));
  const std::int64_t end = scenario.duration.ns;
  std::int64_t begin = fault.at.ns;
  for (std::int64_t time = 0; begin < end; ++time) {
    if (time == kStrikesMax) {
      return Error{
          ErrorCode::kOption,
          std::string(info.name) + " strikes more than " + std::to_string(kStrikesMax) + " times",
          {}};
    }
    const std::int64_t lasts = fault.lasts ? fault.lasts->ns : end - begin;
    const EffectSpan span = {begin, begin + std::min(lasts, end - begin)};
    MILLRACE_CHECK(info.apply({.scenario = scenario,
                               .parameters = parameters,
                               .fields = fields,
                               .span = span,
                               .random = random.fork(static_cast<std::uint64_t>(time))},
                              effects));
    if (!fault.every || fault.every->ns <= 0) break;
    if (fault.every->ns >= end - begin) break;
    begin += fault.every->ns;
  }
  return {};
}

}  // namespace

const std::vector<const WorkloadFaultInfo*>& all_workload_faults() {
  static const std::vector<const WorkloadFaultInfo*> list = {
#define X(name) &faults::name,
#include "sim/workload/faults/faults.list"
#undef X
  };
  return list;
}

const WorkloadFaultInfo* find_workload_fault(std::string_view any_spelling) {
  const auto found = choice_named(all_workload_faults(), any_spelling, "fault");
  return found ? found.value() : nullptr;
}

Result<WorkloadEffects> workload_effects_of(const Scenario& scenario, const FieldSet* fields,
                                            const Prng& streams) {
  WorkloadEffects effects;
  std::map<std::string, int> seen;
  for (const FaultSpec& fault : scenario.faults) {
    const WorkloadFaultInfo* info = find_workload_fault(fault.type);
    if (info == nullptr) continue;
    const Prng random = streams.fork(stream_name(fault, seen));
    MILLRACE_CHECK(strike(*info, fault, scenario, fields, random, effects));
  }
  std::stable_sort(
      effects.partitions.begin(), effects.partitions.end(),
      [](const PartitionsEffect& a, const PartitionsEffect& b) { return a.at_ns < b.at_ns; });
  return effects;
}

}  // namespace millrace
