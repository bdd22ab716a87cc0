// sim/engine/worker_station.hpp — one worker of the job in virtual time: its queue, the engine's
// worker, what it is doing now, and its sink. Knows nothing of cores.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>

#include "core/job/partition_queue.hpp"
#include "core/job/partition_worker.hpp"
#include "core/metrics/back_pressure.hpp"
#include "sim/engine/flight_table.hpp"
#include "sim/engine/jitter.hpp"
#include "sim/engine/staging_sink.hpp"

namespace millrace {

/// The engine's queue, and since when its rows have been due.
class WatchedQueue final : public Inbox {
 public:
  /// Borrows the table of the world it lives in; watch() again after copying.
  explicit WatchedQueue(std::int64_t capacity_rows) : queue_(capacity_rows) {}

  void watch(FlightTable* flights) { flights_ = flights; }
  bool has_room(std::uint32_t row_count) const override { return queue_.has_room(row_count); }
  void push(Envelope envelope) override;
  std::int64_t queued_rows() const override { return queue_.queued_rows(); }

  bool is_empty() const { return queue_.is_empty(); }
  Envelope pop();
  const PartitionQueue& queue() const { return queue_; }
  BackPressureState worst_state() const { return worst_; }
  std::int64_t rows_pushed() const { return rows_pushed_; }
  /// Rows of the largest envelope: one may be larger than the queue.
  std::int64_t batch_rows_max() const { return batch_rows_max_; }
  /// When the oldest row that waits was due; nothing when none waits.
  std::optional<VirtualTime> oldest_due() const;

 private:
  PartitionQueue queue_;
  FlightTable* flights_ = nullptr;
  std::deque<std::int64_t> first_due_ns_;  // of each waiting envelope with rows
  BackPressureState worst_ = BackPressureState::kHealthy;
  std::int64_t rows_pushed_ = 0;
  std::int64_t batch_rows_max_ = 0;
};

/// One envelope in service: executed when service began, effective when it ends.
struct Service {
  std::int64_t sequence = 0;
  SourcePartitionId source;
  std::int64_t row_count = 0;
  VirtualTime begin;
  VirtualTime end;
  Column offsets;       // of its rows
  RecordBatch batch;    // only where someone wants to be told of work
  EventTime watermark;  // that came with it
  StagedOutput output;
  std::optional<MergeMessage> message;
  RowBalance balance;  // of the worker, once this is done
  std::int64_t states = 0;
  bool is_replay = false;  // of what had left before a crash: takes time, and nothing else
};

/// Owned by the world. Copying copies all state, the query's too.
struct WorkerStation {
  WorkerStation(std::shared_ptr<const JobPlan> plan, WorkerId worker_id, const JitterSpec& jitter,
                const Prng& prng);
  WorkerStation(const WorkerStation& other);
  WorkerStation& operator=(const WorkerStation&) = delete;

  /// May begin a service.
  bool can_run() const {
    const bool has_work = !queue.is_empty() || !redo.empty() || replay_ns > 0;
    return has_work && !service.has_value() && !blocked.has_value() && !is_stalled && !is_crashed;
  }
  /// Nothing waits, is worked on, or cannot leave.
  bool is_drained() const {
    return queue.is_empty() && redo.empty() && !service.has_value() && !blocked.has_value() &&
           !is_crashed && replay_ns == 0;
  }

  WorkerId id;
  std::uint32_t core = 0;  // it runs on, or ran on last
  WatchedQueue queue;
  StagingSink staging;
  std::unique_ptr<PartitionWorker> worker;
  JitterStream service_jitter;
  JitterStream sink_jitter;
  std::uint32_t generation = 0;  // of its events

  std::optional<Service> service;
  std::optional<Service> blocked;  // done, and its sink is still at the one before
  bool is_writing = false;         // its sink is
  bool has_refused = false;        // its queue had no room for a batch that still waits
  bool is_stalled = false;
  bool is_crashed = false;
  std::int64_t sink_delay_ns = 0;  // of each write, while the sink is slow
  double sink_slowness = 1.0;

  // Of workers that will crash: the state of their last commit, and what they were given since.
  std::unique_ptr<PartitionWorker> committed;
  std::deque<Envelope> since_commit;
  std::size_t finished_since_commit = 0;  // of them: their effect has left
  bool wants_commit = false;
  std::deque<Envelope> redo;   // was in the worker's hands when it crashed
  std::int64_t replay_ns = 0;  // what working through the finished ones again takes

  // As of what is done.
  RowBalance balance;
  std::int64_t states = 0;
  EventTime watermark = EventTime::min();  // acted on
  std::int64_t busy_ns = 0;
  std::int64_t row_busy_ns = 0;  // of it, with rows; the rest acts on watermarks alone
};

}  // namespace millrace
