// core/metrics/worker_counters.cpp — single-writer cells: load, add, store, never a locked
// instruction.
#include "core/metrics/worker_counters.hpp"

#include "core/base/assert.hpp"

namespace millrace {
namespace {

void add_to(std::atomic<std::int64_t>& cell, std::int64_t amount) {
  cell.store(cell.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
}

}  // namespace

WorkerCounters::WorkerCounters(std::uint32_t worker_count, std::int64_t queue_capacity_rows)
    : worker_count_(worker_count),
      queue_capacity_rows_(queue_capacity_rows),
      cells_(std::make_unique<Cells[]>(worker_count)) {
  MILLRACE_ASSERT(worker_count > 0);
  MILLRACE_ASSERT(queue_capacity_rows >= 0);
}

WorkerCounters::Cells& WorkerCounters::cells(WorkerId worker) const {
  MILLRACE_ASSERT(worker.value < worker_count_);
  return cells_[worker.value];
}

std::atomic<std::int64_t>& WorkerCounters::cell(WorkerId worker, WorkerCounter counter) const {
  const auto index = static_cast<std::size_t>(counter);
  Cells& both = cells(worker);
  if (index < kRouterCounterCount) return both.router.values[index];
  return both.worker.values[index - kRouterCounterCount];
}

BackPressureState WorkerCounters::count_offer(WorkerId worker, std::int64_t rows) {
  add_to(cell(worker, WorkerCounter::kRowsOffered), rows);
  add_to(cell(worker, WorkerCounter::kBatchesOffered), 1);
  const std::int64_t queued =
      value(worker, WorkerCounter::kRowsOffered) - value(worker, WorkerCounter::kRowsTaken);
  RouterSide& router = cells(worker).router;
  const BackPressureState before = router.state;
  router.state = back_pressure_state(queued, queue_capacity_rows_);
  if (requires_throttling(router.state) && !requires_throttling(before)) {
    add_to(cell(worker, WorkerCounter::kBackPressureEvents), 1);
  }
  if (queued > value(worker, WorkerCounter::kQueueRowsMax)) {
    cell(worker, WorkerCounter::kQueueRowsMax).store(queued, std::memory_order_relaxed);
  }
  return router.state;
}

void WorkerCounters::count_refusal(WorkerId worker) {
  add_to(cell(worker, WorkerCounter::kOffersRefused), 1);
}

void WorkerCounters::count_taken(WorkerId worker, std::int64_t rows) {
  add_to(cell(worker, WorkerCounter::kRowsTaken), rows);
  add_to(cell(worker, WorkerCounter::kBatchesTaken), 1);
}

void WorkerCounters::count_latency(WorkerId worker, std::int64_t latency_us, std::int64_t rows) {
  add_to(cell(worker, WorkerCounter::kLatencyMicrosTotal), latency_us * rows);
  add_to(cell(worker, WorkerCounter::kLatencyRows), rows);
}

void WorkerCounters::add(WorkerId worker, WorkerCounter counter, std::int64_t amount) {
  add_to(cell(worker, counter), amount);
}

void WorkerCounters::set(WorkerId worker, WorkerCounter counter, std::int64_t value) {
  cell(worker, counter).store(value, std::memory_order_relaxed);
}

std::int64_t WorkerCounters::value(WorkerId worker, WorkerCounter counter) const {
  return cell(worker, counter).load(std::memory_order_relaxed);
}

MetricsSnapshot WorkerCounters::snapshot(std::int64_t at_ns) const {
  MetricsSnapshot snapshot;
  snapshot.at_ns = at_ns;
  for (std::uint32_t worker = 0; worker < worker_count_; ++worker) {
    WorkerMetrics metrics;
    metrics.worker = {worker};
    metrics.queue_capacity_rows = queue_capacity_rows_;
    // The worker's side first: what it has taken was offered before.
    for (std::size_t i = kWorkerCounterCount; i-- > 0;) {
      metrics.values[i] = value({worker}, static_cast<WorkerCounter>(i));
    }
    snapshot.workers.push_back(metrics);
  }
  return snapshot;
}

}  // namespace millrace
