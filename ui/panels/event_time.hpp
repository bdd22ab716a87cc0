// ui/panels/event_time.hpp — event time of a run as a picture needs it: from where to where, and which windows wait.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ui/session/view.hpp"

namespace millrace {

struct EventTimeRange {
  bool is_known = false;
  EventTime begin;     // of the picture
  EventTime end;       // of the picture
  EventTime furthest;  // watermark of any source partition
};
EventTimeRange event_time_range(const RunView& run);

struct WindowSpan {
  EventTime begin;
  EventTime end;
  EventTime closes;  // when W has passed this: the end and the grace
};
/// Windows between W and the furthest partition, the oldest first, at most `count_max`. Empty for sessions, whose
/// bounds depend on the records, and for queries without windows.
std::vector<WindowSpan> open_windows(const RunView& run, const EventTimeRange& range,
                                     std::size_t count_max);

/// "2024-01-31 09:30:05.250", or without the date where it is short: UTC.
std::string event_clock_text(EventTime time);

}  // namespace millrace
