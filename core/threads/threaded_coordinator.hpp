// core/threads/threaded_coordinator.hpp — V2 with a thread per worker: the wall-clock driver of a
// job.
#pragma once

#include <memory>

#include "core/job/job_processor.hpp"
#include "core/threads/thread_observer.hpp"

namespace millrace {

/// The calling thread reads, stamps, routes and, where the plan has a second phase, merges; each
/// worker has a thread and touches no lock on the way of a batch. Results are those of the
/// single-threaded Coordinator, bit for bit, whatever the threads' timing: what a worker is given
/// is decided before it is handed over, and merging goes in rounds. step() returns at once after an
/// offer that was taken, and sleeps after one that was refused until there is room. Each sink is
/// called from its worker's thread, the last one (of a second phase) from the caller's. A plan for
/// V1 gets the SimpleProcessor: it has nothing to run side by side. REQUIRES: sinks.size() ==
/// sink_count(*plan); the sinks outlive the processor.
std::unique_ptr<JobProcessor> make_threaded_processor(std::shared_ptr<const JobPlan> plan,
                                                      SinkList sinks);
/// The same, and tells the observer, which outlives it, what its threads do.
std::unique_ptr<JobProcessor> make_observed_processor(std::shared_ptr<const JobPlan> plan,
                                                      SinkList sinks, ThreadObserver& observer);

}  // namespace millrace
