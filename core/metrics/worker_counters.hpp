// core/metrics/worker_counters.hpp — what each worker counts while it runs: no lock, no shared
// cache line, readable at any time from any thread, by as many readers as like.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/units.hpp"
#include "core/metrics/back_pressure.hpp"
#include "core/metrics/metrics_snapshot.hpp"

namespace millrace {

/// The counters of all workers of a job. Each counter has one writer: those below kRowsTaken the
/// router's thread, the others the worker's own. A writer stores what it alone has read; readers
/// load. Relaxed throughout: counts of one worker may be seen a moment apart, and settle when the
/// threads have met.
class WorkerCounters {
 public:
  /// REQUIRES: worker_count > 0. A capacity of 0 means queues without bound.
  WorkerCounters(std::uint32_t worker_count, std::int64_t queue_capacity_rows);

  std::uint32_t worker_count() const { return worker_count_; }

  // The router's thread.

  /// A batch went into the worker's queue. Counts a back-pressure event when that made the queue
  /// critical or saturated.
  BackPressureState count_offer(WorkerId worker, std::int64_t rows);
  /// The worker's queue refused a batch.
  void count_refusal(WorkerId worker);

  // The worker's thread.

  /// A batch left the queue.
  void count_taken(WorkerId worker, std::int64_t rows);
  /// Rows whose effect left the worker that long after they were due.
  void count_latency(WorkerId worker, std::int64_t latency_us, std::int64_t rows);
  void add(WorkerId worker, WorkerCounter counter, std::int64_t amount);
  /// For counters that are levels (kGroups).
  void set(WorkerId worker, WorkerCounter counter, std::int64_t value);

  // Any thread.

  std::int64_t value(WorkerId worker, WorkerCounter counter) const;
  /// All counters now; `at_ns` is the driver's time. Reading changes nothing.
  MetricsSnapshot snapshot(std::int64_t at_ns) const;

 private:
  static constexpr std::size_t kCacheLineBytes = 64;
  // One side a cache line of its own, so that router and worker never write to the same line.
  struct alignas(kCacheLineBytes) RouterSide {
    std::array<std::atomic<std::int64_t>, kRouterCounterCount> values = {};
    BackPressureState state = BackPressureState::kHealthy;  // at the last offer; the router's own
  };
  struct alignas(kCacheLineBytes) WorkerSide {
    std::array<std::atomic<std::int64_t>, kWorkerCounterCount - kRouterCounterCount> values = {};
  };
  struct Cells {
    RouterSide router;
    WorkerSide worker;
  };

  Cells& cells(WorkerId worker) const;
  std::atomic<std::int64_t>& cell(WorkerId worker, WorkerCounter counter) const;

  std::uint32_t worker_count_;
  std::int64_t queue_capacity_rows_;
  std::unique_ptr<Cells[]> cells_;
};

}  // namespace millrace
