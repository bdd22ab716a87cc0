// sim/cli/driver_threads.cpp — the wall-clock driver: one thread per processing partition.
#include "core/threads/threaded_coordinator.hpp"
#include "sim/cli/driver.hpp"

namespace millrace::cli {

std::unique_ptr<JobProcessor> make_driver(std::shared_ptr<const JobPlan> plan, SinkList sinks) {
  if (plan->spec.processor == ProcessorKind::kSimple) {
    return make_processor(std::move(plan), std::move(sinks));
  }
  return make_threaded_processor(std::move(plan), std::move(sinks));
}

const char* driver_name() {
  return "threads";
}

}  // namespace millrace::cli
