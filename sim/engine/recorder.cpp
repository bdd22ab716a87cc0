// sim/engine/recorder.cpp — joining neighbours.
#include "sim/engine/recorder.hpp"

#include <algorithm>
#include <utility>

#include "core/base/assert.hpp"

namespace millrace {

namespace {

SeriesPoint joined(const SeriesPoint& earlier, const SeriesPoint& later) {
  return {std::min(earlier.least, later.least), std::max(earlier.greatest, later.greatest),
          later.last};
}

void halve(SeriesPoints& points) {
  SeriesPoints kept;
  for (std::size_t i = 0; i < points.size(); i += 2) {
    kept.push_back(i + 1 < points.size() ? joined(points[i], points[i + 1]) : points[i]);
  }
  points = std::move(kept);
}

}  // namespace

Recorder::Recorder(std::int64_t interval_ns, std::size_t points_max)
    : interval_ns_(interval_ns), points_max_(points_max) {
  MILLRACE_ASSERT(interval_ns > 0);
  MILLRACE_ASSERT(points_max >= 2);
}

std::size_t Recorder::declare(std::string name, std::string unit, std::int32_t index) {
  series_.push_back({std::move(name), std::move(unit), index, {}});
  return series_.size() - 1;
}

void Recorder::add(std::size_t series, VirtualTime time, double value) {
  MILLRACE_ASSERT(series < series_.size());
  while (static_cast<std::size_t>(time.ns / interval_ns_) >= points_max_) {
    for (Series& each : series_) halve(each.points);
    interval_ns_ *= 2;
  }
  const auto place = static_cast<std::size_t>(time.ns / interval_ns_);
  SeriesPoints& points = series_[series].points;
  MILLRACE_ASSERT(points.size() <= place + 1);
  if (points.size() == place + 1) {
    points.set(place, joined(points.back(), {value, value, value}));
    return;
  }
  // Nothing happened in between: the last value went on.
  const double before = points.empty() ? value : points.back().last;
  while (points.size() < place) points.push_back({before, before, before});
  points.push_back({value, value, value});
}

void Recorder::truncate(VirtualTime time) {
  const auto kept = static_cast<std::size_t>(std::max<std::int64_t>(0, time.ns / interval_ns_));
  for (Series& each : series_) {
    if (each.points.size() > kept) each.points.truncate(kept);
  }
}

const Series* Recorder::find(std::string_view name, std::int32_t index) const {
  for (const Series& each : series_) {
    if (each.name == name && each.index == index) return &each;
  }
  return nullptr;
}

}  // namespace millrace
