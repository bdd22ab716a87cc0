// core/job/coordinator.hpp — V2 on one thread: a bounded queue and a worker per processing
// partition, in turns.
#pragma once

#include <memory>

#include "core/job/job_processor.hpp"

namespace millrace {

/// step() lets every worker process one envelope (or write again what its sink refused), in the
/// order of the workers. REQUIRES: plan->spec.processor is kCoordinator; sinks.size() ==
/// sink_count(*plan).
std::unique_ptr<JobProcessor> make_coordinator(std::shared_ptr<const JobPlan> plan, SinkList sinks);

}  // namespace millrace
