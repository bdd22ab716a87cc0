// ui/panels/heat_rows.cpp — series to cells.
#include "ui/panels/heat_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/draw/number_text.hpp"

namespace millrace {
namespace {

/// What 1.0 is for a row, in the unit of its series; 0: no value.
double full_value(const RunView& run, HeatMeasure measure, int row, double greatest) {
  if (measure == HeatMeasure::kBusy) return 1.0;
  if (measure == HeatMeasure::kWaiting) return greatest;
  const auto worker = static_cast<std::size_t>(row);
  if (worker >= run.now.workers.size()) return 0.0;
  return static_cast<double>(run.now.workers[worker].queue_capacity_rows);
}

/// Cells of a row: each the greatest of the points that it covers.
void add_row(const Series& series, double interval_s, const TimeAxis& time, int column_count,
             double full, std::vector<float>& values) {
  const double step = time.span_s() / column_count;
  const auto count = static_cast<double>(series.points.size());
  for (int column = 0; column < column_count; ++column) {
    const double from = std::floor((time.begin_s + step * column) / interval_s);
    const double to =
        std::max(from + 1.0, std::floor((time.begin_s + step * (column + 1)) / interval_s));
    float value = std::numeric_limits<float>::quiet_NaN();
    if (full > 0.0 && from >= 0.0 && from < count) {
      double greatest = 0.0;
      for (double i = from; i < std::min(to, count); i += 1.0)
        greatest = std::max(greatest, series.points[static_cast<std::size_t>(i)].greatest);
      value = static_cast<float>(greatest / full);
    }
    values.push_back(value);
  }
}

}  // namespace

void collect_heat_rows(const RunView& run, HeatMeasure measure, const TimeAxis& time,
                       int column_count, HeatRows& rows) {
  rows.data.row_count = 0;
  rows.data.column_count = column_count;
  rows.data.values.clear();
  const char* name = measure == HeatMeasure::kBusy ? "busy" : "queue_rows";
  const double interval_s = static_cast<double>(run.recorder->interval_ns()) * 1e-9;
  rows.greatest = 1.0;
  rows.is_difference = false;
  if (measure == HeatMeasure::kWaiting) {
    for (int row = 0;; ++row) {
      const Series* series = run.recorder->find(name, row);
      if (series == nullptr) break;
      for (const SeriesPoint& point : series->points)
        rows.greatest = std::max(rows.greatest, point.greatest);
    }
  }
  for (int row = 0;; ++row) {
    const Series* series = run.recorder->find(name, row);
    if (series == nullptr) break;
    add_row(*series, interval_s, time, column_count, full_value(run, measure, row, rows.greatest),
            rows.data.values);
    ++rows.data.row_count;
  }
}

void subtract_heat_rows(HeatRows& rows, const HeatRows& other) {
  constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();
  float greatest = 1e-3f;
  for (std::size_t i = 0; i < rows.data.values.size(); ++i) {
    const bool has_other = i < other.data.values.size();
    const float theirs = has_other ? other.data.values[i] : kNothing;
    rows.data.values[i] = rows.data.values[i] * static_cast<float>(rows.greatest) -
                          theirs * static_cast<float>(other.greatest);
    if (!std::isnan(rows.data.values[i]))
      greatest = std::max(greatest, std::fabs(rows.data.values[i]));
  }
  for (float& value : rows.data.values) value /= greatest;
  rows.greatest = static_cast<double>(greatest);
  rows.is_difference = true;
}

bool is_row_of_worker(const RunView& run, HeatMeasure measure, int row, std::uint32_t worker) {
  if (measure != HeatMeasure::kBusy) return static_cast<std::uint32_t>(row) == worker;
  return worker < run.now.workers.size() &&
         run.now.workers[worker].core == static_cast<std::uint32_t>(row);
}

std::string heat_row_name(HeatMeasure measure, int row) {
  return fmt::format("{}{}", measure == HeatMeasure::kBusy ? "core " : "w", row);
}

std::string heat_value_text(HeatMeasure measure, const HeatRows& rows, double value) {
  const double exact = std::fabs(value * rows.greatest);
  std::string text;
  if (rows.is_difference) text = value > 0.0 ? "+" : (value < 0.0 ? "-" : "");
  switch (measure) {
    case HeatMeasure::kBusy:
      return text + share_text(exact) + " busy";
    case HeatMeasure::kQueue:
      return text + share_text(exact) + " full";
    case HeatMeasure::kWaiting:
      break;
  }
  return text + count_text(static_cast<std::int64_t>(exact)) + " rows waiting";
}

std::optional<AreaFigures> area_figures(const HeatRows& rows, const TimeAxis& time, int first_row,
                                        int last_row) {
  const HeatMapData& data = rows.data;
  const double span = std::max(time.span_s(), 1e-9);
  const auto column_of = [&](double seconds) {
    return static_cast<int>(std::clamp((seconds - time.begin_s) / span, 0.0, 1.0) *
                            data.column_count);
  };
  const int first = column_of(time.area_begin_s);
  const int last = std::min(data.column_count - 1, column_of(time.area_end_s));
  AreaFigures figures = {1e300, 0.0, -1e300, 0};
  int count = 0;
  for (int row = std::max(0, first_row); row <= std::min(last_row, data.row_count - 1); ++row) {
    for (int column = first; column <= last; ++column) {
      const float value = data.values[static_cast<std::size_t>(row * data.column_count + column)];
      if (std::isnan(value)) continue;
      const auto exact = static_cast<double>(value);
      figures.least = std::min(figures.least, exact);
      figures.mean += exact;
      if (exact > figures.greatest) figures.greatest_row = row;
      figures.greatest = std::max(figures.greatest, exact);
      ++count;
    }
  }
  if (count == 0) return std::nullopt;
  figures.mean /= count;
  return figures;
}

}  // namespace millrace
