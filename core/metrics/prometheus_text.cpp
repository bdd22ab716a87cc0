// core/metrics/prometheus_text.cpp — one table of the families with one sample a worker, and the
// few that are not.
#include "core/metrics/prometheus_text.hpp"

#include <array>

#include "core/base/assert.hpp"
#include "core/base/text.hpp"

namespace millrace {
namespace {

using Labels = PrometheusPage::Labels;

/// A worker and what is known of it beyond its counters.
struct Subject {
  const WorkerMetrics& metrics;
  std::int64_t throughput_rps = 0;
};

template <WorkerCounter counter>
double count_of(const Subject& subject) {
  return static_cast<double>(subject.metrics.value(counter));
}

/// A family with one sample per worker. All values below 2^53 are exact as double.
struct WorkerFamily {
  std::string_view name;
  std::string_view type;
  std::string_view help;
  double (*value)(const Subject&);
};

constexpr WorkerFamily kWorkerFamilies[] = {
    {"velostream_partition_records_total", "counter", "Records processed by the partition",
     [](const Subject& subject) { return static_cast<double>(subject.metrics.rows_done()); }},
    {"velostream_partition_throughput", "gauge", "Records per second of the partition",
     [](const Subject& subject) { return static_cast<double>(subject.throughput_rps); }},
    {"velostream_partition_queue_depth", "gauge", "Records waiting for the partition",
     [](const Subject& subject) { return static_cast<double>(subject.metrics.queue_rows()); }},
    {"velostream_partition_latency_micros", "gauge", "Mean latency of the partition, microseconds",
     [](const Subject& subject) { return static_cast<double>(subject.metrics.latency_us_mean()); }},
    {"velostream_partition_channel_utilization", "gauge", "Filled share of the queue, 0 to 1",
     [](const Subject& subject) { return subject.metrics.queue_utilisation(); }},
    {"millrace_queue_capacity_rows", "gauge", "Rows that fit into the queue; 0: no bound",
     [](const Subject& subject) {
       return static_cast<double>(subject.metrics.queue_capacity_rows);
     }},
    {"millrace_queue_rows_max", "gauge", "Most rows that ever waited",
     count_of<WorkerCounter::kQueueRowsMax>},
    {"millrace_offers_refused_total", "counter", "Batches that the full queue turned away",
     count_of<WorkerCounter::kOffersRefused>},
    {"millrace_batches_total", "counter", "Batches taken from the queue",
     count_of<WorkerCounter::kBatchesTaken>},
    {"millrace_results_total", "counter", "Rows emitted", count_of<WorkerCounter::kResults>},
    {"millrace_groups", "gauge", "Live states of windows and groups",
     count_of<WorkerCounter::kGroups>},
    {"millrace_busy_seconds_total", "counter", "Time spent working",
     [](const Subject& subject) {
       return static_cast<double>(subject.metrics.value(WorkerCounter::kBusyNanos)) / 1e9;
     }},
};

/// The ends of a row, told apart by the label `outcome`.
struct Outcome {
  std::string_view name;
  WorkerCounter counter;
};
constexpr std::array<Outcome, 4> kOutcomes = {{{"in_effect", WorkerCounter::kRowsInEffect},
                                               {"filtered", WorkerCounter::kRowsFiltered},
                                               {"late", WorkerCounter::kRowsLate},
                                               {"dead_letter", WorkerCounter::kRowsDeadLetter}}};

// Upper bounds of the latency histogram, microseconds: 100 µs to 10 s.
constexpr std::array<std::int64_t, 16> kLatencyBounds = {
    100,    250,     500,     1'000,   2'500,     5'000,     10'000,    25'000,
    50'000, 100'000, 250'000, 500'000, 1'000'000, 2'500'000, 5'000'000, 10'000'000};

void append_escaped(std::string& out, std::string_view text, bool is_label) {
  for (const char c : text) {
    if (c == '\\') {
      out += "\\\\";
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '"' && is_label) {
      out += "\\\"";
    } else {
      out += c;
    }
  }
}

Labels labels_of(const WorkerMetrics& worker, std::string_view strategy) {
  Labels labels = {{"partition", std::to_string(worker.worker.value)}};
  if (!strategy.empty()) labels.push_back({"strategy", std::string(strategy)});
  return labels;
}

Labels job_labels(std::string_view strategy) {
  if (strategy.empty()) return {};
  return {{"strategy", std::string(strategy)}};
}

void add_workers(PrometheusPage& page, const MetricsSnapshot& now,
                 const std::vector<std::int64_t>& rates, std::string_view strategy) {
  for (const WorkerFamily& family : kWorkerFamilies) {
    page.begin(family.name, family.type, family.help);
    for (std::size_t i = 0; i < now.workers.size(); ++i) {
      const WorkerMetrics& worker = now.workers[i];
      page.add(family.name, labels_of(worker, strategy), family.value({worker, rates[i]}));
    }
  }
  page.begin("millrace_rows_total", "counter", "Rows worked through, by what became of them");
  for (const WorkerMetrics& worker : now.workers) {
    for (const Outcome& outcome : kOutcomes) {
      Labels labels = labels_of(worker, strategy);
      labels.push_back({"outcome", std::string(outcome.name)});
      page.add("millrace_rows_total", labels, worker.value(outcome.counter));
    }
  }
}

void add_totals(PrometheusPage& page, const MetricsSnapshot& now,
                const std::vector<std::int64_t>& rates, std::string_view strategy) {
  std::int64_t throughput = 0;
  std::int64_t active = 0;
  for (const std::int64_t rate : rates) {
    throughput += rate;
    active += rate > 0 ? 1 : 0;
  }
  const Labels labels = job_labels(strategy);
  page.begin("velostream_total_throughput", "gauge", "Records per second of all partitions");
  page.add("velostream_total_throughput", labels, throughput);
  page.begin("velostream_active_partitions", "gauge", "Partitions with throughput above 0");
  page.add("velostream_active_partitions", labels, active);
  page.begin("velostream_backpressure_events_total", "counter",
             "Times a queue became critical or saturated");
  page.add("velostream_backpressure_events_total", labels, totals_of(now).back_pressure_events);
}

void add_gauge(PrometheusPage& page, std::string_view name, std::string_view help,
               std::optional<double> value, const Labels& labels) {
  if (!value) return;
  page.begin(name, "gauge", help);
  page.add(name, labels, *value);
}

void add_shares(PrometheusPage& page, const MetricsSnapshot& now, std::string_view strategy) {
  const Labels labels = job_labels(strategy);
  add_gauge(page, "millrace_alignment_ratio", "Rows on their natural partition / rows",
            now.alignment_rate, labels);
  add_gauge(page, "millrace_zero_cost_ratio", "Rows in batches handed over whole / rows",
            now.zero_cost_share, labels);
  add_gauge(page, "millrace_hottest_key_ratio", "Rows of the hottest key / rows",
            now.hottest_key_share, labels);
  const auto imbalance = now.imbalance();
  if (!imbalance) return;
  add_gauge(page, "millrace_skew_max_over_mean", "Rows of the fullest partition / mean",
            imbalance->max_over_mean, labels);
  add_gauge(page, "millrace_skew_deviation_ratio",
            "Flink's skew score as a ratio: mean absolute deviation / mean, at most 1",
            imbalance->flink_percent / 100.0, labels);
  add_gauge(page, "millrace_skew_gini", "Gini coefficient of rows over partitions", imbalance->gini,
            labels);
}

void add_latency(PrometheusPage& page, const MetricsSnapshot& now, std::string_view strategy) {
  if (!now.latency_us) return;
  const LatencyHistogram& histogram = *now.latency_us;
  const Labels labels = job_labels(strategy);
  page.begin("millrace_latency_seconds", "histogram",
             "Time from when a row was due to when its effect left the worker");
  for (const std::int64_t bound : kLatencyBounds) {
    Labels bucket = labels;
    bucket.push_back({"le", ""});
    append_double(bucket.back().second, static_cast<double>(bound) / 1e6);
    page.add("millrace_latency_seconds_bucket", bucket, histogram.count_at_or_below(bound));
  }
  Labels all = labels;
  all.push_back({"le", "+Inf"});
  page.add("millrace_latency_seconds_bucket", all, histogram.count());
  page.add("millrace_latency_seconds_sum", labels, histogram.sum() / 1e6);
  page.add("millrace_latency_seconds_count", labels, histogram.count());
}

}  // namespace

void PrometheusPage::begin(std::string_view name, std::string_view type, std::string_view help) {
  text_ += "# HELP ";
  text_ += name;
  text_ += ' ';
  append_escaped(text_, help, false);
  text_ += "\n# TYPE ";
  text_ += name;
  text_ += ' ';
  text_ += type;
  text_ += '\n';
}

void PrometheusPage::add_name(std::string_view name, const Labels& labels) {
  text_ += name;
  char separator = '{';
  for (const auto& [label, value] : labels) {
    text_ += separator;
    separator = ',';
    text_ += label;
    text_ += "=\"";
    append_escaped(text_, value, true);
    text_ += '"';
  }
  text_ += labels.empty() ? " " : "} ";
}

void PrometheusPage::add(std::string_view name, const Labels& labels, std::int64_t value) {
  add_name(name, labels);
  append_int64(text_, value);
  text_ += '\n';
}

void PrometheusPage::add(std::string_view name, const Labels& labels, double value) {
  add_name(name, labels);
  append_double(text_, value);
  text_ += '\n';
}

std::string prometheus_text(const MetricsSnapshot& earlier, const MetricsSnapshot& now,
                            std::string_view strategy) {
  const std::vector<std::int64_t> rates = throughput_rps(earlier, now);
  PrometheusPage page;
  add_workers(page, now, rates, strategy);
  add_totals(page, now, rates, strategy);
  add_shares(page, now, strategy);
  add_latency(page, now, strategy);
  return page.take();
}

}  // namespace millrace
