// core/job/make_processor.cpp — from plan to processor.
#include "core/job/coordinator.hpp"
#include "core/job/partition_worker.hpp"
#include "core/job/simple_processor.hpp"

namespace millrace {

std::uint32_t sink_count(const JobPlan& plan) {
  return plan.spec.worker_count + (has_merger(plan) ? 1 : 0);
}

std::unique_ptr<JobProcessor> make_processor(std::shared_ptr<const JobPlan> plan, SinkList sinks) {
  if (plan->spec.processor == ProcessorKind::kSimple) {
    return make_simple_processor(std::move(plan), std::move(sinks));
  }
  return make_coordinator(std::move(plan), std::move(sinks));
}

}  // namespace millrace
