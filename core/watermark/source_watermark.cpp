// core/watermark/source_watermark.cpp — a running maximum over event times.
#include "core/watermark/source_watermark.hpp"

#include <limits>
#include <utility>
#include <vector>

#include "core/base/assert.hpp"

namespace millrace {
namespace {

constexpr std::int64_t kNothingRead = std::numeric_limits<std::int64_t>::min();

/// time − delay, kept above "nothing read" by saturation alone. A time at the far end stays finite:
/// only the end of input is +infinity.
std::int64_t behind(std::int64_t time_ms, std::int64_t delay_ms) {
  return time_ms < kNothingRead + delay_ms ? kNothingRead : time_ms - delay_ms;
}

}  // namespace

SourceWatermark::SourceWatermark(EventDuration max_out_of_orderness)
    : max_out_of_orderness_(max_out_of_orderness) {
  MILLRACE_ASSERT(max_out_of_orderness.ms >= 0);
}

void SourceWatermark::stamp(RecordBatch& batch) {
  const Column& event_times = batch.event_times;
  if (event_times.row_count() == 0) {
    batch.watermarks_before = Column();
    return;
  }
  MILLRACE_ASSERT(event_times.row_count() == batch.row_count);
  const auto times = event_times.int64s();
  const std::int64_t delay = max_out_of_orderness_.ms;
  std::int64_t watermark = watermark_.ms;
  std::vector<std::int64_t> before(times.size());
  if (event_times.has_nulls()) {
    const auto validity = event_times.validity();
    for (std::size_t row = 0; row < times.size(); ++row) {
      before[row] = watermark;
      const std::int64_t candidate = validity[row] != 0 ? behind(times[row], delay) : kNothingRead;
      watermark = candidate > watermark ? candidate : watermark;
    }
  } else {
    for (std::size_t row = 0; row < times.size(); ++row) {
      before[row] = watermark;
      const std::int64_t candidate = behind(times[row], delay);
      watermark = candidate > watermark ? candidate : watermark;
    }
  }
  watermark_ = {watermark};
  batch.watermarks_before = Column::of_int64(DataType::timestamp(), std::move(before));
}

void SourceWatermark::observe(EventTime event_time) {
  const EventTime candidate = {behind(event_time.ms, max_out_of_orderness_.ms)};
  if (candidate > watermark_) watermark_ = candidate;
}

}  // namespace millrace
