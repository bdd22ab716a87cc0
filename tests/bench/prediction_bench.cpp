// tests/bench/prediction_bench.cpp — does the simulator foretell what threads really do? Five jobs at 1 and 2 workers:
// throughput in virtual time, with costs calibrated here and now, beside that of the threaded driver on the very same
// records.
//   prediction_bench [ROWS] [--repeat N] [--only JOB] [--workers N]
// The goal is 15 %. Needs a machine with nothing else to do; with fewer cores than threads, figures are those of
// sharing.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "core/exec/catalog.hpp"
#include "core/job/dispatcher.hpp"
#include "core/job/job_plan.hpp"
#include "core/job/job_processor.hpp"
#include "core/job/partition_queue.hpp"
#include "core/job/partition_worker.hpp"
#include "core/sql/sql.hpp"
#include "sim/cli/driver.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/scenario/scenario_job.hpp"
#include "sim/study/calibration.hpp"

namespace millrace {
namespace {

struct Job {
  const char* name;
  const char* strategy;
  const char* sql;
};

constexpr Job kJobs[] = {
    {"filter, sticky", "sticky", "SELECT trader, price FROM trades WHERE quantity < 100"},
    {"totals, hash", "always_hash",
     "SELECT trader, COUNT(*) c, SUM(quantity) q FROM trades GROUP BY trader EMIT FINAL"},
    {"totals, aligned", "smart_repartition",
     "SELECT trader, COUNT(*) c, SUM(quantity) q FROM trades GROUP BY trader EMIT FINAL"},
    {"windows, hash", "always_hash",
     "SELECT trader, COUNT(*) c, AVG(price) a FROM trades GROUP BY trader WINDOW TUMBLING(10ms)"},
    {"totals, fan-in", "fan_in",
     "SELECT trader, COUNT(*) c, SUM(quantity) q FROM trades GROUP BY trader EMIT FINAL"},
};

std::int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

FieldSpec field(const char* name, DataType type) {
  FieldSpec spec;
  spec.name = name;
  spec.type = type;
  spec.max = "1000";
  return spec;
}

/// All records are due within a millisecond or so: the job runs at its own pace.
Scenario scenario_of(const Job& job, std::uint32_t workers, std::int64_t rows) {
  Scenario scenario;
  scenario.name = job.name;
  scenario.query = job.sql;
  scenario.topic.name = "trades";
  scenario.topic.partitions = 8;
  scenario.topic.key = {"trader"};
  FieldSpec trader = field("trader", DataType::string());
  trader.pattern = "trader_{n}";
  trader.cardinality = 5'000;
  scenario.topic.fields = {trader, field("price", DataType::real()),
                           field("quantity", DataType::bigint())};
  scenario.load.arrivals = {"constant", {}};
  scenario.load.rate = 1e9;
  scenario.duration = {rows};
  scenario.engine.job.worker_count = workers;
  scenario.engine.cores = workers;
  scenario.engine.router = workers == 1 ? RouterPlacement::kOwnCore : RouterPlacement::kSharedCores;
  scenario.engine.fetch.max_records = 8'192;
  scenario.engine.fetch.max_bytes = 64 << 20;
  scenario.engine.fetch.max_wait = {0};
  return scenario;
}

std::shared_ptr<TopicLog> log_of(const Scenario& scenario) {
  auto generator = make_topic_generator(scenario);
  MILLRACE_ASSERT(generator.has_value());
  return std::make_shared<TopicLog>(std::move(generator).value());
}

/// Rows per second of virtual time.
double predicted(const Scenario& scenario, const Job& job, std::int64_t& rows,
                 std::vector<RecordBatch>& batches, std::shared_ptr<const JobPlan>& plan) {
  const auto log = log_of(scenario);
  SimulationOptions options;
  options.strategy = job.strategy;
  options.keep_results = false;
  auto simulation =
      Simulation::make(std::make_shared<const Scenario>(scenario), std::move(options), log);
  MILLRACE_ASSERT(simulation.has_value());
  simulation.value()->run_to_end();
  const RunReport report = simulation.value()->report();
  rows = report.job.balance.read;
  plan = std::make_shared<const JobPlan>(simulation.value()->plan());
  // The very same records, a batch of one partition after a batch of another.
  std::vector<std::int64_t> offsets(log->partition_count(), 0);
  const VirtualTime end = {std::numeric_limits<std::int64_t>::max()};
  for (bool is_more = true; is_more;) {
    is_more = false;
    for (std::uint32_t p = 0; p < log->partition_count(); ++p) {
      auto fetched =
          log->fetch_all({p}, offsets[p], end, 8'192, std::numeric_limits<std::int64_t>::max());
      if (!fetched) continue;
      offsets[p] = fetched->next_offset;
      batches.push_back(std::move(fetched->records));
      is_more = true;
    }
  }
  return static_cast<double>(rows) * 1e9 / static_cast<double>(report.finished_at.ns);
}

class MemorySource final : public RecordSource {
 public:
  explicit MemorySource(const std::vector<RecordBatch>& batches) : batches_(batches) {}
  Result<std::optional<RecordBatch>> next() override {
    if (position_ == batches_.size()) return std::optional<RecordBatch>();
    return std::optional<RecordBatch>(batches_[position_++]);
  }

 private:
  const std::vector<RecordBatch>& batches_;
  std::size_t position_ = 0;
};

/// Median rows per second of real threads.
double measured(const std::shared_ptr<const JobPlan>& plan, const std::vector<RecordBatch>& batches,
                std::int64_t rows, int repeats) {
  std::vector<double> rates;
  for (int repeat = 0; repeat <= repeats; ++repeat) {  // the first one warms up
    std::vector<std::unique_ptr<CollectingSink>> sinks;
    SinkList list;
    for (std::uint32_t i = 0; i < sink_count(*plan); ++i) {
      sinks.push_back(std::make_unique<CollectingSink>());
      list.push_back(sinks.back().get());
    }
    const auto processor = cli::make_driver(plan, list);
    MemorySource source(batches);
    const std::int64_t begin = now_ns();
    const Status status = run_job(source, *processor);
    MILLRACE_ASSERT(status.has_value());
    const auto elapsed_ns = static_cast<double>(now_ns() - begin);
    if (repeat > 0) rates.push_back(static_cast<double>(rows) * 1e9 / elapsed_ns);
  }
  std::sort(rates.begin(), rates.end());
  return rates[rates.size() / 2];
}

/// Nanoseconds per row of routing alone and of executing alone, one thread each after the other.
std::pair<double, double> alone(const std::shared_ptr<const JobPlan>& plan,
                                const std::vector<RecordBatch>& batches, std::int64_t rows) {
  Dispatcher dispatcher(plan);
  std::vector<std::unique_ptr<PartitionQueue>> queues;
  std::vector<Inbox*> inboxes;
  for (std::uint32_t i = 0; i < plan->spec.worker_count; ++i) {
    queues.push_back(std::make_unique<PartitionQueue>(1'000'000'000'000));
    inboxes.push_back(queues.back().get());
  }
  std::vector<std::unique_ptr<CollectingSink>> sinks;
  std::vector<std::unique_ptr<PartitionWorker>> workers;
  for (std::uint32_t i = 0; i < plan->spec.worker_count; ++i) {
    sinks.push_back(std::make_unique<CollectingSink>());
    workers.push_back(std::make_unique<PartitionWorker>(plan, WorkerId{i}, *sinks.back()));
  }
  std::int64_t route = 0;
  std::int64_t execute = 0;
  std::vector<Envelope> envelopes;
  for (const RecordBatch& batch : batches) {
    const std::int64_t begin = now_ns();
    static_cast<void>(dispatcher.offer(batch, inboxes));
    const std::int64_t middle = now_ns();
    for (std::uint32_t i = 0; i < plan->spec.worker_count; ++i) {
      while (!queues[i]->is_empty()) workers[i]->process(queues[i]->pop());
    }
    const std::int64_t end = now_ns();
    route += middle - begin;
    execute += end - middle;
  }
  return {static_cast<double>(route) / static_cast<double>(rows),
          static_cast<double>(execute) / static_cast<double>(rows)};
}

int run_bench(std::int64_t rows_asked, int repeats, std::string_view only, std::uint32_t only_workers) {
  std::vector<std::pair<std::string, double>> costs;
  for (const CalibratedCost& cost : calibrate(now_ns)) {
    costs.emplace_back(std::string(to_text(cost.cost)), cost.ns);
  }
  fmt::print("{:<18} {:>7} {:>14} {:>14} {:>9}\n", "job", "workers", "predicted", "measured",
             "error");
  double worst = 0.0;
  for (const Job& job : kJobs) {
    if (!only.empty() && only != job.name) continue;
    for (const std::uint32_t workers : {1u, 2u}) {
      if (only_workers != 0 && only_workers != workers) continue;
      Scenario scenario = scenario_of(job, workers, rows_asked);
      scenario.engine.costs_ns = costs;
      std::int64_t rows = 0;
      std::vector<RecordBatch> batches;
      std::shared_ptr<const JobPlan> plan;
      const double foretold = predicted(scenario, job, rows, batches, plan);
      const double real = measured(plan, batches, rows, repeats);
      const auto [routing, executing] = alone(plan, batches, rows);
      fmt::print("alone: routing {:.2f} ns/row, executing {:.2f} ns/row; threads {:.2f}\n", routing,
                 executing, 1e9 / real);
      const double error = foretold / real - 1.0;
      worst = std::max(worst, error < 0.0 ? -error : error);
      fmt::print("{:<18} {:>7} {:>10.2f} M/s {:>10.2f} M/s {:>+8.1f} %\n", job.name, workers,
                 foretold / 1e6, real / 1e6, error * 100.0);
    }
  }
  fmt::print("largest error {:.1f} % (goal 15 %)\n", worst * 100.0);
  return 0;
}

}  // namespace
}  // namespace millrace

int main(int argc, char** argv) {
  std::int64_t rows = 2'000'000;
  int repeats = 5;
  std::string only;
  std::uint32_t only_workers = 0;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--repeat") == 0 && i + 1 < argc) {
      repeats = std::max(std::atoi(argv[++i]), 1);
    } else if (std::strcmp(argv[i], "--only") == 0 && i + 1 < argc) {
      only = argv[++i];
    } else if (std::strcmp(argv[i], "--workers") == 0 && i + 1 < argc) {
      only_workers = static_cast<std::uint32_t>(std::max(std::atoi(argv[++i]), 0));
    } else {
      rows = std::max<std::int64_t>(std::atoll(argv[i]), 10'000);
    }
  }
  return millrace::run_bench(rows, repeats, only, only_workers);
}
