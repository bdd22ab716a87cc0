// core/job/partition_queue.hpp — the bounded queue in front of one worker.
#pragma once

#include <cstdint>
#include <deque>

#include "core/job/envelope.hpp"

namespace millrace {

/// How much may wait for one worker: the rule of every inbox.
struct QueueBounds {
  std::int64_t capacity_rows = 1;

  /// `row_count` rows fit beside what waits; a batch larger than the capacity fits where no row
  /// waits.
  bool admits(std::int64_t queued_rows, std::int64_t row_count) const {
    return queued_rows == 0 || queued_rows + row_count <= capacity_rows;
  }
};

/// The capacity a job's inboxes get: the configured one, and a single row in the hostile build.
constexpr std::int64_t inbox_capacity_rows([[maybe_unused]] std::int64_t configured_rows) {
#ifdef MILLRACE_HOSTILE
  return 1;
#else
  return configured_rows;
#endif
}

/// Holds the envelopes waiting for one worker, oldest first, up to `capacity_rows`.
/// Owned by the Coordinator; used by one thread. Never drops a batch: has_room() says no, and the
/// caller keeps the rows (that refusal is our back-pressure). Invariant: queued_rows() <=
/// capacity_rows, except when a single batch is larger than the capacity. Envelopes without rows
/// weigh nothing and still take memory: at most kEmptyEnvelopesMax of them wait.
class PartitionQueue final : public Inbox {
 public:
  static constexpr std::int64_t kEmptyEnvelopesMax = 1024;

  /// REQUIRES: capacity_rows >= 1.
  explicit PartitionQueue(std::int64_t capacity_rows);

  bool has_room(std::uint32_t row_count) const override;
  void push(Envelope envelope) override;
  /// REQUIRES: !is_empty().
  Envelope pop();

  bool is_empty() const { return envelopes_.empty(); }
  std::int64_t queued_rows() const override { return queued_rows_; }
  std::int64_t queued_rows_max() const { return queued_rows_max_; }
  std::int64_t capacity_rows() const { return bounds_.capacity_rows; }
  /// Memory of the envelopes that wait, roughly; copies share their rows.
  std::int64_t byte_count() const;

 private:
  QueueBounds bounds_;
  std::deque<Envelope> envelopes_;
  std::int64_t queued_rows_ = 0;
  std::int64_t empty_envelopes_ = 0;
  std::int64_t queued_rows_max_ = 0;
};

}  // namespace millrace
