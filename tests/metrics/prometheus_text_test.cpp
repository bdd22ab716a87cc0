// tests/metrics/prometheus_text_test.cpp — the page, as a scraper reads it.
#include "core/metrics/prometheus_text.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>

#include "core/metrics/worker_counters.hpp"

namespace millrace {
namespace {

struct Page {
  std::map<std::string, std::string> samples;  // name with labels -> value
  std::map<std::string, std::string> types;
  std::set<std::string> documented;
  bool is_well_formed = true;
};

/// Reads the format's grammar: HELP and TYPE once a family and before its samples, `name{labels} value`, a line feed at
/// the end of each line.
Page parsed(const std::string& text) {
  Page page;
  std::string family;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    if (end == std::string::npos) {
      page.is_well_formed = false;
      break;
    }
    const std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    const std::size_t last_blank = line.rfind(' ');
    if (line.rfind("# HELP ", 0) == 0) {
      const std::string name = line.substr(7, line.find(' ', 7) - 7);
      page.is_well_formed = page.is_well_formed && page.documented.insert(name).second;
    } else if (line.rfind("# TYPE ", 0) == 0) {
      family = line.substr(7, line.find(' ', 7) - 7);
      page.types[family] = line.substr(last_blank + 1);
    } else {
      const std::string name = line.substr(0, last_blank);
      page.is_well_formed = page.is_well_formed && !family.empty() && name.rfind(family, 0) == 0;
      page.is_well_formed =
          page.is_well_formed && page.samples.insert({name, line.substr(last_blank + 1)}).second;
    }
  }
  return page;
}

/// Two workers, 1 s between the snapshots.
Page example(std::string_view strategy = {}) {
  WorkerCounters counters(2, 1000);
  const MetricsSnapshot earlier = counters.snapshot(0);
  counters.count_offer({0}, 960);
  counters.count_taken({0}, 460);
  counters.add({0}, WorkerCounter::kRowsInEffect, 400);
  counters.add({0}, WorkerCounter::kRowsFiltered, 60);
  counters.add({0}, WorkerCounter::kBusyNanos, 250'000'000);
  counters.count_latency({0}, 1500, 2);
  counters.count_refusal({0});
  MetricsSnapshot now = counters.snapshot(1'000'000'000);
  now.alignment_rate = 0.75;
  now.latency_us = LatencyHistogram();
  now.latency_us->record(1500, 2);
  now.latency_us->record(20'000'000);
  return parsed(prometheus_text(earlier, now, strategy));
}

}  // namespace

TEST_CASE("the page is well formed, and every family has its help and type") {
  for (const char* strategy : {"", "always_hash"}) {
    const Page page = example(strategy);
    CHECK(page.is_well_formed);
    CHECK(page.types.size() == page.documented.size());
    for (const auto& [family, type] : page.types) {
      CHECK(page.documented.count(family) == 1);
      CHECK((type == "counter" || type == "gauge" || type == "histogram"));
      const bool ends_in_total = family.size() > 6 && family.substr(family.size() - 6) == "_total";
      CHECK(ends_in_total == (type == "counter"));
    }
  }
}

TEST_CASE("Velostream's eight metrics carry its names, types and labels") {
  Page page = example();
  CHECK(page.samples["velostream_partition_records_total{partition=\"0\"}"] == "460");
  CHECK(page.samples["velostream_partition_throughput{partition=\"0\"}"] == "460");
  CHECK(page.samples["velostream_partition_throughput{partition=\"1\"}"] == "0");
  CHECK(page.samples["velostream_partition_queue_depth{partition=\"0\"}"] == "500");
  CHECK(page.samples["velostream_partition_latency_micros{partition=\"0\"}"] == "1500");
  CHECK(page.samples["velostream_partition_channel_utilization{partition=\"0\"}"] == "0.5");
  CHECK(page.samples["velostream_total_throughput"] == "460");
  CHECK(page.samples["velostream_active_partitions"] == "1");
  CHECK(page.samples["velostream_backpressure_events_total"] == "1");
  CHECK(page.types["velostream_partition_records_total"] == "counter");
  CHECK(page.types["velostream_partition_queue_depth"] == "gauge");
}

TEST_CASE("our own are in base units") {
  Page page = example();
  CHECK(page.samples["millrace_busy_seconds_total{partition=\"0\"}"] == "0.25");
  CHECK(page.samples["millrace_rows_total{partition=\"0\",outcome=\"filtered\"}"] == "60");
  CHECK(page.samples["millrace_offers_refused_total{partition=\"0\"}"] == "1");
  CHECK(page.samples["millrace_alignment_ratio"] == "0.75");
  CHECK(page.samples["millrace_skew_max_over_mean"] == "2");
  CHECK(page.samples["millrace_skew_deviation_ratio"] == "1");
  CHECK(page.samples.count("millrace_zero_cost_ratio") == 0);
}

TEST_CASE("the latency histogram is cumulative and ends with +Inf, sum and count") {
  Page page = example();
  CHECK(page.types["millrace_latency_seconds"] == "histogram");
  CHECK(page.samples["millrace_latency_seconds_bucket{le=\"0.0001\"}"] == "0");
  CHECK(page.samples["millrace_latency_seconds_bucket{le=\"0.001\"}"] == "0");
  CHECK(page.samples["millrace_latency_seconds_bucket{le=\"0.0025\"}"] == "2");
  CHECK(page.samples["millrace_latency_seconds_bucket{le=\"10\"}"] == "2");
  CHECK(page.samples["millrace_latency_seconds_bucket{le=\"+Inf\"}"] == "3");
  CHECK(page.samples["millrace_latency_seconds_sum"] == "20.003");
  CHECK(page.samples["millrace_latency_seconds_count"] == "3");
}

TEST_CASE("the strategy becomes a label of every sample") {
  for (const auto& [name, value] : example("sticky").samples) {
    CHECK(name.find("strategy=\"sticky\"") != std::string::npos);
  }
}

TEST_CASE("labels and help are escaped as the format asks") {
  PrometheusPage page;
  page.begin("a_total", "counter", "one \\ two\nthree \"four\"");
  page.add("a_total", {{"x", "q\"b\\n\nend"}}, std::int64_t{1});
  page.add("a_total", {}, 0.5);
  CHECK(page.take() ==
        "# HELP a_total one \\\\ two\\nthree \"four\"\n"
        "# TYPE a_total counter\n"
        "a_total{x=\"q\\\"b\\\\n\\nend\"} 1\n"
        "a_total 0.5\n");
}

TEST_CASE("a job that has just started has a page too") {
  WorkerCounters counters(1, 0);
  const MetricsSnapshot now = counters.snapshot(0);
  Page page = parsed(prometheus_text(now, now));
  CHECK(page.is_well_formed);
  CHECK(page.samples["velostream_total_throughput"] == "0");
  CHECK(page.samples["velostream_active_partitions"] == "0");
}

}  // namespace millrace
