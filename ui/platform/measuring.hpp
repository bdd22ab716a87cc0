// ui/platform/measuring.hpp — the one place where the workbench chooses between threads and none:
// measuring_threads.cpp is linked where there are threads, measuring_serial.cpp elsewhere.
#pragma once

#include "sim/workload/topic_log.hpp"
#include "ui/session/measured_run.hpp"

namespace millrace {

/// Null where there are no threads.
MeasuredRunMaker measured_run_maker(const WorkloadFiles& files);

}  // namespace millrace
