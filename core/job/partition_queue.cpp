// core/job/partition_queue.cpp — a deque that counts rows.
#include "core/job/partition_queue.hpp"

#include <algorithm>
#include <utility>

#include "core/base/assert.hpp"

namespace millrace {

PartitionQueue::PartitionQueue(std::int64_t capacity_rows) : bounds_{capacity_rows} {
  MILLRACE_ASSERT(capacity_rows >= 1);
}

bool PartitionQueue::has_room(std::uint32_t row_count) const {
  if (row_count == 0) return empty_envelopes_ < kEmptyEnvelopesMax;
  return bounds_.admits(queued_rows_, row_count);
}

void PartitionQueue::push(Envelope envelope) {
  MILLRACE_ASSERT(has_room(envelope.row_count()));
  if (envelope.row_count() == 0) ++empty_envelopes_;
  queued_rows_ += envelope.row_count();
  queued_rows_max_ = std::max(queued_rows_max_, queued_rows_);
  envelopes_.push_back(std::move(envelope));
}

Envelope PartitionQueue::pop() {
  MILLRACE_ASSERT(!envelopes_.empty());
  Envelope oldest = std::move(envelopes_.front());
  envelopes_.pop_front();
  if (oldest.row_count() == 0) --empty_envelopes_;
  queued_rows_ -= oldest.row_count();
  return oldest;
}

std::int64_t PartitionQueue::byte_count() const {
  std::int64_t bytes = 0;
  for (const Envelope& envelope : envelopes_) {
    bytes += static_cast<std::int64_t>(sizeof(Envelope)) + millrace::byte_count(envelope.batch);
  }
  return bytes;
}

}  // namespace millrace
