// sim/engine/faults/slow_core.cpp — a core that is shared with a neighbour, or too hot.
#include <array>

#include "sim/engine/fault_timeline.hpp"
#include "sim/engine/world.hpp"

namespace millrace::engine_faults {
namespace {

void hold(World& world, const Parameters& parameters) {
  const auto core = static_cast<std::size_t>(parameters.integer("core"));
  if (core < world.cores.size()) world.cores[core].slowness *= parameters.number("factor");
}

constexpr std::array<std::string_view, 1> kFactorAliases = {"by"};
constexpr std::array kParameters = {
    ParameterInfo{
        .name = "core", .summary = "Which core", .kind = ParameterKind::kCore, .default_text = "0"},
    ParameterInfo{.name = "factor",
                  .summary = "How many times as long work that begins on it takes",
                  .kind = ParameterKind::kNumber,
                  .default_text = "4",
                  .minimum = 1.0,
                  .maximum = 1'000'000.0,
                  .aliases = kFactorAliases},
};

}  // namespace

extern const FaultInfo slow_core;
const FaultInfo slow_core = {
    .name = "slow_core",
    .summary = "A core takes longer for everything",
    .parameters = kParameters,
    .hold = hold,
};

}  // namespace millrace::engine_faults
