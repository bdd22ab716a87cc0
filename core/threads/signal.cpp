// core/threads/signal.cpp — the handshake between a sleeper and a waker.
#include "core/threads/signal.hpp"

namespace millrace {

namespace {

// A hand-over between running threads takes well below a microsecond; more spinning only heats.
constexpr int kSpins = 64;

}  // namespace

void Signal::raise() {
  // Either this sees is_asleep_, or the sleeper sees the new epoch: both are sequentially
  // consistent.
  epoch_.fetch_add(1, std::memory_order_seq_cst);
  if (!is_asleep_.load(std::memory_order_seq_cst)) return;
  // The lock keeps the wake-up from falling between the sleeper's last look and its sleep.
  { const std::lock_guard<std::mutex> lock(mutex_); }
  wake_.notify_one();
}

void Signal::wait(std::uint32_t seen) {
  for (int spin = 0; spin < kSpins; ++spin) {
    if (epoch() != seen) return;
  }
  std::unique_lock<std::mutex> lock(mutex_);
  is_asleep_.store(true, std::memory_order_seq_cst);
  while (epoch() == seen) wake_.wait(lock);
  is_asleep_.store(false, std::memory_order_seq_cst);
}

void Signal::wait_for(std::uint32_t seen, std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  std::unique_lock<std::mutex> lock(mutex_);
  is_asleep_.store(true, std::memory_order_seq_cst);
  while (epoch() == seen) {
    if (wake_.wait_until(lock, deadline) == std::cv_status::timeout) break;
  }
  is_asleep_.store(false, std::memory_order_seq_cst);
}

}  // namespace millrace
