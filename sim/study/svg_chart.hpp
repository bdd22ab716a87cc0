// sim/study/svg_chart.hpp — line charts as inline SVG, readable on light and dark pages: lines have colours, dashes and
// names, so that they are told apart in print and by people who do not see colours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace millrace {

/// Looks of lines: CSS variables of the page, `--line-0` …, and dashes.
inline constexpr std::size_t kChartLooks = 8;

/// One line. x is the index of the point.
struct ChartLine {
  std::string name;
  std::vector<double> values;
  std::size_t look = 0;  // below kChartLooks
};

enum class ChartScale : std::uint8_t {
  kCount,  // from 0, with k and M
  kShare,  // 0 … 1, as percent
  kTime,   // values are seconds; decades, as times spread over many
};

struct ChartOptions {
  std::string title;
  std::string unit;             // of the values: "rows/s"
  double x_step_seconds = 1.0;  // distance of two points
  ChartScale scale = ChartScale::kCount;
};

/// A figure element with an SVG and its title; an empty chart says what would fill it.
std::string svg_chart(const ChartOptions& options, const std::vector<ChartLine>& lines);

/// Text with the characters of HTML escaped.
std::string html_text(std::string_view text);

}  // namespace millrace
