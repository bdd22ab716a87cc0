// tests/bench/prediction_bench.cpp — does the simulator foretell what threads really do? Jobs at 1 and 2 workers:
// throughput in virtual time, with prices calibrated here and now for each job (what `calibrate SCENARIO` does), beside
// that of the threaded driver on the very same records.
//   prediction_bench [ROWS] [--repeat N] [--only JOB] [--workers N]
// The goal is 15 %. Needs a machine with nothing else to do. Where whole batches keep more threads busy than there are
// cores, the operating system's scheduling decides, which is not simulated: such lines are printed in brackets.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "core/exec/catalog.hpp"
#include "core/job/job_plan.hpp"
#include "core/job/job_processor.hpp"
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
  bool keeps_batches = false;
};

constexpr const char* kSelect =
    "SELECT trader, price * quantity AS value, price * 1.19 AS gross FROM trades "
    "WHERE price * quantity > 1000";
constexpr const char* kTotals =
    "SELECT trader, COUNT(*) c, SUM(quantity) q FROM trades GROUP BY trader EMIT FINAL";

constexpr Job kJobs[] = {
    {"select, scattered", "round_robin", kSelect},
    {"totals, hash", "always_hash", kTotals},
    {"windows, hash", "always_hash",
     "SELECT trader, COUNT(*) c, AVG(price) a FROM trades GROUP BY trader WINDOW TUMBLING(10ms)"},
    {"statistics, hash", "always_hash",
     "SELECT trader, COUNT(*) c, SUM(quantity) q, AVG(price) a, MIN(price) l, MAX(price) h "
     "FROM trades GROUP BY trader EMIT FINAL"},
    {"totals, fan-in", "fan_in", kTotals},
    {"select, sticky", "sticky", kSelect, true},
    {"totals, aligned", "smart_repartition", kTotals, true},
};

/// Whole batches keep the router and all workers busy all the time.
bool is_crowded(const Job& job, std::uint32_t workers) {
  return job.keeps_batches && workers > 1 && workers + 1 > std::thread::hardware_concurrency();
}

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

/// Median rows per second of real threads.
double measured(const std::shared_ptr<const JobPlan>& plan, const std::vector<RecordBatch>& batches,
                std::int64_t rows, int repeats) {
  std::vector<double> rates;
  for (int repeat = 0; repeat <= repeats; ++repeat) {  // the first one warms up
    const auto elapsed_ns = static_cast<double>(cli::stage_run()(plan, batches).elapsed_ns);
    if (repeat > 0) rates.push_back(static_cast<double>(rows) * 1e9 / elapsed_ns);
  }
  std::sort(rates.begin(), rates.end());
  return rates[rates.size() / 2];
}

int run_bench(std::int64_t rows_asked, int repeats, std::string_view only,
              std::uint32_t only_workers) {
  const std::vector<CalibratedCost> general = calibrate(now_ns);
  fmt::print("{:<18} {:>7} {:>14} {:>14} {:>10}\n", "job", "workers", "predicted", "measured",
             "error");
  double worst = 0.0;
  for (const Job& job : kJobs) {
    if (!only.empty() && only != job.name) continue;
    const auto calibrated =
        job_of(std::make_shared<const Scenario>(scenario_of(job, 1, rows_asked)), {}, rows_asked);
    MILLRACE_ASSERT(calibrated.has_value());
    std::vector<std::pair<std::string, double>> costs;
    for (const CalibratedCost& cost : calibrate_job(general, calibrated.value(), cli::stage_run(),
                                                    static_cast<std::uint32_t>(repeats))) {
      costs.emplace_back(std::string(to_text(cost.cost)), cost.ns);
    }
    for (const std::uint32_t workers : {1u, 2u}) {
      if (only_workers != 0 && only_workers != workers) continue;
      Scenario scenario = scenario_of(job, workers, rows_asked);
      scenario.engine.costs_ns = costs;
      std::int64_t rows = 0;
      std::vector<RecordBatch> batches;
      std::shared_ptr<const JobPlan> plan;
      const double foretold = predicted(scenario, job, rows, batches, plan);
      const double real = measured(plan, batches, rows, repeats);
      const double error = foretold / real - 1.0;
      const bool is_left_out = is_crowded(job, workers);
      if (!is_left_out) worst = std::max(worst, error < 0.0 ? -error : error);
      const std::string text = fmt::format("{:+.1f} %", error * 100.0);
      fmt::print("{:<18} {:>7} {:>10.2f} M/s {:>10.2f} M/s {:>10}\n", job.name, workers,
                 foretold / 1e6, real / 1e6, is_left_out ? "(" + text + ")" : text);
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
