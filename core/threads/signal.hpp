// core/threads/signal.hpp — how one thread tells another that something has changed, and how the
// other sleeps until then.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace millrace {

/// An event counter. Read epoch(), look whether there is something to do, and if not wait(that
/// epoch): a change in between is never missed. Raising costs one atomic addition while nobody
/// sleeps; the mutex is touched only to fall asleep and to wake a sleeper, never on the way of a
/// batch between two threads that are awake. Any thread may raise; one thread waits.
class Signal {
 public:
  std::uint32_t epoch() const { return epoch_.load(std::memory_order_seq_cst); }

  /// What was written before is visible to whoever sees the new epoch.
  void raise();
  /// Returns when epoch() != seen: after a short spin, else asleep.
  void wait(std::uint32_t seen);
  /// The same, but for at most this long.
  void wait_for(std::uint32_t seen, std::chrono::milliseconds patience);

 private:
  std::atomic<std::uint32_t> epoch_ = 0;
  std::atomic<bool> is_asleep_ = false;
  std::mutex mutex_;
  std::condition_variable wake_;
};

}  // namespace millrace
