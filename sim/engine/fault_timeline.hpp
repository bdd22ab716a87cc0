// sim/engine/fault_timeline.hpp — what happens to the job on the timeline: the list of faults, and a
// scenario's strikes in order of time. Faults of the topic's records are sim/workload's.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/base/units.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_vocabulary.hpp"
#include "sim/workload/parameters.hpp"

namespace millrace {

class World;

/// A fault of the list. Immutable, lives as long as the program. Either a condition, which holds
/// from a strike's beginning to its end, or a pair of actions.
struct FaultInfo {
  std::string_view name;
  std::string_view summary;  // one sentence
  std::span<const std::string_view> aliases = {};
  std::span<const ParameterInfo> parameters = {};
  /// How long it lasts without `for:`; nothing: to the end of the run.
  std::optional<VirtualDuration> lasts_default = {};
  /// Condition: sets what it changes, on a world in which no condition holds.
  void (*hold)(World& world, const Parameters& parameters) = nullptr;
  /// Actions; either may be null.
  void (*begin)(World& world, const Parameters& parameters) = nullptr;
  void (*end)(World& world, const Parameters& parameters) = nullptr;

  ChoiceInfo choice() const { return {name, summary, aliases, parameters}; }
};

/// In the order of sim/engine/faults/faults.list.
const std::vector<const FaultInfo*>& all_faults();

/// For the vocabulary of scenarios: faults of the job and of the workload.
std::vector<ChoiceInfo> fault_choices();

/// One time that a fault strikes.
struct FaultStrike {
  const FaultInfo* info = nullptr;
  Parameters parameters;
  VirtualTime begin;
  std::optional<VirtualTime> end;  // nothing: not before the run's
};

/// All strikes of the scenario's faults of the job, in the order of the file. kOption: an unknown
/// fault, or parameters that do not fit.
Result<std::vector<FaultStrike>> fault_strikes_of(const Scenario& scenario);

}  // namespace millrace
