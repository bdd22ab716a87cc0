// core/metrics/metrics_snapshot.cpp — figures derived from counters.
#include "core/metrics/metrics_snapshot.hpp"

#include <algorithm>

#include "core/base/assert.hpp"
#include "core/base/int128.hpp"

namespace millrace {

std::int64_t WorkerMetrics::rows_done() const {
  return value(WorkerCounter::kRowsInEffect) + value(WorkerCounter::kRowsFiltered) +
         value(WorkerCounter::kRowsLate) + value(WorkerCounter::kRowsDeadLetter);
}

std::int64_t WorkerMetrics::queue_rows() const {
  // Read while threads run, the two may be a moment apart.
  return std::max<std::int64_t>(
      0, value(WorkerCounter::kRowsOffered) - value(WorkerCounter::kRowsTaken));
}

std::int64_t WorkerMetrics::latency_us_mean() const {
  const std::int64_t rows = value(WorkerCounter::kLatencyRows);
  return rows == 0 ? 0 : value(WorkerCounter::kLatencyMicrosTotal) / rows;
}

std::optional<Imbalance> MetricsSnapshot::imbalance() const {
  std::vector<std::int64_t> rows;
  for (const WorkerMetrics& worker : workers) {
    rows.push_back(worker.value(WorkerCounter::kRowsTaken));
  }
  return imbalance_of(rows);
}

MetricsTotals totals_of(const MetricsSnapshot& snapshot) {
  MetricsTotals totals;
  for (const WorkerMetrics& worker : snapshot.workers) {
    totals.rows_done += worker.rows_done();
    totals.queue_rows_max = std::max(totals.queue_rows_max, worker.queue_rows());
    totals.latency_us_mean_max = std::max(totals.latency_us_mean_max, worker.latency_us_mean());
    totals.back_pressure_events += worker.value(WorkerCounter::kBackPressureEvents);
    totals.worst_state = std::max(totals.worst_state, worker.state());
  }
  return totals;
}

std::vector<std::int64_t> throughput_rps(const MetricsSnapshot& earlier,
                                         const MetricsSnapshot& later) {
  MILLRACE_ASSERT(earlier.workers.size() == later.workers.size());
  std::vector<std::int64_t> rates(later.workers.size(), 0);
  const std::int64_t elapsed_ns = later.at_ns - earlier.at_ns;
  if (elapsed_ns <= 0) return rates;
  for (std::size_t i = 0; i < rates.size(); ++i) {
    const Int128 rows = later.workers[i].rows_done() - earlier.workers[i].rows_done();
    rates[i] = static_cast<std::int64_t>(rows * 1'000'000'000 / elapsed_ns);
  }
  return rates;
}

std::string summary_line(const WorkerMetrics& worker, std::int64_t throughput_rps) {
  return "Partition " + std::to_string(worker.worker.value) + ": " +
         std::to_string(throughput_rps) +
         " rec/sec, queue depth: " + std::to_string(worker.queue_rows()) +
         ", latency: " + std::to_string(worker.latency_us_mean()) + "μs, " +
         std::string(to_text(worker.state()));
}

}  // namespace millrace
