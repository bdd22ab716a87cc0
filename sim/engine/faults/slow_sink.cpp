// sim/engine/faults/slow_sink.cpp — what takes the results does so slowly; its worker can be one
// batch ahead of it.
#include <array>

#include "sim/engine/fault_timeline.hpp"
#include "sim/engine/world.hpp"

namespace millrace::engine_faults {
namespace {

void hold(World& world, const Parameters& parameters) {
  for (WorkerStation& station : world.stations) {
    const bool is_meant =
        !parameters.has("worker") || parameters.integer("worker") == std::int64_t{station.id.value};
    if (!is_meant) continue;
    station.sink_delay_ns += parameters.duration("delay").ns;
    station.sink_slowness *= parameters.number("factor");
  }
}

constexpr std::array kParameters = {
    ParameterInfo{.name = "worker",
                  .summary = "Whose sink; without it every worker's",
                  .kind = ParameterKind::kWorker},
    ParameterInfo{.name = "delay",
                  .summary = "What each write takes longer",
                  .kind = ParameterKind::kDuration,
                  .default_text = "10ms",
                  .minimum = 0.0},
    ParameterInfo{.name = "factor",
                  .summary = "How many times as long a write takes by the cost model",
                  .kind = ParameterKind::kNumber,
                  .default_text = "1",
                  .minimum = 1.0,
                  .maximum = 1'000'000.0},
};

}  // namespace

extern const FaultInfo slow_sink;
const FaultInfo slow_sink = {
    .name = "slow_sink",
    .summary = "A worker's sink takes longer, and holds the worker back",
    .parameters = kParameters,
    .hold = hold,
};

}  // namespace millrace::engine_faults
