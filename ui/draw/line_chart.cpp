// ui/draw/line_chart.cpp — lines with bands, one column of pixels at a time.
#include "ui/draw/line_chart.hpp"

#include <algorithm>
#include <cmath>

namespace millrace {
namespace {

struct Reach {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// The points that lie in the stretch of time, and one more at either side.
Reach reach_of(const Series& series, std::int64_t interval_ns, double begin_s, double end_s) {
  const double interval = static_cast<double>(interval_ns) * 1e-9;
  const auto count = static_cast<double>(series.points.size());
  const double first = std::clamp(std::floor(begin_s / interval) - 1.0, 0.0, count);
  const double last = std::clamp(std::ceil(end_s / interval) + 1.0, 0.0, count);
  return {static_cast<std::size_t>(first), static_cast<std::size_t>(last)};
}

}  // namespace

void draw_path(ImDrawList& list, const std::vector<ImVec2>& points, const LineStyle& style) {
  if (points.size() < 2) return;
  if (style.dash <= 0.0f) {
    list.AddPolyline(points.data(), static_cast<int>(points.size()), style.colour, 0, style.width);
    return;
  }
  float travelled = 0.0f;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const ImVec2 from = points[i - 1];
    const ImVec2 to = points[i];
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    float done = 0.0f;
    while (done < length) {
      const float phase = std::fmod(travelled + done, style.dash * 1.7f);
      const bool is_on = phase < style.dash;
      const float next =
          std::min(length, done + std::max(0.5f, (is_on ? style.dash : style.dash * 1.7f) - phase));
      if (is_on) {
        const float a = done / length;
        const float b = next / length;
        list.AddLine({from.x + (to.x - from.x) * a, from.y + (to.y - from.y) * a},
                     {from.x + (to.x - from.x) * b, from.y + (to.y - from.y) * b}, style.colour,
                     style.width);
      }
      done = next;
    }
    travelled += length;
  }
}

void draw_line(const Plot& plot, const Series& series, std::int64_t interval_ns, double until_s,
               const LineStyle& style) {
  const double interval = static_cast<double>(interval_ns) * 1e-9;
  const Reach reach =
      reach_of(series, interval_ns, plot.time->begin_s, std::min(plot.time->end_s, until_s));
  std::vector<ImVec2> line;
  float column = -1e9f;
  double least = 0.0;
  double greatest = 0.0;
  double last = 0.0;
  const auto flush = [&] {
    if (column < -1e8f) return;
    if (style.has_band) {
      const float top = plot.y(greatest * style.factor);
      const float bottom = plot.y(least * style.factor);
      if (bottom - top > 1.5f) {
        plot.list->AddRectFilled({column, top}, {column + 1.5f, bottom},
                                 with_alpha(style.colour, 0.28f));
      }
    }
    line.push_back({column, plot.y(last * style.factor)});
  };
  for (std::size_t i = reach.begin; i < reach.end; ++i) {
    const double at = (static_cast<double>(i) + 0.5) * interval;
    if (at > until_s + interval) break;
    const SeriesPoint& point = series.points[i];
    const float x = std::floor(plot.x(at));
    if (x != column) {
      flush();
      column = x;
      least = point.least;
      greatest = point.greatest;
    }
    least = std::min(least, point.least);
    greatest = std::max(greatest, point.greatest);
    last = point.last;
  }
  flush();
  draw_path(*plot.list, line, style);
}

void draw_level(const Plot& plot, double value, const char* label, ImU32 colour,
                const Theme& theme) {
  const float y = plot.y(value);
  draw_path(*plot.list, {{plot.min.x, y}, {plot.max.x, y}},
            {colour, theme.px(1.2f), theme.px(3), 1.0, false});
  const float size = ImGui::GetFontSize() * 0.85f;
  const ImVec2 extent = ImGui::GetFont()->CalcTextSizeA(size, 1e9f, 0.0f, label);
  const float top = y - extent.y > plot.min.y ? y - extent.y - 1 : y + 2;
  plot.list->AddText(ImGui::GetFont(), size, {plot.max.x - extent.x - theme.px(4), top}, colour,
                     label);
}

double greatest_in(const Series& series, std::int64_t interval_ns, const TimeAxis& time) {
  const Reach reach = reach_of(series, interval_ns, time.begin_s, time.end_s);
  double greatest = 0.0;
  for (std::size_t i = reach.begin; i < reach.end; ++i) {
    greatest = std::max(greatest, series.points[i].greatest);
  }
  return greatest;
}

std::optional<double> value_at(const Series& series, std::int64_t interval_ns, double seconds) {
  const double index = std::floor(seconds * 1e9 / static_cast<double>(interval_ns));
  if (index < 0.0 || index >= static_cast<double>(series.points.size())) return std::nullopt;
  return series.points[static_cast<std::size_t>(index)].last;
}

void draw_marker(ImDrawList& list, Marker marker, ImVec2 c, float r, ImU32 colour) {
  switch (marker) {
    case Marker::kCircle:
      list.AddCircleFilled(c, r, colour, 12);
      return;
    case Marker::kSquare:
      list.AddRectFilled({c.x - r * 0.9f, c.y - r * 0.9f}, {c.x + r * 0.9f, c.y + r * 0.9f},
                         colour);
      return;
    case Marker::kTriangle:
      list.AddTriangleFilled({c.x, c.y - r}, {c.x - r, c.y + r * 0.8f}, {c.x + r, c.y + r * 0.8f},
                             colour);
      return;
    case Marker::kDiamond:
      list.AddQuadFilled({c.x, c.y - r * 1.15f}, {c.x + r * 1.15f, c.y}, {c.x, c.y + r * 1.15f},
                         {c.x - r * 1.15f, c.y}, colour);
      return;
    case Marker::kPlus:
      list.AddRectFilled({c.x - r, c.y - r * 0.32f}, {c.x + r, c.y + r * 0.32f}, colour);
      list.AddRectFilled({c.x - r * 0.32f, c.y - r}, {c.x + r * 0.32f, c.y + r}, colour);
      return;
    case Marker::kCross:
      list.AddLine({c.x - r * 0.8f, c.y - r * 0.8f}, {c.x + r * 0.8f, c.y + r * 0.8f}, colour,
                   r * 0.6f);
      list.AddLine({c.x - r * 0.8f, c.y + r * 0.8f}, {c.x + r * 0.8f, c.y - r * 0.8f}, colour,
                   r * 0.6f);
      return;
  }
}

void draw_sparkline(ImDrawList& list, ImVec2 min, ImVec2 max, const Series& series, double greatest,
                    ImU32 colour) {
  if (series.points.size() < 2 || !(greatest > 0.0)) return;
  const std::size_t count = std::min<std::size_t>(series.points.size(), 120);
  const std::size_t first = series.points.size() - count;
  std::vector<ImVec2> line;
  for (std::size_t i = 0; i < count; ++i) {
    const double share = std::clamp(series.points[first + i].last / greatest, 0.0, 1.0);
    const float x = min.x + (max.x - min.x) * static_cast<float>(i) / static_cast<float>(count - 1);
    const float y = max.y - (max.y - min.y) * static_cast<float>(share);
    line.push_back({x, y});
    if (i > 0) {
      list.AddQuadFilled({line[i - 1].x, max.y}, line[i - 1], line[i], {x, max.y},
                         with_alpha(colour, static_cast<float>(colour >> 24) / 255.0f * 0.3f));
    }
  }
  list.AddPolyline(line.data(), static_cast<int>(line.size()), colour, 0, 1.3f);
}

}  // namespace millrace
