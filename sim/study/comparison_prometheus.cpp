// sim/study/comparison_prometheus.cpp — one family after the other, each with all strategies.
#include "sim/study/comparison_prometheus.hpp"

#include <algorithm>

#include "core/metrics/prometheus_text.hpp"
#include "sim/study/measures.hpp"

namespace millrace {
namespace {

/// One figure of a worker.
struct WorkerFamily {
  const char* name;
  const char* type;
  const char* help;
  double (*value)(const StrategyOutcome&, std::size_t worker);
};

double seconds_of(const RunReport& report) {
  return static_cast<double>(std::max<std::int64_t>(report.finished_at.ns, 1)) / 1e9;
}

constexpr WorkerFamily kWorkerFamilies[] = {
    {"velostream_partition_records_total", "counter", "Records a partition worked through",
     [](const StrategyOutcome& o, std::size_t w) {
       return static_cast<double>(o.report.job.workers[w].balance.read);
     }},
    {"velostream_partition_throughput", "gauge", "Records per second a partition worked through",
     [](const StrategyOutcome& o, std::size_t w) {
       return static_cast<double>(o.report.job.workers[w].balance.read) / seconds_of(o.report);
     }},
    {"velostream_partition_queue_depth", "gauge", "Most records that waited in a partition's queue",
     [](const StrategyOutcome& o, std::size_t w) {
       return w < o.report.queue_rows_max.size() ? static_cast<double>(o.report.queue_rows_max[w])
                                                 : 0.0;
     }},
    {"millrace_worker_results_total", "counter", "Result rows that a worker gave",
     [](const StrategyOutcome& o, std::size_t w) {
       return static_cast<double>(o.report.job.workers[w].balance.results);
     }},
    {"millrace_worker_late_records_total", "counter", "Records in a worker's late output",
     [](const StrategyOutcome& o, std::size_t w) {
       return static_cast<double>(o.report.job.workers[w].balance.late);
     }},
};

/// One figure of a job.
struct JobFamily {
  const char* name;
  const char* type;
  const char* help;
  double (*value)(const StrategyOutcome&);
};

constexpr JobFamily kJobFamilies[] = {
    {"velostream_total_throughput", "gauge", "Records per second through all partitions",
     [](const StrategyOutcome& o) { return o.report.throughput_rps; }},
    {"velostream_active_partitions", "gauge", "Partitions that got records",
     [](const StrategyOutcome& o) {
       return static_cast<double>(
           std::count_if(o.report.job.workers.begin(), o.report.job.workers.end(),
                         [](const WorkerStatistics& worker) { return worker.balance.read > 0; }));
     }},
    {"millrace_offered_records_per_second", "gauge", "Records per second that came due",
     [](const StrategyOutcome& o) { return o.report.offered_rps; }},
    {"millrace_alignment_ratio", "gauge", "Share of records on their natural partition",
     [](const StrategyOutcome& o) { return std::max(o.report.alignment_rate, 0.0); }},
    {"millrace_rows_max_over_mean", "gauge", "Rows of the fullest worker over their mean",
     [](const StrategyOutcome& o) { return o.report.skew.max_over_mean; }},
    {"millrace_hottest_key_ratio", "gauge", "Share of the most frequent key",
     [](const StrategyOutcome& o) { return o.report.skew.hottest_key_share; }},
    {"millrace_lag_records", "gauge", "Records that waited at the sources at the end of the input",
     [](const StrategyOutcome& o) { return static_cast<double>(o.report.lag_rows_end); }},
    {"millrace_moved_bytes_total", "counter", "Bytes that left their natural partition",
     [](const StrategyOutcome& o) { return static_cast<double>(moved_bytes_of(o)); }},
    {"millrace_wrong_groups", "gauge", "Groups whose totals differ from one worker's",
     [](const StrategyOutcome& o) { return static_cast<double>(o.verdict.wrong_groups); }},
};

void add_latency(PrometheusPage& page, const Comparison& comparison) {
  page.begin("millrace_latency_seconds", "gauge",
             "Latency of records from when they were due, by quantile");
  for (const StrategyOutcome& outcome : comparison.strategies) {
    if (!outcome.has_run()) continue;
    const LatencySummary& latency = outcome.report.latency;
    const std::pair<const char*, double> quantiles[] = {{"0.5", latency.p50_us},
                                                        {"0.95", latency.p95_us},
                                                        {"0.99", latency.p99_us},
                                                        {"0.999", latency.p999_us},
                                                        {"1", latency.max_us}};
    for (const auto& [quantile, us] : quantiles) {
      page.add("millrace_latency_seconds", {{"strategy", outcome.strategy}, {"quantile", quantile}},
               us / 1e6);
    }
  }
}

}  // namespace

std::string comparison_prometheus(const Comparison& comparison) {
  PrometheusPage page;
  for (const WorkerFamily& family : kWorkerFamilies) {
    page.begin(family.name, family.type, family.help);
    for (const StrategyOutcome& outcome : comparison.strategies) {
      for (std::size_t worker = 0; worker < outcome.report.job.workers.size(); ++worker) {
        page.add(family.name,
                 {{"partition", std::to_string(worker)}, {"strategy", outcome.strategy}},
                 family.value(outcome, worker));
      }
    }
  }
  for (const JobFamily& family : kJobFamilies) {
    page.begin(family.name, family.type, family.help);
    for (const StrategyOutcome& outcome : comparison.strategies) {
      if (!outcome.has_run()) continue;
      page.add(family.name, {{"strategy", outcome.strategy}}, family.value(outcome));
    }
  }
  add_latency(page, comparison);
  page.begin("millrace_verdict", "gauge", "1 for the verdict of a strategy: valid, invalid, …");
  for (const StrategyOutcome& outcome : comparison.strategies) {
    page.add(
        "millrace_verdict",
        {{"strategy", outcome.strategy}, {"verdict", std::string(to_text(outcome.verdict.kind))}},
        std::int64_t{1});
  }
  return page.take();
}

}  // namespace millrace
