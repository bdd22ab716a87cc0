// ui/platform/measuring_threads.cpp — jobs that really run.
#include "ui/live/live_run.hpp"
#include "ui/platform/measuring.hpp"

namespace millrace {

MeasuredRunMaker measured_run_maker(const WorkloadFiles& files) {
  return
      [files](std::shared_ptr<const Scenario> scenario, const std::string& strategy, double speed) {
        return start_live_run(std::move(scenario), files, strategy, speed);
      };
}

}  // namespace millrace
