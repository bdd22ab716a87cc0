// ui/panels/line_plans.hpp — which charts the panel of lines shows, as a table, and what they have in common.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "ui/draw/line_chart.hpp"
#include "ui/session/view.hpp"

namespace millrace {

struct LinePlan {
  const char* title;
  const char* unit;
  const char* term;    // of the glossary
  const char* series;  // of the recorder
  double factor = 1.0;
  bool is_logarithmic = false;
  bool is_share = false;
  bool has_offered = false;   // dashed, with the hot-key ceiling
  bool is_of_queues = false;  // the fullest queue, as a share of its capacity
  const char* note = "";      // behind the unit: what is dashed or shaded
  const char* band_low = nullptr;
  const char* band_high = nullptr;
};

std::span<const LinePlan> line_plans();
/// A value of the chart, in its unit, with the unit.
std::string plan_text(const LinePlan& plan, double value);
/// What the chart shows of a run at an instant; nothing where nothing was recorded.
std::optional<double> line_value_at(const RunView& run, const LinePlan& plan, double seconds);
/// The least value above 0 on show, of the band's lower edge too; 1e300 when there is none.
double least_positive(const RunView& run, const LinePlan& plan, const TimeAxis& time);
/// The power of ten at or below.
double decade_below(double value);
/// All queues of a run as one line: at each instant the fullest.
void draw_fullest_queue(const Plot& plot, const RunView& run, const LineStyle& style, double now_s);

}  // namespace millrace
