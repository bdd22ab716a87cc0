// sim/engine/faults/crash_worker.cpp — a worker dies with its state and the batch in its hands, and
// comes back: from the state of its last commit, by working through again what came after it.
#include <array>

#include "sim/engine/fault_timeline.hpp"
#include "sim/engine/world.hpp"

namespace millrace::engine_faults {
namespace {

void begin(World& world, const Parameters& parameters) {
  const auto worker = static_cast<std::size_t>(parameters.integer("worker"));
  if (worker < world.stations.size()) world.crash(world.stations[worker]);
}

void end(World& world, const Parameters& parameters) {
  const auto worker = static_cast<std::size_t>(parameters.integer("worker"));
  if (worker < world.stations.size()) world.bring_back(world.stations[worker]);
}

constexpr std::array<std::string_view, 1> kCommitAliases = {"commit_interval"};
constexpr std::array kParameters = {
    ParameterInfo{.name = "worker",
                  .summary = "Which worker",
                  .kind = ParameterKind::kWorker,
                  .default_text = "0"},
    ParameterInfo{
        .name = "commit_every",
        .summary = "How often it commits offsets and state: what it repeats is at most that much",
        .kind = ParameterKind::kDuration,
        .default_text = "1s",
        .minimum = 1.0,
        .aliases = kCommitAliases},
};

}  // namespace

extern const FaultInfo crash_worker;
const FaultInfo crash_worker = {
    .name = "crash_worker",
    .summary = "A worker loses its state, and rebuilds it from its last committed offsets",
    .parameters = kParameters,
    .lasts_default = VirtualDuration{2'000'000'000},
    .begin = begin,
    .end = end,
};

}  // namespace millrace::engine_faults
