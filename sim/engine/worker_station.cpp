// sim/engine/worker_station.cpp — a queue that remembers when its rows were due; copying a worker.
#include "sim/engine/worker_station.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "core/base/assert.hpp"

namespace millrace {

void WatchedQueue::push(Envelope envelope) {
  if (envelope.row_count() > 0) {
    const Flight* flight = flights_->find(envelope.sequence);
    MILLRACE_ASSERT(flight != nullptr);
    first_due_ns_.push_back(flights_->due_times_of(*flight, envelope.batch.offsets).front());
    rows_pushed_ += envelope.row_count();
    batch_rows_max_ = std::max<std::int64_t>(batch_rows_max_, envelope.row_count());
  }
  queue_.push(std::move(envelope));
  worst_ = std::max(worst_, back_pressure_state(queue_.queued_rows(), queue_.capacity_rows()));
}

Envelope WatchedQueue::pop() {
  Envelope envelope = queue_.pop();
  if (envelope.row_count() > 0) first_due_ns_.pop_front();
  return envelope;
}

std::optional<VirtualTime> WatchedQueue::oldest_due() const {
  if (first_due_ns_.empty()) return std::nullopt;
  return VirtualTime{first_due_ns_.front()};
}

WorkerStation::WorkerStation(std::shared_ptr<const JobPlan> plan, WorkerId worker_id,
                             const JitterSpec& jitter, const Prng& prng)
    : id(worker_id),
      queue(inbox_capacity_rows(plan->spec.queue_capacity_rows)),
      worker(std::make_unique<PartitionWorker>(plan, worker_id, staging)),
      service_jitter(jitter, prng.fork("worker").fork(worker_id.value)),
      sink_jitter(jitter, prng.fork("sink").fork(worker_id.value)) {}

WorkerStation::WorkerStation(const WorkerStation& other)
    : id(other.id),
      core(other.core),
      queue(other.queue),
      staging(other.staging),
      worker(std::make_unique<PartitionWorker>(*other.worker, staging)),
      service_jitter(other.service_jitter),
      sink_jitter(other.sink_jitter),
      generation(other.generation),
      service(other.service),
      blocked(other.blocked),
      is_writing(other.is_writing),
      has_refused(other.has_refused),
      is_stalled(other.is_stalled),
      is_crashed(other.is_crashed),
      sink_delay_ns(other.sink_delay_ns),
      sink_slowness(other.sink_slowness),
      committed(other.committed == nullptr
                    ? nullptr
                    : std::make_unique<PartitionWorker>(*other.committed, staging)),
      since_commit(other.since_commit),
      finished_since_commit(other.finished_since_commit),
      wants_commit(other.wants_commit),
      redo(other.redo),
      replay_ns(other.replay_ns),
      balance(other.balance),
      states(other.states),
      watermark(other.watermark),
      busy_ns(other.busy_ns),
      row_busy_ns(other.row_busy_ns) {}

}  // namespace millrace
