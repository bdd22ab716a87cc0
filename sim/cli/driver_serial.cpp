// sim/cli/driver_serial.cpp — every processing partition in turn on the calling thread, for builds
// without threads.
#include "sim/cli/driver.hpp"

namespace millrace::cli {

std::unique_ptr<JobProcessor> make_driver(std::shared_ptr<const JobPlan> plan, SinkList sinks) {
  return make_processor(std::move(plan), std::move(sinks));
}

const char* driver_name() {
  return "one thread";
}

StageRun stage_run() {
  return nullptr;
}

}  // namespace millrace::cli
