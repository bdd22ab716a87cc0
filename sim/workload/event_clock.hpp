// sim/workload/event_clock.hpp — event times of rows from when they are due: the run's clock at its
// scale, delays of late rows, wrong clocks of producers.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/prng.hpp"
#include "core/base/result.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/workload/distribution.hpp"
#include "sim/workload/row_chunk.hpp"
#include "sim/workload/workload_effects.hpp"

namespace millrace {

/// Event time = start_time_ms + due × time_scale − delay + skew; the record's timestamp is the same without delay.
/// Used by one thread.
class EventClock {
 public:
  /// Errors (kOption): the distribution of the delays.
  static Result<EventClock> make(const TopicSpec& topic, const Prng& streams,
                                 std::vector<ClockSkewEffect> skews);
  /// Fills event_times and record_timestamps.
  void stamp(RowChunk& chunk);

 private:
  EventClock(const TopicSpec& topic, const Prng& streams, std::vector<ClockSkewEffect> skews);
  std::vector<std::int64_t> produced_ms(const RowChunk& chunk) const;
  void delay(const RowChunk& chunk, std::vector<std::int64_t>& times);

  std::int64_t start_time_ms_;
  double time_scale_;
  double late_share_;
  std::vector<ClockSkewEffect> skews_;
  Prng late_random_;
  std::unique_ptr<Distribution> delays_;  // milliseconds; null: no row is late
};

}  // namespace millrace
