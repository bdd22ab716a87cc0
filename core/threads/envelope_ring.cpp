// core/threads/envelope_ring.cpp — counts rows on both sides of the ring.
#include "core/threads/envelope_ring.hpp"

#include <algorithm>
#include <utility>

#include "core/base/assert.hpp"

namespace millrace {

EnvelopeRing::EnvelopeRing(std::int64_t capacity_rows, Signal& attention, WorkerId worker,
                           ThreadObserver* observer)
    : bounds_{capacity_rows},
      attention_(attention),
      worker_(worker),
      observer_(observer),
      ring_(kSlots) {}

bool EnvelopeRing::has_room(std::uint32_t row_count) const {
  return ring_.size_for_producer() < kSlots && bounds_.admits(queued_rows(), row_count);
}

void EnvelopeRing::push(Envelope envelope) {
  if (observer_ != nullptr) observer_->on_hand_over(worker_, envelope);
  const std::int64_t rows = envelope.row_count();
  // Before the envelope can be seen: the worker must not take off what was not yet put on.
  const std::int64_t queued = queued_rows_.fetch_add(rows, std::memory_order_acq_rel) + rows;
  queued_rows_max_ = std::max(queued_rows_max_, queued);
  ++envelopes_pushed_;
  MILLRACE_ASSERT(ring_.push(envelope));
  attention_.raise();
}

std::optional<Envelope> EnvelopeRing::pop() {
  std::optional<Envelope> envelope = ring_.pop();
  if (envelope.has_value()) {
    queued_rows_.fetch_sub(envelope->row_count(), std::memory_order_acq_rel);
  }
  return envelope;
}

}  // namespace millrace
