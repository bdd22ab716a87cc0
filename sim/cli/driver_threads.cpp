// sim/cli/driver_threads.cpp — the wall-clock driver: one thread per processing partition.
#include <time.h>

#include <algorithm>

#include "core/base/assert.hpp"
#include "core/threads/threaded_coordinator.hpp"
#include "sim/cli/driver.hpp"

namespace millrace::cli {
namespace {

/// Nanoseconds; CPU time is what a thread was busy with, without its waiting.
std::int64_t ns_of(clockid_t clock) {
  timespec now = {};
  MILLRACE_ASSERT(clock_gettime(clock, &now) == 0);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

StageTimes run_stages(const std::shared_ptr<const JobPlan>& plan,
                      const std::vector<RecordBatch>& batches) {
  std::vector<std::unique_ptr<CollectingSink>> sinks;
  SinkList list;
  for (std::uint32_t i = 0; i < sink_count(*plan); ++i) {
    sinks.push_back(std::make_unique<CollectingSink>());
    list.push_back(sinks.back().get());
  }
  const std::unique_ptr<JobProcessor> processor = make_threaded_processor(plan, list);
  HeldBatches source(batches);
  const std::int64_t wall_begin = ns_of(CLOCK_MONOTONIC);
  const std::int64_t all_begin = ns_of(CLOCK_PROCESS_CPUTIME_ID);
  const std::int64_t own_begin = ns_of(CLOCK_THREAD_CPUTIME_ID);
  const Status status = run_job(source, *processor);
  const std::int64_t own_end = ns_of(CLOCK_THREAD_CPUTIME_ID);
  const std::int64_t all_end = ns_of(CLOCK_PROCESS_CPUTIME_ID);
  const std::int64_t wall_end = ns_of(CLOCK_MONOTONIC);
  MILLRACE_ASSERT(status.has_value());  // neither this source nor these sinks fail
  const std::int64_t own = own_end - own_begin;
  return {own, std::max<std::int64_t>(all_end - all_begin - own, 0), wall_end - wall_begin,
          processor->statistics()};
}

}  // namespace

std::unique_ptr<JobProcessor> make_driver(std::shared_ptr<const JobPlan> plan, SinkList sinks) {
  if (plan->spec.processor == ProcessorKind::kSimple) {
    return make_processor(std::move(plan), std::move(sinks));
  }
  return make_threaded_processor(std::move(plan), std::move(sinks));
}

const char* driver_name() {
  return "threads";
}

StageRun stage_run() {
  return run_stages;
}

}  // namespace millrace::cli
