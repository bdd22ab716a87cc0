// sim/workload/workload_faults.hpp — the faults of a timeline that change what the topic holds, and
// their list. Faults of the job (cores, workers, sinks) are the engine's.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_vocabulary.hpp"
#include "sim/workload/parameters.hpp"
#include "sim/workload/workload_effects.hpp"

namespace millrace {

class FieldSet;
class ProducerSet;

/// What a fault may look at.
struct WorkloadFaultContext {
  const Scenario& scenario;
  const Parameters& parameters;
  const FieldSet* fields = nullptr;  // null: a recorded topic
  EffectSpan span;  // this time that it strikes; to the end of the run without `for:`
  Prng random;      // of this time
};

/// A fault of the list. Immutable, lives as long as the program.
struct WorkloadFaultInfo {
  std::string_view name;
  std::string_view summary;  // one sentence
  std::span<const std::string_view> aliases = {};
  std::span<const ParameterInfo> parameters = {};
  Status (*apply)(const WorkloadFaultContext&, WorkloadEffects&) = nullptr;

  ChoiceInfo choice() const { return {name, summary, aliases, parameters}; }
};

/// In the order of sim/workload/faults/faults.list.
const std::vector<const WorkloadFaultInfo*>& all_workload_faults();
/// By any spelling; null when the fault is not one of the workload.
const WorkloadFaultInfo* find_workload_fault(std::string_view any_spelling);

/// The effects of all faults of the scenario that are of this room; others are passed over.
/// Errors (kOption) name the fault: parameters that do not fit.
Result<WorkloadEffects> workload_effects_of(const Scenario& scenario, const FieldSet* fields,
                                            const Prng& streams);

}  // namespace millrace
