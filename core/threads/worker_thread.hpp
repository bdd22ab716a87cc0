// core/threads/worker_thread.hpp — one worker with a thread: takes envelopes, processes them,
// sleeps when there are none.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <thread>

#include "core/job/partition_worker.hpp"
#include "core/threads/envelope_ring.hpp"
#include "core/threads/signal.hpp"
#include "core/threads/spsc_ring.hpp"

namespace millrace {

/// Owns worker, inbox, outbox and thread. All public functions belong to the coordinator's thread.
/// The worker's own thread is the only one that touches the worker and its sink, except while
/// is_idle(): then the coordinator's may (state hand-over), and what it does is seen by the worker
/// with the next envelope.
class WorkerThread {
 public:
  /// Borrows sink and `progress`, which is raised when an envelope left a message, and when one was taken or finished
  /// and the inbox is at least half empty.
  /// `observer` may be null.
  WorkerThread(std::shared_ptr<const JobPlan> plan, WorkerId id, Sink& sink, Signal& progress,
               ThreadObserver* observer);
  /// Abandons what still waits, if the last envelope was not processed.
  ~WorkerThread();
  WorkerThread(const WorkerThread&) = delete;
  WorkerThread& operator=(const WorkerThread&) = delete;

  Inbox& inbox() { return ring_; }
  std::int64_t queued_rows_max() const { return ring_.queued_rows_max(); }
  /// Frees what the worker is done with. The coordinator's thread made it, and memory that another thread frees makes
  /// both wait for each other in the allocator; call it before making more.
  void free_spent();
  /// The next message for the merger, if there is one.
  std::optional<MergeMessage> take_message();
  /// Every envelope pushed so far has been processed, and its results written or sent.
  bool is_idle() const {
    return finished_.load(std::memory_order_acquire) == ring_.envelopes_pushed();
  }
  /// REQUIRES: the last envelope was processed (is_idle() after it was pushed).
  void join();
  /// REQUIRES: is_idle().
  PartitionWorker& worker() { return worker_; }
  const PartitionWorker& worker() const { return worker_; }

 private:
  void run();
  void process(const Envelope& envelope);
  void wait_before_retry(EventDuration delay);
  void send(MergeMessage message);

  static constexpr std::uint32_t kOutboxSlots = 256;
  static constexpr std::uint32_t kSpentSlots = 32;

  Signal& progress_;
  WorkerId id_;
  ThreadObserver* observer_;
  Signal attention_;  // of the worker's thread: an envelope came, or the outbox has room
  EnvelopeRing ring_;
  SpscRing<MergeMessage> outbox_;
  SpscRing<RecordBatch> spent_;  // full: the worker frees by itself
  PartitionWorker worker_;
  std::atomic<std::int64_t> finished_ = 0;  // envelopes
  std::atomic<bool> is_abandoned_ = false;
  std::thread thread_;  // last: everything above is there before it starts
};

}  // namespace millrace
