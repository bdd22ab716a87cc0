// core/watermark/watermark_aggregator.cpp — a minimum that is worked out anew only when it can have
// changed.
#include "core/watermark/watermark_aggregator.hpp"

#include <algorithm>

#include "core/base/assert.hpp"

namespace millrace {

WatermarkAggregator::WatermarkAggregator(std::uint32_t source_partition_count,
                                         EventDuration idle_timeout)
    : idle_timeout_(idle_timeout), sources_(source_partition_count) {
  MILLRACE_ASSERT(source_partition_count > 0);
  MILLRACE_ASSERT(idle_timeout.ms > 0);
}

WatermarkAggregator::Source& WatermarkAggregator::source(SourcePartitionId source_partition) {
  MILLRACE_ASSERT(source_partition.value < sources_.size());
  return sources_[source_partition.value];
}

bool WatermarkAggregator::is_idle(SourcePartitionId source_partition) const {
  MILLRACE_ASSERT(source_partition.value < sources_.size());
  return sources_[source_partition.value].state == State::kIdle;
}

EventTime WatermarkAggregator::advance(SourcePartitionId source_partition, EventTime watermark) {
  Source& changed = source(source_partition);
  MILLRACE_ASSERT(changed.state != State::kFinished);
  const bool held_the_minimum = changed.state != State::kActive || changed.watermark <= current_;
  changed.state = State::kActive;
  changed.watermark = std::max(changed.watermark, watermark);
  return held_the_minimum ? recompute() : current_;
}

EventTime WatermarkAggregator::change_state(SourcePartitionId source_partition, State state) {
  Source& changed = source(source_partition);
  if (changed.state == State::kFinished || changed.state == state) return current_;
  changed.state = state;
  return recompute();
}

EventTime WatermarkAggregator::finish(SourcePartitionId source_partition) {
  return change_state(source_partition, State::kFinished);
}

EventTime WatermarkAggregator::mark_idle(SourcePartitionId source_partition) {
  return change_state(source_partition, State::kIdle);
}

EventTime WatermarkAggregator::mark_active(SourcePartitionId source_partition) {
  return change_state(source_partition, State::kActive);
}

EventTime WatermarkAggregator::note_silence(SourcePartitionId source_partition,
                                            EventDuration silence) {
  return silence >= idle_timeout_ ? mark_idle(source_partition) : current_;
}

EventTime WatermarkAggregator::finish_all() {
  for (Source& each : sources_) each.state = State::kFinished;
  return recompute();
}

EventTime WatermarkAggregator::recompute() {
  EventTime least_active = EventTime::max();
  EventTime furthest_idle = EventTime::min();
  bool has_active = false;
  bool has_idle = false;
  for (const Source& each : sources_) {
    if (each.state == State::kActive) {
      has_active = true;
      least_active = std::min(least_active, each.watermark);
    } else if (each.state == State::kIdle) {
      has_idle = true;
      furthest_idle = std::max(furthest_idle, each.watermark);
    }
  }
  const EventTime watermark = has_active || !has_idle ? least_active : furthest_idle;
  current_ = std::max(current_, watermark);
  return current_;
}

}  // namespace millrace
