// tests/metrics/worker_counters_test.cpp — counting, snapshots that change nothing, and what is derived from them.
#include "core/metrics/worker_counters.hpp"

#include <doctest/doctest.h>

namespace millrace {

TEST_CASE("a queue's depth is what was offered and not yet taken") {
  WorkerCounters counters(4, 1000);
  CHECK(counters.count_offer({3}, 60) == BackPressureState::kHealthy);
  counters.count_taken({3}, 10);
  const WorkerMetrics worker = counters.snapshot(0).workers[3];
  CHECK(worker.queue_rows() == 50);
  CHECK(worker.queue_utilisation() == 0.05);
  CHECK(worker.value(WorkerCounter::kBatchesOffered) == 1);
  CHECK(worker.value(WorkerCounter::kBatchesTaken) == 1);
  CHECK(worker.value(WorkerCounter::kQueueRowsMax) == 60);
  CHECK(counters.snapshot(0).workers[2].queue_rows() == 0);
}

TEST_CASE("a back-pressure event is counted when a queue becomes critical, not while it stays so") {
  WorkerCounters counters(1, 1000);
  CHECK(counters.count_offer({0}, 840) == BackPressureState::kWarning);
  CHECK(counters.count_offer({0}, 20) == BackPressureState::kCritical);
  CHECK(counters.count_offer({0}, 100) == BackPressureState::kSaturated);
  CHECK(counters.value({0}, WorkerCounter::kBackPressureEvents) == 1);
  counters.count_taken({0}, 900);
  CHECK(counters.count_offer({0}, 1) == BackPressureState::kHealthy);
  CHECK(counters.count_offer({0}, 900) == BackPressureState::kSaturated);
  CHECK(counters.value({0}, WorkerCounter::kBackPressureEvents) == 2);
  counters.count_refusal({0});
  CHECK(counters.value({0}, WorkerCounter::kOffersRefused) == 1);
}

TEST_CASE("a queue without bound is always healthy") {
  WorkerCounters counters(1, 0);
  CHECK(counters.count_offer({0}, 1'000'000) == BackPressureState::kHealthy);
  CHECK(counters.snapshot(0).workers[0].queue_utilisation() == 0.0);
}

TEST_CASE("mean latency is whole microseconds: 100 and 200 give 150, none gives 0") {
  WorkerCounters counters(2, 0);
  CHECK(counters.snapshot(0).workers[0].latency_us_mean() == 0);
  counters.count_latency({0}, 100, 1);
  counters.count_latency({0}, 200, 1);
  counters.count_latency({1}, 10, 2);
  counters.count_latency({1}, 13, 1);
  CHECK(counters.snapshot(0).workers[0].latency_us_mean() == 150);
  CHECK(counters.snapshot(0).workers[1].latency_us_mean() == 11);
}

TEST_CASE("throughput is the difference of two snapshots, the same for every reader") {
  WorkerCounters counters(2, 0);
  const MetricsSnapshot start = counters.snapshot(1'000'000'000);
  counters.add({0}, WorkerCounter::kRowsInEffect, 300);
  counters.add({0}, WorkerCounter::kRowsFiltered, 100);
  counters.add({1}, WorkerCounter::kRowsLate, 49);
  counters.add({1}, WorkerCounter::kRowsDeadLetter, 1);
  for (int reader = 0; reader < 2; ++reader) {
    const MetricsSnapshot end = counters.snapshot(1'500'000'000);
    CHECK(throughput_rps(start, end) == std::vector<std::int64_t>{800, 100});
  }
  CHECK(throughput_rps(start, counters.snapshot(1'000'000'000)) == std::vector<std::int64_t>{0, 0});
}

TEST_CASE("totals add rows and take the fullest queue and the slowest worker") {
  WorkerCounters counters(3, 100);
  counters.add({0}, WorkerCounter::kRowsInEffect, 10);
  counters.add({2}, WorkerCounter::kRowsInEffect, 5);
  counters.count_offer({0}, 20);
  counters.count_offer({1}, 90);
  counters.count_latency({2}, 40, 1);
  counters.count_latency({0}, 15, 1);
  const MetricsTotals totals = totals_of(counters.snapshot(0));
  CHECK(totals.rows_done == 15);
  CHECK(totals.queue_rows_max == 90);
  CHECK(totals.latency_us_mean_max == 40);
  CHECK(totals.back_pressure_events == 1);
  CHECK(totals.worst_state == BackPressureState::kCritical);
}

TEST_CASE("levels are set, and a snapshot is a value that later counting leaves alone") {
  WorkerCounters counters(1, 0);
  counters.set({0}, WorkerCounter::kGroups, 7);
  const MetricsSnapshot before = counters.snapshot(0);
  counters.set({0}, WorkerCounter::kGroups, 3);
  CHECK(before.workers[0].value(WorkerCounter::kGroups) == 7);
  CHECK(counters.value({0}, WorkerCounter::kGroups) == 3);
}

TEST_CASE("imbalance is that of the rows taken") {
  WorkerCounters counters(2, 0);
  CHECK_FALSE(counters.snapshot(0).imbalance().has_value());
  counters.count_taken({0}, 30);
  counters.count_taken({1}, 10);
  CHECK(counters.snapshot(0).imbalance()->max_over_mean == 1.5);
}

TEST_CASE("the summary line has Velostream's words") {
  WorkerCounters counters(4, 1000);
  counters.count_offer({3}, 50);
  counters.count_latency({3}, 25, 10);
  CHECK(summary_line(counters.snapshot(0).workers[3], 200'000) ==
        "Partition 3: 200000 rec/sec, queue depth: 50, latency: 25μs, HEALTHY");
}

}  // namespace millrace
