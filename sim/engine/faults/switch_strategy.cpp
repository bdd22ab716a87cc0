// sim/engine/faults/switch_strategy.cpp — the job goes over to another strategy: it drains, moves
// the state of every group whose place changes, and goes on (semantics §6).
#include <array>

#include "sim/engine/fault_timeline.hpp"
#include "sim/engine/world.hpp"

namespace millrace::engine_faults {
namespace {

void begin(World& world, const Parameters& parameters) {
  PlanChange change;
  change.strategy = parameters.text("strategy");
  world.request(std::move(change));
}

constexpr std::array<std::string_view, 1> kAliases = {"to"};
constexpr std::array kParameters = {
    ParameterInfo{.name = "strategy",
                  .summary = "The strategy from then on",
                  .kind = ParameterKind::kStrategy,
                  .is_required = true,
                  .aliases = kAliases},
};

}  // namespace

extern const FaultInfo switch_strategy;
const FaultInfo switch_strategy = {
    .name = "switch_strategy",
    .summary = "The job goes over to another strategy, and states move",
    .parameters = kParameters,
    .begin = begin,
};

}  // namespace millrace::engine_faults
