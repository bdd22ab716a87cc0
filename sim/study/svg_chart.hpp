// sim/study/svg_chart.hpp — line charts as inline SVG, readable on light and dark pages: lines have colours, dashes
// and
// names, so that they are told apart in print and by people who do not see colours.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace millrace {

/// One line. x is the index of the point; gaps are NaN.
struct ChartLine {
  std::string name;
  std::vector<double> values;
};

struct ChartOptions {
  std::string title;
  std::string unit;             // of the values: "rows/s"
  double x_step_seconds = 1.0;  // distance of two points
  bool is_share = false;        // 0 … 1, shown as percent
};

/// A figure element with an SVG and its title; an empty chart says what would fill it.
std::string svg_chart(const ChartOptions& options, const std::vector<ChartLine>& lines);

/// Text with the characters of HTML escaped.
std::string html_text(std::string_view text);

/// The colour of line `index`: a CSS variable of the page (`--line-0` …); and its dashes.
inline constexpr std::size_t kChartColours = 8;

}  // namespace millrace
