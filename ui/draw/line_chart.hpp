// ui/draw/line_chart.hpp — recorded quantities as lines. A pixel column shows the least and the greatest of all it
// covers, so that a spike never vanishes.
#pragma once

#include "sim/engine/recorder.hpp"
#include "ui/draw/plot.hpp"

namespace millrace {

struct LineStyle {
  ImU32 colour = 0;
  float width = 1.6f;
  float dash = 0.0f;     // pixels; 0 = solid
  double factor = 1.0;   // values are multiplied by it
  bool has_band = true;  // shade between least and greatest
};

/// Points from the plot's stretch of time, up to `until_s`.
void draw_line(const Plot& plot, const Series& series, std::int64_t interval_ns, double until_s,
               const LineStyle& style);
/// A level from edge to edge, dashed, with its label at the right.
void draw_level(const Plot& plot, double value, const char* label, ImU32 colour,
                const Theme& theme);
/// Greatest value of the plot's stretch of time; 0 when there is none.
double greatest_in(const Series& series, std::int64_t interval_ns, const TimeAxis& time);
/// The value recorded for this instant; nothing when there is none.
std::optional<double> value_at(const Series& series, std::int64_t interval_ns, double seconds);

/// A dashed (or solid) line through points.
void draw_path(ImDrawList& list, const std::vector<ImVec2>& points, const LineStyle& style);
void draw_marker(ImDrawList& list, Marker marker, ImVec2 centre, float radius, ImU32 colour);
/// A line without axes, as wide and high as asked for: what happened lately.
void draw_sparkline(ImDrawList& list, ImVec2 min, ImVec2 max, const Series& series, double greatest,
                    ImU32 colour);

}  // namespace millrace
