// sim/engine/faults/stall_worker.cpp — a worker that waits for something outside: a garbage
// collection, a lock, a page fault.
#include <array>

#include "sim/engine/fault_timeline.hpp"
#include "sim/engine/world.hpp"

namespace millrace::engine_faults {
namespace {

void hold(World& world, const Parameters& parameters) {
  const auto worker = static_cast<std::size_t>(parameters.integer("worker"));
  if (worker < world.stations.size()) world.stations[worker].is_stalled = true;
}

constexpr std::array kParameters = {
    ParameterInfo{
        .name = "worker",
        .summary = "Which worker; it ends the batch that it works on, and begins no other",
        .kind = ParameterKind::kWorker,
        .default_text = "0"},
};

}  // namespace

extern const FaultInfo stall_worker;
const FaultInfo stall_worker = {
    .name = "stall_worker",
    .summary = "A worker stands still",
    .parameters = kParameters,
    .lasts_default = VirtualDuration{1'000'000'000},
    .hold = hold,
};

}  // namespace millrace::engine_faults
