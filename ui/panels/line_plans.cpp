// ui/panels/line_plans.cpp — the charts, and their sums over several series.
#include "ui/panels/line_plans.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/metrics/back_pressure.hpp"
#include "ui/draw/number_text.hpp"

namespace millrace {
namespace {

constexpr std::array<LinePlan, 7> kPlans = {{
    {.title = "throughput",
     .unit = "rows/s",
     .term = "throughput",
     .series = "throughput_rps",
     .has_offered = true,
     .note = "   dashed: offered load"},
    {.title = "latency p99",
     .unit = "s",
     .term = "latency",
     .series = "latency_p99_us",
     .factor = 1e-6,
     .is_logarithmic = true,
     .note = "   band: p50 to p99.9",
     .band_low = "latency_p50_us",
     .band_high = "latency_p999_us"},
    {.title = "fullest queue",
     .unit = "of capacity",
     .term = "back-pressure",
     .series = "queue_rows",
     .is_share = true,
     .is_of_queues = true,
     .note = "   marks: 70, 85, 95 %"},
    {.title = "lag", .unit = "rows", .term = "lag", .series = "lag_rows"},
    {.title = "alignment",
     .unit = "of rows",
     .term = "aligned",
     .series = "alignment",
     .is_share = true},
    {.title = "watermark lag",
     .unit = "s",
     .term = "watermark lag",
     .series = "watermark_lag_ms",
     .factor = 1e-3},
    {.title = "state", .unit = "groups", .term = "state", .series = "states"},
}};

double capacity_of(const RunView& run, std::size_t worker) {
  if (worker >= run.now.workers.size()) return 0.0;
  return static_cast<double>(run.now.workers[worker].queue_capacity_rows);
}

}  // namespace

std::span<const LinePlan> line_plans() {
  return kPlans;
}

std::string plan_text(const LinePlan& plan, double value) {
  return plan.is_share ? share_text(value) : si_text(value, plan.unit);
}

std::optional<double> line_value_at(const RunView& run, const LinePlan& plan, double seconds) {
  if (!plan.is_of_queues) {
    const Series* series = run.recorder->find(plan.series);
    if (series == nullptr) return std::nullopt;
    std::optional<double> value = value_at(*series, run.recorder->interval_ns(), seconds);
    if (value.has_value()) *value *= plan.factor;
    return value;
  }
  std::optional<double> fullest;
  for (std::size_t w = 0; w < run.now.workers.size(); ++w) {
    const Series* series = run.recorder->find(plan.series, static_cast<std::int32_t>(w));
    if (series == nullptr || capacity_of(run, w) <= 0.0) continue;
    const std::optional<double> rows = value_at(*series, run.recorder->interval_ns(), seconds);
    if (rows.has_value()) fullest = std::max(fullest.value_or(0.0), *rows / capacity_of(run, w));
  }
  return fullest;
}

double least_positive(const RunView& run, const LinePlan& plan, const TimeAxis& time) {
  const Series* series = run.recorder->find(plan.band_low != nullptr ? plan.band_low : plan.series);
  double least = 1e300;
  if (series == nullptr) return least;
  const double interval = static_cast<double>(run.recorder->interval_ns()) * 1e-9;
  const auto count = static_cast<double>(series->points.size());
  const auto first = static_cast<std::size_t>(std::clamp(time.begin_s / interval, 0.0, count));
  const auto last = static_cast<std::size_t>(std::clamp(time.end_s / interval + 1.0, 0.0, count));
  for (std::size_t i = first; i < last; ++i) {
    if (series->points[i].least > 0.0) least = std::min(least, series->points[i].least);
  }
  return least;
}

double decade_below(double value) {
  if (!(value > 0.0)) return 1e-6;
  return std::pow(10.0, std::floor(std::log10(value)));
}

void draw_fullest_queue(const Plot& plot, const RunView& run, const LineStyle& style,
                        double now_s) {
  // Used by one thread, and kept between frames.
  static Series fullest;
  std::size_t count = 0;
  for (std::size_t w = 0; w < run.now.workers.size(); ++w) {
    const Series* series = run.recorder->find("queue_rows", static_cast<std::int32_t>(w));
    if (series != nullptr) count = std::max(count, series->points.size());
  }
  fullest.points = SeriesPoints(count, {});
  for (std::size_t w = 0; w < run.now.workers.size(); ++w) {
    const Series* series = run.recorder->find("queue_rows", static_cast<std::int32_t>(w));
    const double capacity = capacity_of(run, w);
    if (series == nullptr || capacity <= 0.0) continue;
    for (std::size_t i = 0; i < series->points.size(); ++i) {
      SeriesPoint point = fullest.points[i];
      point.least = std::max(point.least, series->points[i].least / capacity);
      point.greatest = std::max(point.greatest, series->points[i].greatest / capacity);
      point.last = std::max(point.last, series->points[i].last / capacity);
      fullest.points.set(i, point);
    }
  }
  draw_line(plot, fullest, run.recorder->interval_ns(), now_s, style);
}

}  // namespace millrace
