// sim/study/job_calibration.hpp — prices of one job's own query and records, from runs with real threads: what a row
// costs depends on its columns and aggregates, and on its way from one core to another. Clocks and threads are the
// caller's.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "core/base/result.hpp"
#include "core/data/record_batch.hpp"
#include "core/job/job_plan.hpp"
#include "core/job/job_statistics.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/study/calibration.hpp"
#include "sim/workload/topic_log.hpp"

namespace millrace {

/// One run of a job: what its threads were busy with by their own clocks (CPU time), and what they did.
struct StageTimes {
  std::int64_t router_ns = 0;   // of the thread that reads, routes and hands over
  std::int64_t workers_ns = 0;  // of the workers' threads together
  std::int64_t elapsed_ns = 0;  // by the clock on the wall, from the first batch to the last result
  JobStatistics statistics;
};
using StageRun = std::function<StageTimes(const std::shared_ptr<const JobPlan>& plan,
                                          const std::vector<RecordBatch>& batches)>;

/// The same query over the same batches in two ways.
struct CalibratedJob {
  std::shared_ptr<const JobPlan> whole;   // to one worker, batches as they come
  std::shared_ptr<const JobPlan> copied;  // to two workers, every row copied
  std::vector<RecordBatch> batches;
};

/// COUNT and SUM of 5,000 groups over a million rows.
CalibratedJob typical_job();
/// The scenario's query over its first records, at most `rows_max`, in batches as it fetches them. Errors: those of
/// make_topic_generator() and Simulation::make(); kInput where there are no records.
Result<CalibratedJob> job_of(const std::shared_ptr<const Scenario>& scenario,
                             const WorkloadFiles& files, std::int64_t rows_max);

/// `general`, with the prices on the way of a row fitted to what the stages of this job take: executing and routing
/// keep their inner proportions and get the sums that were measured; stamp_row and take_row are what is left.
std::vector<CalibratedCost> fit_to_job(std::vector<CalibratedCost> general, const StageTimes& whole,
                                       const StageTimes& copied);

/// Runs both, `repeats` times and once to warm up, and fits to the medians. REQUIRES: repeats >= 1.
std::vector<CalibratedCost> calibrate_job(std::vector<CalibratedCost> general,
                                          const CalibratedJob& job, const StageRun& run,
                                          std::uint32_t repeats);

}  // namespace millrace
