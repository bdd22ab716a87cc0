// core/metrics/metrics_snapshot.hpp — all figures of a job at one moment, as a plain value: what is
// shown, recorded and exported. Taking one changes nothing, so there may be many readers; rates are
// differences of two.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/units.hpp"
#include "core/metrics/back_pressure.hpp"
#include "core/metrics/imbalance.hpp"
#include "core/metrics/latency_histogram.hpp"

namespace millrace {

/// Counters of one worker; each only grows, except the levels.
enum class WorkerCounter : std::uint8_t {
  // Written by the router.
  kRowsOffered,  // put into the queue
  kBatchesOffered,
  kOffersRefused,       // batches the full queue turned away
  kBackPressureEvents,  // times the queue became critical or saturated
  kQueueRowsMax,        // level: most rows that ever waited
  // Written by the worker.
  kRowsTaken,  // taken from the queue
  kBatchesTaken,
  kRowsInEffect,  // the four ends of a row (semantics §7)
  kRowsFiltered,
  kRowsLate,
  kRowsDeadLetter,
  kResults,  // rows emitted
  kLatencyMicrosTotal,
  kLatencyRows,
  kBusyNanos,  // spent working
  kGroups,     // level: live (window, group) states
};
inline constexpr std::size_t kRouterCounterCount =
    static_cast<std::size_t>(WorkerCounter::kRowsTaken);
inline constexpr std::size_t kWorkerCounterCount =
    static_cast<std::size_t>(WorkerCounter::kGroups) + 1;

/// One worker at one moment.
struct WorkerMetrics {
  WorkerId worker;
  std::int64_t queue_capacity_rows = 0;
  std::array<std::int64_t, kWorkerCounterCount> values = {};

  std::int64_t value(WorkerCounter counter) const {
    return values[static_cast<std::size_t>(counter)];
  }
  /// Rows worked through: those that reached one of the four ends.
  std::int64_t rows_done() const;
  std::int64_t queue_rows() const;  // waiting
  double queue_utilisation() const { return utilisation(queue_rows(), queue_capacity_rows); }
  BackPressureState state() const { return back_pressure_state(queue_rows(), queue_capacity_rows); }
  std::int64_t latency_us_mean() const;  // whole microseconds; 0 without samples
};

/// The job at one moment. What a driver does not know stays empty.
struct MetricsSnapshot {
  std::int64_t at_ns = 0;  // the driver's time: virtual or measured
  std::vector<WorkerMetrics> workers;
  std::optional<double> alignment_rate;
  std::optional<double> zero_cost_share;
  std::optional<double> hottest_key_share;
  std::optional<LatencyHistogram> latency_us;

  /// How rows taken are spread over the workers.
  std::optional<Imbalance> imbalance() const;
};

/// Sums and extremes over all workers.
struct MetricsTotals {
  std::int64_t rows_done = 0;
  std::int64_t queue_rows_max = 0;       // of the fullest queue now
  std::int64_t latency_us_mean_max = 0;  // of the slowest worker
  std::int64_t back_pressure_events = 0;
  BackPressureState worst_state = BackPressureState::kHealthy;
};

MetricsTotals totals_of(const MetricsSnapshot& snapshot);

/// Rows per second that each worker worked through between two snapshots of one job; zeros where no
/// time passed. REQUIRES: the same number of workers.
std::vector<std::int64_t> throughput_rps(const MetricsSnapshot& earlier,
                                         const MetricsSnapshot& later);

/// "Partition 3: 200000 rec/sec, queue depth: 50, latency: 25μs, HEALTHY": Velostream's summary
/// line.
std::string summary_line(const WorkerMetrics& worker, std::int64_t throughput_rps);

}  // namespace millrace
