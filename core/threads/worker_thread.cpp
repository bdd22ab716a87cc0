// core/threads/worker_thread.cpp — the loop of a worker's thread.
#include "core/threads/worker_thread.hpp"

#include <chrono>
#include <utility>

#include "core/base/assert.hpp"

namespace millrace {

WorkerThread::WorkerThread(std::shared_ptr<const JobPlan> plan, WorkerId id, Sink& sink,
                           Signal& progress, ThreadObserver* observer)
    : progress_(progress),
      id_(id),
      observer_(observer),
      ring_(inbox_capacity_rows(plan->spec.queue_capacity_rows), attention_, id, observer),
      outbox_(kOutboxSlots),
      spent_(kSpentSlots),
      worker_(plan, id, sink),
      thread_([this] { run(); }) {}

WorkerThread::~WorkerThread() {
  if (!thread_.joinable()) return;
  is_abandoned_.store(true, std::memory_order_release);
  attention_.raise();
  thread_.join();
}

std::optional<MergeMessage> WorkerThread::take_message() {
  std::optional<MergeMessage> message = outbox_.pop();
  if (message.has_value()) attention_.raise();
  return message;
}

void WorkerThread::free_spent() {
  while (spent_.pop().has_value()) {
  }
}

void WorkerThread::join() {
  MILLRACE_ASSERT(is_idle());
  thread_.join();
}

void WorkerThread::run() {
  while (!is_abandoned_.load(std::memory_order_acquire)) {
    const std::uint32_t seen = attention_.epoch();
    std::optional<Envelope> envelope = ring_.pop();
    if (!envelope.has_value()) {
      attention_.wait(seen);
      continue;
    }
    if (ring_.is_half_empty()) progress_.raise();  // there is room again
    const bool is_last = envelope->is_last;
    if (observer_ != nullptr) observer_->on_begin(id_, *envelope);
    process(*envelope);
    if (observer_ != nullptr) observer_->on_end(id_, *envelope, worker_.statistics().states);
    spent_.push(envelope->batch);
    finished_.fetch_add(1, std::memory_order_release);
    if (is_last || ring_.is_half_empty()) progress_.raise();
    if (is_last) return;
  }
}

void WorkerThread::process(const Envelope& envelope) {
  WorkerOutcome outcome = worker_.process(envelope);
  while (outcome.retry_after.has_value()) {
    wait_before_retry(*outcome.retry_after);
    if (is_abandoned_.load(std::memory_order_acquire)) return;
    outcome = worker_.retry();
  }
  std::optional<MergeMessage> message = worker_.take_message();
  if (message.has_value()) send(std::move(*message));
}

void WorkerThread::wait_before_retry(EventDuration delay) {
  using Clock = std::chrono::steady_clock;
  const auto deadline = Clock::now() + std::chrono::milliseconds(delay.ms);
  while (!is_abandoned_.load(std::memory_order_acquire)) {
    const std::uint32_t seen = attention_.epoch();
    const auto left = deadline - Clock::now();
    if (left <= Clock::duration::zero()) return;
    // Envelopes that come in the meantime wake it too early; it sleeps again.
    attention_.wait_for(seen, std::chrono::ceil<std::chrono::milliseconds>(left));
  }
}

void WorkerThread::send(MergeMessage message) {
  while (!is_abandoned_.load(std::memory_order_acquire)) {
    const std::uint32_t seen = attention_.epoch();
    const bool is_sent = outbox_.push(message);
    progress_.raise();  // the coordinator may sleep, and only it can empty the outbox
    if (is_sent) return;
    attention_.wait(seen);
  }
}

}  // namespace millrace
