// ui/draw/line_chart.hpp — recorded quantities as lines. A pixel column shows the least and the greatest of all it
// covers, so that a spike never vanishes.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/engine/recorder.hpp"
#include "ui/draw/plot.hpp"

namespace millrace {

struct LineStyle {
  ImU32 colour = 0;
  float width = 1.6f;
  float dash = 0.0f;                            // pixels; 0 = solid
  double factor = 1.0;                          // values are multiplied by it
  bool has_band = true;                         // shade between least and greatest
  ImU32 edge = 0;                               // drawn beneath, a little wider; 0: nothing
  std::optional<Marker> marker = std::nullopt;  // on the line now and then
  float marker_every = 0.0f;                    // pixels; the first stands at marker_first
  float marker_first = 0.0f;
};

/// What one column of pixels stands for.
struct PixelColumn {
  float x = 0.0f;
  double least = 0.0;
  double greatest = 0.0;
  double last = 0.0;
};
/// A series as one entry a column of pixels, for the plot's stretch of time up to `until_s`: however many points fall
/// into a column, its least and greatest value stay. Reuses `columns`.
void columns_of(const Plot& plot, const Series& series, std::int64_t interval_ns, double until_s,
                std::vector<PixelColumn>& columns);

/// Points from the plot's stretch of time, up to `until_s`.
void draw_line(const Plot& plot, const Series& series, std::int64_t interval_ns, double until_s,
               const LineStyle& style);
/// The space between two series, as a band: percentiles around the middle one. Values are multiplied by `factor`.
void draw_band(const Plot& plot, const Series& low, const Series& high, std::int64_t interval_ns,
               double until_s, double factor, ImU32 colour);
/// A level from edge to edge, dashed.
void draw_level(const Plot& plot, double value, ImU32 colour, const Theme& theme);
/// The name of a level, over what was drawn before: the longest that fits, behind `busy_until_s` if there is room (no
/// line is there).
void draw_level_name(const Plot& plot, double value, std::span<const std::string> names,
                     double busy_until_s, ImU32 colour, const Theme& theme);
/// Greatest value of the plot's stretch of time; 0 when there is none.
double greatest_in(const Series& series, std::int64_t interval_ns, const TimeAxis& time);
/// The value recorded for this instant; nothing when there is none.
std::optional<double> value_at(const Series& series, std::int64_t interval_ns, double seconds);

/// Least, mean and greatest of a stretch of time; nothing where nothing was recorded.
struct StretchFigures {
  double least = 0.0;
  double mean = 0.0;  // of the points' last values
  double greatest = 0.0;
};
std::optional<StretchFigures> figures_in(const Series& series, std::int64_t interval_ns,
                                         double begin_s, double end_s);

/// A dashed (or solid) line through points.
void draw_path(ImDrawList& list, std::span<const ImVec2> points, const LineStyle& style);
void draw_marker(ImDrawList& list, Marker marker, ImVec2 centre, float radius, ImU32 colour);
/// With the outline that the style asks for.
void draw_marker(ImDrawList& list, const StrategyStyle& style, ImVec2 centre, float radius,
                 float alpha = 1.0f);
/// A faint line without axes over a fainter ground, as wide and high as asked for: text may stand on it.
void draw_sparkline(ImDrawList& list, ImVec2 min, ImVec2 max, const Series& series, double greatest,
                    ImU32 colour);

}  // namespace millrace
