// ui/panels/heat_rows.cpp — series to cells.
#include "ui/panels/heat_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/engine/source_lag.hpp"
#include "ui/draw/number_text.hpp"

namespace millrace {
namespace {

constexpr int kRowsMax = 256;

/// One quantity of every core, worker or partition, first to last.
std::vector<const Series*> series_of(const Recorder& recorder, std::string_view name) {
  std::vector<const Series*> found;
  for (const Series& series : recorder.series()) {
    if (series.name == name) found.push_back(&series);
  }
  return found;
}

std::string_view series_name(HeatMeasure measure) {
  switch (measure) {
    case HeatMeasure::kBusy:
      return "busy";
    case HeatMeasure::kQueue:
      return "queue_rows";
    case HeatMeasure::kLag:
      return kSourceLag;
  }
  return {};
}

double greatest_of(std::span<const Series* const> all, std::size_t count) {
  double greatest = 1.0;
  for (const Series* series : all) {
    for (std::size_t i = 0; i < std::min(count, series->points.size()); ++i)
      greatest = std::max(greatest, series->points[i].greatest);
  }
  return greatest;
}

/// What 1.0 is for a row, in the unit of its series; 0: no value.
double full_value(const RunView& run, const HeatRows& rows, std::size_t row) {
  if (rows.measure != HeatMeasure::kQueue) return rows.greatest;
  if (row >= run.now.workers.size()) return 0.0;
  return static_cast<double>(run.now.workers[row].queue_capacity_rows);
}

/// Cells of a row: each the greatest of the points that it covers, of the first `count`, of all its series.
void add_row(std::span<const Series* const> all, std::size_t count, double interval_s,
             const TimeAxis& time, double full, HeatRows& rows) {
  const double step = time.span_s() / rows.data.column_count;
  for (int column = 0; column < rows.data.column_count; ++column) {
    const double from = std::floor((time.begin_s + step * column) / interval_s);
    const double to =
        std::max(from + 1.0, std::floor((time.begin_s + step * (column + 1)) / interval_s));
    float value = std::numeric_limits<float>::quiet_NaN();
    for (const Series* series : all) {
      const auto end = static_cast<double>(std::min(count, series->points.size()));
      if (full <= 0.0 || from < 0.0 || from >= end) continue;
      double greatest = 0.0;
      for (double i = from; i < std::min(to, end); i += 1.0)
        greatest = std::max(greatest, series->points[static_cast<std::size_t>(i)].greatest);
      value = std::fmax(value, static_cast<float>(greatest / full));
    }
    rows.data.values.push_back(value);
  }
}

}  // namespace

void collect_heat_rows(const RunView& run, HeatMeasure measure, const TimeAxis& time,
                       int column_count, HeatRows& rows) {
  const bool is_lag = measure == HeatMeasure::kLag;
  const Recorder* recorder = is_lag ? run.source_lag : run.recorder;
  rows.data = {0, column_count, std::move(rows.data.values)};
  rows.data.values.clear();
  rows.measure = measure;
  rows.per_row = 1;
  rows.greatest = 1.0;
  rows.is_difference = false;
  rows.subject_count = 0;
  if (recorder == nullptr) return;
  const std::vector<const Series*> all = series_of(*recorder, series_name(measure));
  const std::int64_t interval_ns = recorder->interval_ns();
  // Lag is known for later instants, too, where time went back.
  const auto count = is_lag ? static_cast<std::size_t>(run.now.now.ns / interval_ns + 1)
                            : std::numeric_limits<std::size_t>::max();
  if (is_lag) rows.greatest = greatest_of(all, count);
  rows.subject_count = static_cast<int>(all.size());
  rows.per_row = std::max(1, (rows.subject_count + kRowsMax - 1) / kRowsMax);
  const auto per_row = static_cast<std::size_t>(rows.per_row);
  const double interval_s = static_cast<double>(interval_ns) * 1e-9;
  const std::span<const Series* const> subjects = all;
  for (std::size_t first = 0; first < all.size(); first += per_row) {
    add_row(subjects.subspan(first, std::min(per_row, all.size() - first)), count, interval_s, time,
            full_value(run, rows, first), rows);
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

bool is_row_of_worker(const RunView& run, const HeatRows& rows, int row, std::uint32_t worker) {
  if (worker >= run.now.workers.size()) return false;
  switch (rows.measure) {
    case HeatMeasure::kBusy:
      return run.now.workers[worker].core == static_cast<std::uint32_t>(row);
    case HeatMeasure::kQueue:
      return static_cast<std::uint32_t>(row) == worker;
    case HeatMeasure::kLag:
      break;
  }
  return false;
}

bool is_row_of_source(const HeatRows& rows, int row, std::uint32_t source) {
  return rows.measure == HeatMeasure::kLag &&
         source / static_cast<std::uint32_t>(rows.per_row) == static_cast<std::uint32_t>(row);
}

std::string heat_row_name(const HeatRows& rows, int row) {
  if (rows.measure == HeatMeasure::kBusy) return fmt::format("core {}", row);
  if (rows.measure == HeatMeasure::kQueue) return fmt::format("w{}", row);
  const int first = row * rows.per_row;
  const int last = std::min(first + rows.per_row, rows.subject_count) - 1;
  return first >= last ? fmt::format("p{}", first) : fmt::format("p{}-{}", first, last);
}

std::string heat_value_text(const HeatRows& rows, double value) {
  const double exact = std::fabs(value * rows.greatest);
  std::string text;
  if (rows.is_difference) text = value > 0.0 ? "+" : (value < 0.0 ? "-" : "");
  switch (rows.measure) {
    case HeatMeasure::kBusy:
      return text + share_text(exact) + " busy";
    case HeatMeasure::kQueue:
      return text + share_text(exact) + " full";
    case HeatMeasure::kLag:
      break;
  }
  return text + count_text(static_cast<std::int64_t>(exact)) + " rows of lag";
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
