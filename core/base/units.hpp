// core/base/units.hpp — distinct types for times, ids and counts that must not be mixed up.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace millrace {

/// A length of event time in milliseconds.
struct EventDuration {
  std::int64_t ms = 0;
  friend auto operator<=>(const EventDuration&, const EventDuration&) = default;
};

/// A point in event time: milliseconds since the epoch, UTC; negative before it.
/// kMin means "nothing read yet", kMax "+infinity" (end of input).
struct EventTime {
  std::int64_t ms = 0;

  static constexpr EventTime min() { return {std::numeric_limits<std::int64_t>::min()}; }
  static constexpr EventTime max() { return {std::numeric_limits<std::int64_t>::max()}; }
  friend auto operator<=>(const EventTime&, const EventTime&) = default;
};

/// Adds and saturates at min()/max(), so that infinities stay infinite.
constexpr EventTime operator+(EventTime time, EventDuration length) {
  if (time == EventTime::min() || time == EventTime::max()) return time;
  std::int64_t sum = 0;
  if (__builtin_add_overflow(time.ms, length.ms, &sum)) {
    return length.ms < 0 ? EventTime::min() : EventTime::max();
  }
  return {sum};
}
constexpr EventTime operator-(EventTime time, EventDuration length) {
  if (time == EventTime::min() || time == EventTime::max()) return time;
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(time.ms, length.ms, &difference)) {
    return length.ms < 0 ? EventTime::max() : EventTime::min();
  }
  return {difference};
}

/// Virtual time of the simulator: nanoseconds since the start of the run.
struct VirtualTime {
  std::int64_t ns = 0;
  friend auto operator<=>(const VirtualTime&, const VirtualTime&) = default;
};

/// One partition of a Kafka topic.
struct SourcePartitionId {
  std::uint32_t value = 0;
  friend auto operator<=>(const SourcePartitionId&, const SourcePartitionId&) = default;
};

/// One processing partition of a job ("worker" in code): its own queue, query state and output.
struct WorkerId {
  std::uint32_t value = 0;
  friend auto operator<=>(const WorkerId&, const WorkerId&) = default;
};

}  // namespace millrace
