// sim/workload/event_clock.cpp — times by row, lateness by chance.
#include "sim/workload/event_clock.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace millrace {

namespace {

constexpr std::int64_t kNsPerMs = 1'000'000;

}  // namespace

EventClock::EventClock(const TopicSpec& topic, const Prng& streams,
                       std::vector<ClockSkewEffect> skews)
    : start_time_ms_(topic.start_time_ms),
      time_scale_(topic.time_scale),
      late_share_(topic.disorder.share),
      skews_(std::move(skews)),
      late_random_(streams.fork("disorder")) {}

Result<EventClock> EventClock::make(const TopicSpec& topic, const Prng& streams,
                                    std::vector<ClockSkewEffect> skews) {
  EventClock clock(topic, streams, std::move(skews));
  const std::int64_t delay_ms_max = topic.disorder.max_delay.ns / kNsPerMs;
  if (topic.disorder.share <= 0.0 || delay_ms_max <= 0) return clock;
  auto delays =
      make_distribution(topic.disorder.delay, static_cast<std::uint64_t>(delay_ms_max) + 1,
                        streams.fork("disorder/delay"));
  if (!delays) return Error{ErrorCode::kOption, "disorder: " + delays.error().message, {}};
  clock.delays_ = std::move(delays).value();
  return clock;
}

/// When the producer says that it made each row.
std::vector<std::int64_t> EventClock::produced_ms(const RowChunk& chunk) const {
  std::vector<std::int64_t> times(chunk.row_count);
  if (time_scale_ == 1.0) {
    for (std::uint32_t row = 0; row < chunk.row_count; ++row) {
      times[row] = start_time_ms_ + chunk.due_ns[row] / kNsPerMs;
    }
  } else {
    for (std::uint32_t row = 0; row < chunk.row_count; ++row) {
      const double ns = static_cast<double>(chunk.due_ns[row]) * time_scale_;
      times[row] = start_time_ms_ + static_cast<std::int64_t>(ns / double{kNsPerMs});
    }
  }
  for (const ClockSkewEffect& skew : skews_) {
    const auto [begin, end] = rows_in(skew.span, chunk.due_ns);
    for (std::size_t row = begin; row < end; ++row) {
      const std::uint32_t producer = chunk.producers.empty() ? 0 : chunk.producers[row];
      if (!skew.producer || *skew.producer == producer) times[row] += skew.skew_ms;
    }
  }
  return times;
}

void EventClock::delay(const RowChunk& chunk, std::vector<std::int64_t>& times) {
  std::vector<std::uint32_t> late;
  std::vector<std::int64_t> late_due_ns;
  for (std::uint32_t row = 0; row < chunk.row_count; ++row) {
    if (late_random_.unit() >= late_share_) continue;
    late.push_back(row);
    late_due_ns.push_back(chunk.due_ns[row]);
  }
  std::vector<std::uint64_t> delays(late.size());
  delays_->draw(late_due_ns, delays);
  for (std::size_t i = 0; i < late.size(); ++i) {
    times[late[i]] -= static_cast<std::int64_t>(delays[i]);
  }
}

void EventClock::stamp(RowChunk& chunk) {
  std::vector<std::int64_t> times = produced_ms(chunk);
  if (delays_ == nullptr) {
    chunk.event_times = Column::of_int64(DataType::timestamp(), std::move(times));
    chunk.record_timestamps = chunk.event_times;
    return;
  }
  chunk.record_timestamps = Column::of_int64(DataType::timestamp(), times);
  delay(chunk, times);
  chunk.event_times = Column::of_int64(DataType::timestamp(), std::move(times));
}

}  // namespace millrace
