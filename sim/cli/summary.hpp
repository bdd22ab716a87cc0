// sim/cli/summary.hpp — what a finished query says about itself, for people (error stream) and for
// programs (JSON).
#pragma once

#include <string>

#include "core/job/job_plan.hpp"
#include "core/job/job_statistics.hpp"
#include "sim/cli/command_io.hpp"

namespace millrace::cli {

/// One finished run. Borrowed.
struct FinishedRun {
  const JobPlan& plan;
  const JobStatistics& statistics;
  double seconds = 0.0;      // reading, routing and executing, without sorting and printing
  bool was_stopped = false;  // Ctrl-C
};

/// "valid", "invalid" or "unknown" (semantics §8), as far as one run can tell.
const char* verdict_word(const FinishedRun& run);

/// Rows in, results, late, dead letters; strategy and why; rows/s. A few lines on the error stream.
void show_summary(const FinishedRun& run, const CommandIo& io);

/// The same as one JSON object, stable field names in snake_case. Without measured time: the same
/// arguments print the same bytes, on every machine.
std::string summary_json(const FinishedRun& run);

}  // namespace millrace::cli
