// core/job/simple_processor.hpp — V1: one processing partition, no queue, no routing. The reference
// for every other plan.
#pragma once

#include <memory>

#include "core/job/job_processor.hpp"

namespace millrace {

/// REQUIRES: plan->spec.processor is kSimple; sinks.size() == sink_count(*plan).
std::unique_ptr<JobProcessor> make_simple_processor(std::shared_ptr<const JobPlan> plan,
                                                    SinkList sinks);

}  // namespace millrace
