// core/watermark/watermark_aggregator.hpp — the global watermark W: the least of the source
// partitions that still count. Has no clock: how long a partition has been silent is told from
// outside.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/units.hpp"

namespace millrace {

/// Keeps W = min over the source partitions that are neither idle nor at their end (semantics §4);
/// an ended partition counts as +infinity, so W is EventTime::max() once all have ended. W never
/// goes back: a partition that wakes up behind it must catch up first. While all partitions that
/// have not ended are idle, W is the furthest of them: what leaving them out one by one gives,
/// whatever the order. Used by one thread.
class WatermarkAggregator {
 public:
  explicit WatermarkAggregator(std::uint32_t source_partition_count,
                               EventDuration idle_timeout = {30'000});

  // Each returns W after the change. REQUIRES: source_partition < source_partition_count.

  /// wm_p after a batch of the partition. The partition is active again, were it idle.
  EventTime advance(SourcePartitionId source_partition, EventTime watermark);
  /// The partition has no more records, ever.
  EventTime finish(SourcePartitionId source_partition);
  EventTime mark_idle(SourcePartitionId source_partition);
  EventTime mark_active(SourcePartitionId source_partition);
  /// The partition has given nothing for that long: marks it idle from idle_timeout on. Never call
  /// it while a file is being read: a recording is not silent, only unread.
  EventTime note_silence(SourcePartitionId source_partition, EventDuration silence);
  /// All partitions have ended.
  EventTime finish_all();

  EventTime current() const { return current_; }
  bool is_idle(SourcePartitionId source_partition) const;
  EventDuration idle_timeout() const { return idle_timeout_; }

 private:
  enum class State : std::uint8_t { kActive, kIdle, kFinished };
  struct Source {
    EventTime watermark = EventTime::min();
    State state = State::kActive;
  };

  Source& source(SourcePartitionId source_partition);
  EventTime change_state(SourcePartitionId source_partition, State state);
  EventTime recompute();

  EventDuration idle_timeout_;
  std::vector<Source> sources_;
  EventTime current_ = EventTime::min();
};

}  // namespace millrace
