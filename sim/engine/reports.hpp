// sim/engine/reports.hpp — one instant and the whole of a run, as plain data. Reads the world,
// changes nothing.
#pragma once

#include "sim/engine/run_report.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/engine/snapshot.hpp"
#include "sim/engine/world.hpp"

namespace millrace {

SimulationSnapshot snapshot_of(const World& world);
SimulationPulse pulse_of(const World& world);
/// REQUIRES: the world is finished.
RunReport report_of(const World& world);
/// Asserts what holds at the end of every run: no row lost, queues within their bound, Little's law
/// and the utilisation law as identities of independent counts.
void assert_invariants(const World& world);
/// Statistics of the engine's parts. REQUIRES: nothing is in service.
JobStatistics job_statistics_of(const World& world);
/// XXH3 over what the run gave and when.
std::uint64_t run_hash_of(const World& world, const JobStatistics& statistics);

}  // namespace millrace
