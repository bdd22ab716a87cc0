// sim/engine/faults/rebalance.cpp — the consumer group rebalances eagerly, as Kafka's classic
// protocol does: every partition is revoked, and assigned again after a while.
#include "sim/engine/fault_timeline.hpp"
#include "sim/engine/world.hpp"

namespace millrace::engine_faults {
namespace {

void begin(World& world, const Parameters&) {
  if (!world.fetcher.is_paused()) world.fetcher.pause();
}

void end(World& world, const Parameters&) {
  if (world.fetcher.is_paused()) world.fetcher.resume(world.now, world.events);
}

}  // namespace

extern const FaultInfo rebalance;
const FaultInfo rebalance = {
    .name = "rebalance",
    .summary = "No source partition is read, and what was fetched and not routed is fetched again",
    .lasts_default = VirtualDuration{3'000'000'000},
    .begin = begin,
    .end = end,
};

}  // namespace millrace::engine_faults
