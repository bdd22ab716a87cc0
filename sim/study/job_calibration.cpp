// sim/study/job_calibration.cpp — measured sums, split by counts of work.
#include "sim/study/job_calibration.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <utility>

#include "core/base/assert.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/study/calibration_data.hpp"

namespace millrace {
namespace {

constexpr std::string_view kTypicalQuery =
    "SELECT trader, COUNT(*) c, SUM(quantity) q FROM trades GROUP BY trader EMIT FINAL";
constexpr std::string_view kExecuting =
    "in its general proportion to the others, so that a worker's thread comes out right";
constexpr std::string_view kRouting =
    "in its general proportion to the others, so that the router's thread comes out right";
constexpr std::string_view kStamping = "what the router takes for rows that stay in their batch";
constexpr std::string_view kTaking =
    "what workers take longer for rows that were copied than for whole batches";

CalibratedCost& find_or_add(std::vector<CalibratedCost>& costs, Cost cost) {
  for (CalibratedCost& figure : costs) {
    if (figure.cost == cost) return figure;
  }
  costs.push_back({cost, 0.0, 0.0, {}});
  return costs.back();
}

double count(std::int64_t operations) {
  return static_cast<double>(operations);
}

/// Some operations of a stage, and how often it did them.
struct Entry {
  Cost cost;
  double times;
};

double bill(std::vector<CalibratedCost>& costs, std::span<const Entry> entries) {
  double ns = 0.0;
  for (const Entry& entry : entries) ns += find_or_add(costs, entry.cost).ns * entry.times;
  return ns;
}

/// Multiplies prices so that the bill comes to `ns`.
void scale_to(std::vector<CalibratedCost>& costs, std::span<const Entry> entries, double ns,
              std::string_view how) {
  const double now = bill(costs, entries);
  if (now <= 0.0 || ns <= 0.0) return;
  for (const Entry& entry : entries) {
    CalibratedCost& figure = find_or_add(costs, entry.cost);
    figure.ns *= ns / now;
    figure.spread *= ns / now;
    figure.how = how;
  }
}

std::array<Entry, 7> executing(const JobStatistics& statistics) {
  Work work;
  std::int64_t batches = 0;
  std::int64_t rows = 0;
  for (const WorkerStatistics& worker : statistics.workers) {
    work += worker.work;
    batches += worker.batches;
    rows += worker.balance.read;
  }
  return {{{Cost::kBatch, count(batches)},
           {Cost::kRow, count(rows)},
           {Cost::kTouchGroup, count(work.groups_touched)},
           {Cost::kCreateGroup, count(work.groups_created)},
           {Cost::kCloseWindow, count(work.windows_closed)},
           {Cost::kMergeRow, count(work.rows_merged)},
           {Cost::kResultRow, count(work.rows_out)}}};
}

std::array<Entry, 2> whole_batches(const JobStatistics& statistics) {
  return {{{Cost::kRouteBatch, count(statistics.batches_read)},
           {Cost::kHandOver, count(statistics.work.hand_overs)}}};
}

std::array<Entry, 3> copying(const JobStatistics& statistics) {
  return {{{Cost::kHashRow, count(statistics.work.rows_hashed)},
           {Cost::kCopyRow, count(statistics.work.rows_copied)},
           {Cost::kCopyByte, count(statistics.work.bytes_copied)}}};
}

std::int64_t median(std::vector<std::int64_t> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

StageTimes median_run(const std::shared_ptr<const JobPlan>& plan,
                      const std::vector<RecordBatch>& batches, const StageRun& run,
                      std::uint32_t repeats) {
  StageTimes times;
  std::vector<std::int64_t> router;
  std::vector<std::int64_t> workers;
  for (std::uint32_t repeat = 0; repeat <= repeats; ++repeat) {
    times = run(plan, batches);
    if (repeat == 0) continue;  // the first one warms up
    router.push_back(times.router_ns);
    workers.push_back(times.workers_ns);
  }
  times.router_ns = median(std::move(router));
  times.workers_ns = median(std::move(workers));
  return times;
}

Result<std::shared_ptr<const JobPlan>> plan_of(Scenario scenario, std::string_view strategy,
                                               std::uint32_t workers,
                                               const std::shared_ptr<TopicLog>& log) {
  scenario.engine.job.worker_count = workers;
  scenario.engine.job.merge = MergePolicy::kOff;
  scenario.faults.clear();
  SimulationOptions options;
  options.strategy = strategy;
  options.allow_invalid = true;
  options.keep_results = false;
  Result<std::unique_ptr<Simulation>> made = Simulation::make(
      std::make_shared<const Scenario>(std::move(scenario)), std::move(options), log);
  if (!made) return made.error();
  return std::make_shared<const JobPlan>(made.value()->plan());
}

/// In the order in which a job would read them: a batch of each partition in turn.
std::vector<RecordBatch> batches_of(TopicLog& log, const FetchSpec& fetch, std::int64_t rows_max) {
  const VirtualTime end = {std::numeric_limits<std::int64_t>::max()};
  std::vector<std::int64_t> offsets;
  for (std::uint32_t p = 0; p < log.partition_count(); ++p)
    offsets.push_back(log.begin_offset({p}));
  std::vector<RecordBatch> batches;
  std::int64_t rows = 0;
  for (bool is_more = true; is_more && rows < rows_max;) {
    is_more = false;
    for (std::uint32_t p = 0; p < offsets.size() && rows < rows_max; ++p) {
      if (!log.next_due({p}, offsets[p]).has_value()) continue;
      auto fetched = log.fetch_all({p}, offsets[p], end, fetch.max_records, fetch.max_bytes);
      if (!fetched) continue;
      offsets[p] = fetched->next_offset;
      is_more = true;
      if (fetched->records.row_count == 0) continue;
      rows += fetched->records.row_count;
      batches.push_back(std::move(fetched->records));
    }
  }
  return batches;
}

}  // namespace

CalibratedJob typical_job() {
  CalibratedJob job;
  job.whole = calibration::plan(kTypicalQuery, "sticky", 1);
  job.copied = calibration::plan(kTypicalQuery, "always_hash", 2);
  job.batches = calibration::generate({.batch_rows = 8'192, .batch_count = 122});
  return job;
}

Result<CalibratedJob> job_of(const std::shared_ptr<const Scenario>& scenario,
                             const WorkloadFiles& files, std::int64_t rows_max) {
  Result<std::unique_ptr<TopicGenerator>> generator = make_topic_generator(*scenario, files);
  if (!generator) return generator.error();
  const auto log = std::make_shared<TopicLog>(std::move(generator).value());
  CalibratedJob job;
  MILLRACE_TRY(job.whole, plan_of(*scenario, "sticky_partition", 1, log));
  const bool has_keys = !job.whole->query->group_keys.empty();
  MILLRACE_TRY(job.copied, plan_of(*scenario, has_keys ? "always_hash" : "round_robin", 2, log));
  job.batches = batches_of(*log, scenario->engine.fetch, rows_max);
  if (Status status = log->status(); !status) return status.error();
  if (job.batches.empty()) return Error{ErrorCode::kInput, "the topic has no records", {}};
  return job;
}

std::vector<CalibratedCost> fit_to_job(std::vector<CalibratedCost> general, const StageTimes& whole,
                                       const StageTimes& copied) {
  std::vector<CalibratedCost> costs = std::move(general);
  const auto whole_rows = count(whole.statistics.rows_taken);
  const auto copied_rows = count(copied.statistics.rows_taken);
  scale_to(costs, executing(whole.statistics), count(whole.workers_ns), kExecuting);

  const double stamping =
      (count(whole.router_ns) - bill(costs, whole_batches(whole.statistics))) / whole_rows;
  find_or_add(costs, Cost::kStampRow) = {Cost::kStampRow, std::max(stamping, 0.0), 0.0, kStamping};

  const double copying_ns = count(copied.router_ns) -
                            bill(costs, whole_batches(copied.statistics)) -
                            find_or_add(costs, Cost::kStampRow).ns * copied_rows;
  scale_to(costs, copying(copied.statistics), copying_ns, kRouting);

  const double taking = (count(copied.workers_ns) - bill(costs, executing(copied.statistics))) /
                        std::max(count(copied.statistics.work.rows_copied), 1.0);
  find_or_add(costs, Cost::kTakeRow) = {Cost::kTakeRow, std::max(taking, 0.0), 0.0, kTaking};
  std::sort(costs.begin(), costs.end(),
            [](const CalibratedCost& a, const CalibratedCost& b) { return a.cost < b.cost; });
  return costs;
}

std::vector<CalibratedCost> calibrate_job(std::vector<CalibratedCost> general,
                                          const CalibratedJob& job, const StageRun& run,
                                          std::uint32_t repeats) {
  MILLRACE_ASSERT(repeats >= 1);
  const StageTimes whole = median_run(job.whole, job.batches, run, repeats);
  const StageTimes copied = median_run(job.copied, job.batches, run, repeats);
  return fit_to_job(std::move(general), whole, copied);
}

}  // namespace millrace
