// sim/engine/simple_run.hpp — the reference of verdicts: all records through one worker, without
// time.
#pragma once

#include <vector>

#include "core/job/job_statistics.hpp"
#include "sim/engine/world.hpp"

namespace millrace {

struct SimpleRun {
  JobStatistics statistics;
  VirtualTime last_due_at;
  std::uint64_t results_hash = 0;
};

/// Reads the topic in the order of time and processes it as V1 does; output goes to `out`.
SimpleRun run_simply(const RunSetup& setup, RunOutput& out);

}  // namespace millrace
