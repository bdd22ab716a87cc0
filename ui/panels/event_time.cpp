// ui/panels/event_time.cpp — ranges, windows, clocks.
#include "ui/panels/event_time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace millrace {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

bool is_known(EventTime time) {
  return time > EventTime::min() && time < EventTime::max();
}

std::int64_t floor_to(std::int64_t value, std::int64_t step) {
  const std::int64_t rest = value % step;
  return value - (rest < 0 ? rest + step : rest);
}

const WindowClause* window_of(const RunView& run) {
  if (run.plan == nullptr || run.plan->query == nullptr) return nullptr;
  const auto& window = run.plan->query->window;
  if (!window.has_value() || window->signature == nullptr || window->signature->is_session)
    return nullptr;
  return window->durations_ms.empty() || window->durations_ms.back() <= 0 ? nullptr : &*window;
}

}  // namespace

EventTimeRange event_time_range(const RunView& run) {
  EventTimeRange range;
  for (const SourcePartitionState& source : run.now.sources) {
    if (!is_known(source.watermark)) continue;
    if (!range.is_known) range.begin = range.furthest = source.watermark;
    range.is_known = true;
    range.begin = std::min(range.begin, source.watermark);
    range.furthest = std::max(range.furthest, source.watermark);
  }
  if (!range.is_known) return range;
  if (is_known(run.now.watermark)) range.begin = std::min(range.begin, run.now.watermark);
  range.end = range.furthest;
  const std::vector<WindowSpan> windows = open_windows(run, range, 64);
  for (const WindowSpan& window : windows) {
    range.begin = std::min(range.begin, window.begin);
    range.end = std::max(range.end, window.end);
  }
  if (range.end == range.begin) range.end = range.begin + EventDuration{1'000};
  return range;
}

std::vector<WindowSpan> open_windows(const RunView& run, const EventTimeRange& range,
                                     std::size_t count_max) {
  std::vector<WindowSpan> windows;
  const WindowClause* window = window_of(run);
  if (window == nullptr || !range.is_known || !is_known(run.now.watermark)) return windows;
  const std::int64_t size = window->durations_ms.front();
  const std::int64_t step = window->durations_ms.back();
  // The first that W has not closed: begin + size + grace > W.
  std::int64_t begin = floor_to(run.now.watermark.ms - size - window->grace.ms, step);
  while (begin + size + window->grace.ms <= run.now.watermark.ms) begin += step;
  for (; begin <= range.furthest.ms && windows.size() < count_max; begin += step) {
    windows.push_back({{begin}, {begin + size}, {begin + size + window->grace.ms}});
  }
  return windows;
}

std::string event_clock_text(EventTime time) {
  if (time == EventTime::max()) return "the end";
  if (time == EventTime::min()) return "\xe2\x80\x94";
  const std::int64_t days = floor_to(time.ms, kDayMs) / kDayMs;
  const std::int64_t ms = time.ms - days * kDayMs;
  // Days since the epoch to a date: Howard Hinnant's civil_from_days.
  const std::int64_t z = days + 719'468;
  const std::int64_t era = (z >= 0 ? z : z - 146'096) / 146'097;
  const std::int64_t doe = z - era * 146'097;
  const std::int64_t yoe = (doe - doe / 1'460 + doe / 36'524 - doe / 146'096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const std::int64_t mp = (5 * doy + 2) / 153;
  const std::int64_t day = doy - (153 * mp + 2) / 5 + 1;
  const std::int64_t month = mp < 10 ? mp + 3 : mp - 9;
  const std::int64_t year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:03}", year, month, day, ms / 3'600'000,
                     ms / 60'000 % 60, ms / 1'000 % 60, ms % 1'000);
}

}  // namespace millrace
