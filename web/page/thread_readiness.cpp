// web/page/thread_readiness.cpp — counts before it starts.
#include "web/page/thread_readiness.hpp"

#include <fmt/format.h>

#include <utility>

#include "web/page/browser.hpp"

namespace millrace {
namespace {

/// Each is a worker with some megabytes of its own; browsers give up at some hundred.
constexpr std::uint32_t kThreadsMax = 33;

/// One that feeds and routes, and one a worker.
std::uint32_t threads_of(const Scenario& scenario) {
  const JobSpec& job = scenario.engine.job;
  return 1 + (job.processor == ProcessorKind::kSimple ? 0 : job.worker_count);
}

}  // namespace

MeasuredRunMaker with_ready_threads(MeasuredRunMaker make) {
  return [make = std::move(make)](std::shared_ptr<const Scenario> scenario,
                                  const std::string& strategy,
                                  double speed) -> Result<std::unique_ptr<MeasuredRun>> {
    if (!make) {
      tell_page({{"wants_threads", 0}});
      return Error{ErrorCode::kOption, "this page runs without threads, which measuring needs"};
    }
    const std::uint32_t wanted = threads_of(*scenario);
    if (wanted > kThreadsMax) {
      return Error{ErrorCode::kOption,
                   fmt::format("measuring {} workers takes {} threads, and a page starts {} at "
                               "most: fewer engine.num_partitions, or the workbench on a desktop",
                               wanted - 1, wanted, kThreadsMax)};
    }
    if (ready_threads() < wanted) {
      tell_page({{"wants_threads", wanted}});
      return Error{ErrorCode::kOption, fmt::format("starting {} threads \xe2\x80\xa6", wanted)};
    }
    return make(std::move(scenario), strategy, speed);
  };
}

}  // namespace millrace
