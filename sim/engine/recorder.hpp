// sim/engine/recorder.hpp — time series of a run at a fixed interval of virtual time, within a
// bound of memory: when full, neighbouring points are joined and the interval doubles. A point keeps
// least and greatest, so that a spike never vanishes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/units.hpp"
#include "sim/engine/series_points.hpp"

namespace millrace {

/// One measured quantity. `name` is stable and snake_case with its unit: "throughput_rps",
/// "queue_rows", "latency_p99_us". `index` is the worker, core or source partition it belongs to, −1
/// for the whole job.
struct Series {
  std::string name;
  std::string unit;
  std::int32_t index = -1;
  SeriesPoints points;  // point i covers [i, i+1) × interval
};

class Recorder {
 public:
  explicit Recorder(std::int64_t interval_ns = 100'000'000, std::size_t points_max = 2'048);

  /// Adds a quantity, before the first sample. Returns its place for add().
  std::size_t declare(std::string name, std::string unit, std::int32_t index = -1);
  /// One value at `time`; times never go back.
  void add(std::size_t series, VirtualTime time, double value);
  /// Forgets all points at or after `time`: the run goes on from there (seek).
  void truncate(VirtualTime time);

  std::int64_t interval_ns() const { return interval_ns_; }
  const std::vector<Series>& series() const { return series_; }
  /// Nothing where no series has this name and index.
  const Series* find(std::string_view name, std::int32_t index = -1) const;

 private:
  std::int64_t interval_ns_;
  std::size_t points_max_;
  std::vector<Series> series_;
};

}  // namespace millrace
