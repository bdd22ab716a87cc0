// core/threads/envelope_ring.hpp — the inbox of a worker that has a thread of its own.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

#include "core/job/partition_queue.hpp"
#include "core/threads/signal.hpp"
#include "core/threads/spsc_ring.hpp"
#include "core/threads/thread_observer.hpp"

namespace millrace {

/// PartitionQueue's rule between two threads: has_room() and push() belong to the coordinator's,
/// pop() to the worker's. Bounded in rows, and by the slots of the ring (tiny batches fill those
/// first).
class EnvelopeRing final : public Inbox {
 public:
  /// Borrows the signal that wakes the worker, and the observer, which may be null.
  EnvelopeRing(std::int64_t capacity_rows, Signal& attention, WorkerId worker = {},
               ThreadObserver* observer = nullptr);

  bool has_room(std::uint32_t row_count) const override;
  void push(Envelope envelope) override;
  std::optional<Envelope> pop();
  /// For the worker's thread, after pop(): enough room that waking a coordinator that was refused is worth it. A
  /// wake-up for every envelope would cost both threads more than the envelope does.
  bool is_half_empty() const {
    return queued_rows() <= bounds_.capacity_rows / 2 && ring_.size_for_consumer() <= kSlots / 2;
  }

  std::int64_t queued_rows() const override { return queued_rows_.load(std::memory_order_acquire); }
  /// As the coordinator saw it after a push.
  std::int64_t queued_rows_max() const { return queued_rows_max_; }
  /// Since the start; for the coordinator's thread.
  std::int64_t envelopes_pushed() const { return envelopes_pushed_; }

 private:
  static constexpr std::uint32_t kSlots = 256;

  QueueBounds bounds_;
  Signal& attention_;
  WorkerId worker_;
  ThreadObserver* observer_;
  SpscRing<Envelope> ring_;
  std::atomic<std::int64_t> queued_rows_ = 0;
  // The coordinator's.
  std::int64_t queued_rows_max_ = 0;
  std::int64_t envelopes_pushed_ = 0;
};

}  // namespace millrace
