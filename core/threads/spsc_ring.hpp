// core/threads/spsc_ring.hpp — a bounded ring between one producer and one consumer, without locks.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/base/assert.hpp"

namespace millrace {

/// Holds up to `slot_count` values, oldest first. push() belongs to one thread, pop() to one other.
/// The two indices only ever grow; each is written by one side and published with release, so that
/// the value behind it is seen by the other. They lie on cache lines of their own, and each side
/// keeps a copy of the other's, which it refreshes only when the ring looks full or empty.
template <typename T>
class SpscRing {
 public:
  /// REQUIRES: slot_count is a power of two.
  explicit SpscRing(std::uint32_t slot_count) : slots_(slot_count), mask_(slot_count - 1) {
    MILLRACE_ASSERT(slot_count > 0);
    MILLRACE_ASSERT((slot_count & mask_) == 0);
  }

  /// Producer. False where the ring is full; the value is then untouched.
  bool push(T& value) {
    const std::uint32_t head = head_.load(std::memory_order_relaxed);
    if (head - tail_seen_ > mask_) {
      tail_seen_ = tail_.load(std::memory_order_acquire);
      if (head - tail_seen_ > mask_) return false;
    }
    slots_[head & mask_] = std::move(value);
    head_.store(head + 1, std::memory_order_release);
    return true;
  }

  /// Consumer. Nothing where the ring is empty.
  std::optional<T> pop() {
    const std::uint32_t tail = tail_.load(std::memory_order_relaxed);
    if (tail == head_seen_) {
      head_seen_ = head_.load(std::memory_order_acquire);
      if (tail == head_seen_) return std::nullopt;
    }
    std::optional<T> value(std::exchange(slots_[tail & mask_], T()));
    tail_.store(tail + 1, std::memory_order_release);
    return value;
  }

  /// Values in the ring, as the producer may count on: never more than pop() will leave.
  std::uint32_t size_for_producer() const {
    return head_.load(std::memory_order_relaxed) - tail_.load(std::memory_order_acquire);
  }
  /// Values in the ring that pop() will give at once; more may have come.
  std::uint32_t size_for_consumer() const {
    return head_.load(std::memory_order_acquire) - tail_.load(std::memory_order_relaxed);
  }

 private:
  static constexpr std::size_t kCacheLineBytes = 64;

  std::vector<T> slots_;
  std::uint32_t mask_;
  alignas(kCacheLineBytes) std::atomic<std::uint32_t> head_ = 0;  // next slot to fill
  std::uint32_t tail_seen_ = 0;                                   // producer's
  alignas(kCacheLineBytes) std::atomic<std::uint32_t> tail_ = 0;  // next slot to empty
  std::uint32_t head_seen_ = 0;                                   // consumer's
};

}  // namespace millrace
