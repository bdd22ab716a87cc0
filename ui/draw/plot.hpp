// ui/draw/plot.hpp — the frame of every chart over time: grid, labels with units, and the one interaction
// grammar: drag pans, wheel zooms at the cursor, double-click fits, click seeks, Shift-drag selects, hovering reads.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/draw/theme.hpp"
#include "ui/draw/time_axis.hpp"

namespace millrace {

struct ValueAxis {
  double least = 0.0;
  double greatest = 1.0;
  std::string_view unit;        // "rows/s"
  bool is_logarithmic = false;  // least must be > 0
  bool has_labels = true;       // false: the caller names the rows itself
  bool is_share = false;        // labels in percent
};

/// Where a chart's data goes on the screen. Valid for the frame it was made in.
struct Plot {
  ImVec2 min;
  ImVec2 max;
  TimeAxis* time = nullptr;
  ValueAxis value;
  ImDrawList* list = nullptr;
  bool is_hovered = false;
  std::optional<double>
      clicked_s;  // a click without a drag: go there; a double-click takes its first click back
  std::optional<ImVec2>
      area_from;  // while Shift-drag selects: where it began; the end is the mouse

  float width() const { return max.x - min.x; }
  float height() const { return max.y - min.y; }
  float x(double seconds) const;
  float y(double value_at) const;
  double seconds_at(float x_at) const;
};

/// The instant of a click as virtual time, not before 0.
std::int64_t clicked_ns(const Plot& plot);

/// Takes `size` at ImGui's cursor; a width or height of 0 takes what there is. `id` is unique in its panel.
Plot begin_plot(const char* id, ImVec2 size, TimeAxis& time, ValueAxis value, const Theme& theme);
/// Width that begin_plot() leaves for labels at the left.
float plot_gutter(const Theme& theme);
/// Draws what lies over the data: the present, the shared cursor; releases the clipping.
void end_plot(Plot& plot, double now_s, const Theme& theme);

/// Round values from `least` to `greatest`, at most `count_max` of them: 1, 2 or 5 times a power of ten.
std::vector<double> round_ticks(double least, double greatest, int count_max);
/// Powers of ten from `least` to `greatest`, at most `count_max` of them, equally far apart; with the greatest of them.
std::vector<double> decade_ticks(double least, double greatest, int count_max);
/// Next round number at or above: axes that do not jump with every sample.
double round_up(double value);

}  // namespace millrace
