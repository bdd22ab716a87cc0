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

/// At places of the plot, not of the line: they stand still while the line grows.
void draw_markers_on(const Plot& plot, std::span<const ImVec2> path, const LineStyle& style) {
  if (!(style.marker_every > 1.0f)) return;
  const float radius = style.width * 1.9f;
  float next = plot.min.x + style.marker_first;
  for (const ImVec2 at : path) {
    if (at.x < next) continue;
    while (next <= at.x) next += style.marker_every;
    if (style.edge != 0) draw_marker(*plot.list, *style.marker, at, radius + 1.0f, style.edge);
    draw_marker(*plot.list, *style.marker, at, radius, style.colour);
  }
}

}  // namespace

void draw_path(ImDrawList& list, std::span<const ImVec2> points, const LineStyle& style) {
  if (points.size() < 2) return;
  if (style.edge != 0) {
    LineStyle beneath = style;
    beneath.edge = 0;
    beneath.colour = style.edge;
    beneath.width = style.width + 1.4f;
    draw_path(list, points, beneath);
  }
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

void columns_of(const Plot& plot, const Series& series, std::int64_t interval_ns, double until_s,
                std::vector<PixelColumn>& columns) {
  columns.clear();
  const double interval = static_cast<double>(interval_ns) * 1e-9;
  const Reach reach =
      reach_of(series, interval_ns, plot.time->begin_s, std::min(plot.time->end_s, until_s));
  for (std::size_t i = reach.begin; i < reach.end; ++i) {
    const double at = (static_cast<double>(i) + 0.5) * interval;
    if (at > until_s + interval) break;
    const SeriesPoint& point = series.points[i];
    const float x = std::floor(plot.x(at));
    if (columns.empty() || x != columns.back().x) {
      columns.push_back({x, point.least, point.greatest, point.last});
      continue;
    }
    PixelColumn& column = columns.back();
    column.least = std::min(column.least, point.least);
    column.greatest = std::max(column.greatest, point.greatest);
    column.last = point.last;
  }
}

void draw_line(const Plot& plot, const Series& series, std::int64_t interval_ns, double until_s,
               const LineStyle& style) {
  // Used by one thread, and kept: a frame draws dozens of lines.
  static std::vector<PixelColumn> columns;
  static std::vector<ImVec2> path;
  columns_of(plot, series, interval_ns, until_s, columns);
  path.clear();
  const float alpha = static_cast<float>(style.colour >> 24) / 255.0f;
  for (const PixelColumn& column : columns) {
    path.push_back({column.x, plot.y(column.last * style.factor)});
    if (!style.has_band) continue;
    const float top = plot.y(column.greatest * style.factor);
    const float bottom = plot.y(column.least * style.factor);
    if (bottom - top <= 1.5f) continue;
    // A tall one is a spike, and drawn like the line: it must not vanish.
    const bool is_spike = bottom - top > plot.height() * 0.15f;
    plot.list->AddRectFilled({column.x, top}, {column.x + 1.5f, bottom},
                             with_alpha(style.colour, alpha * (is_spike ? 0.8f : 0.28f)));
  }
  draw_path(*plot.list, path, style);
  if (style.marker.has_value()) draw_markers_on(plot, path, style);
}

void draw_band(const Plot& plot, const Series& low, const Series& high, std::int64_t interval_ns,
               double until_s, double factor, ImU32 colour) {
  static std::vector<PixelColumn> below;
  static std::vector<PixelColumn> above;
  columns_of(plot, low, interval_ns, until_s, below);
  columns_of(plot, high, interval_ns, until_s, above);
  const std::size_t count = std::min(below.size(), above.size());
  for (std::size_t i = 0; i < count; ++i) {
    const float right = i + 1 < count ? above[i + 1].x : above[i].x + 1.0f;
    plot.list->AddRectFilled({above[i].x, plot.y(above[i].greatest * factor)},
                             {right, plot.y(below[i].least * factor)}, colour);
  }
}

void draw_level(const Plot& plot, double value, ImU32 colour, const Theme& theme) {
  const float y = plot.y(value);
  const ImVec2 ends[] = {{plot.min.x, y}, {plot.max.x, y}};
  draw_path(*plot.list, ends, {colour, theme.px(1.2f), theme.px(3), 1.0, false});
}

void draw_level_name(const Plot& plot, double value, std::span<const std::string> names,
                     double busy_until_s, ImU32 colour, const Theme& theme) {
  ImFont* font = ImGui::GetFont();
  const float size = ImGui::GetFontSize() * 0.85f;
  const float pad = theme.px(3);
  const float free_from = std::clamp(plot.x(busy_until_s) + theme.px(3), plot.min.x, plot.max.x);
  for (const bool is_free : {true, false}) {
    const float room = plot.max.x - (is_free ? free_from : plot.min.x) - pad * 3.0f;
    for (const std::string& name : names) {
      const ImVec2 extent = font->CalcTextSizeA(size, 1e9f, 0.0f, name.c_str());
      if (extent.x > room) continue;
      const float y = plot.y(value);
      const bool is_above = y - extent.y - pad > plot.min.y;
      const float top = is_above ? y - extent.y - pad : std::min(y + pad, plot.max.y - extent.y);
      const ImVec2 at = {plot.max.x - extent.x - pad * 2.0f, top};
      plot.list->AddRectFilled({at.x - pad, at.y}, {at.x + extent.x + pad, at.y + extent.y},
                               with_alpha(theme.panel, 0.85f), theme.px(2));
      plot.list->AddText(font, size, at, colour, name.c_str());
      return;
    }
  }
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

namespace {

void draw_reference_marker(ImDrawList& list, Marker marker, ImVec2 c, float r, ImU32 colour) {
  switch (marker) {
    case Marker::kTriangleDown:
      list.AddTriangleFilled({c.x, c.y + r}, {c.x + r, c.y - r * 0.8f}, {c.x - r, c.y - r * 0.8f},
                             colour);
      return;
    case Marker::kRing:
      list.AddCircle(c, r * 0.85f, colour, 12, r * 0.45f);
      return;
    case Marker::kFrame:
      list.AddRect({c.x - r * 0.85f, c.y - r * 0.85f}, {c.x + r * 0.85f, c.y + r * 0.85f}, colour,
                   0.0f, 0, r * 0.45f);
      return;
    case Marker::kHourglass:
      list.AddTriangleFilled(c, {c.x - r, c.y - r}, {c.x + r, c.y - r}, colour);
      list.AddTriangleFilled(c, {c.x + r, c.y + r}, {c.x - r, c.y + r}, colour);
      return;
    default:  // a star
      for (int i = 0; i < 3; ++i) {
        const float angle = static_cast<float>(i) * 1.0471976f;
        const ImVec2 way = {std::cos(angle) * r, std::sin(angle) * r};
        list.AddLine({c.x - way.x, c.y - way.y}, {c.x + way.x, c.y + way.y}, colour, r * 0.4f);
      }
  }
}

}  // namespace

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
    default:
      draw_reference_marker(list, marker, c, r, colour);
  }
}

void draw_marker(ImDrawList& list, const StrategyStyle& style, ImVec2 centre, float radius,
                 float alpha) {
  if (style.edge != 0)
    draw_marker(list, style.marker, centre, radius * 1.25f + 0.6f, with_alpha(style.edge, alpha));
  draw_marker(list, style.marker, centre, radius, with_alpha(style.colour, alpha));
}

std::optional<StretchFigures> figures_in(const Series& series, std::int64_t interval_ns,
                                         double begin_s, double end_s) {
  const double interval = static_cast<double>(interval_ns) * 1e-9;
  const auto count = static_cast<double>(series.points.size());
  const auto first = static_cast<std::size_t>(std::clamp(begin_s / interval, 0.0, count));
  const auto last = static_cast<std::size_t>(std::clamp(std::ceil(end_s / interval), 0.0, count));
  if (last <= first) return std::nullopt;
  StretchFigures figures = {series.points[first].least, 0.0, series.points[first].greatest};
  for (std::size_t i = first; i < last; ++i) {
    figures.least = std::min(figures.least, series.points[i].least);
    figures.greatest = std::max(figures.greatest, series.points[i].greatest);
    figures.mean += series.points[i].last;
  }
  figures.mean /= static_cast<double>(last - first);
  return figures;
}

void draw_sparkline(ImDrawList& list, ImVec2 min, ImVec2 max, const Series& series, double greatest,
                    ImU32 colour) {
  if (series.points.size() < 2 || !(greatest > 0.0)) return;
  const std::size_t count = std::min<std::size_t>(series.points.size(), 60);
  const std::size_t all = series.points.size();
  const float width = (max.x - min.x) / static_cast<float>(count);
  ImVec2 before;
  for (std::size_t i = 0; i < count; ++i) {
    // The whole run, a slice of it a step: its greatest value.
    double value = 0.0;
    for (std::size_t k = i * all / count; k < std::max((i + 1) * all / count, i * all / count + 1);
         ++k) {
      value = std::max(value, series.points[k].greatest);
    }
    const auto share = static_cast<float>(std::clamp(value / greatest, 0.0, 1.0));
    const float x = min.x + width * static_cast<float>(i);
    const float y = max.y - (max.y - min.y) * share;
    list.AddRectFilled({x, y}, {x + width, max.y}, with_alpha(colour, 0.10f));
    if (i > 0) list.AddLine(before, {x + width * 0.5f, y}, with_alpha(colour, 0.45f), 1.2f);
    before = {x + width * 0.5f, y};
  }
}

}  // namespace millrace
