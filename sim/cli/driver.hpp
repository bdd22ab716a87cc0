// sim/cli/driver.hpp — the one place where the command chooses between threads and one thread
// (design §3). driver_threads.cpp is linked where threads are available, driver_serial.cpp
// elsewhere; both give the same results.
#pragma once

#include <memory>

#include "core/job/job_processor.hpp"
#include "sim/study/job_calibration.hpp"

namespace millrace::cli {

std::unique_ptr<JobProcessor> make_driver(std::shared_ptr<const JobPlan> plan, SinkList sinks);
/// For the summary: "threads" or "one thread".
const char* driver_name();
/// Runs a job with threads and reads their CPU clocks; null where there are none.
StageRun stage_run();

}  // namespace millrace::cli
