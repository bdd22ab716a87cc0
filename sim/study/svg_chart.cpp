// sim/study/svg_chart.cpp — scales, axes and lines.
#include "sim/study/svg_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>

#include "core/base/portable_math.hpp"
#include "sim/study/figure_text.hpp"

namespace millrace {
namespace {

// As wide as a column of the page, so that text keeps its size.
constexpr double kWidth = 400.0;
constexpr double kHeight = 190.0;
constexpr double kLeft = 52.0;
constexpr double kRight = 14.0;
constexpr double kTop = 10.0;
constexpr double kBottom = 24.0;
constexpr std::size_t kPointsMax = 600;  // more than the pixels there are

constexpr const char* kDashes[kChartLooks] = {"",     "6 3", "2 3",     "8 3 2 3",
                                              "12 4", "1 4", "4 2 1 2", "10 2"};

/// The least of 1, 2, 5 × 10ⁿ that is at least the value. REQUIRES: value > 0.
double round_up(double value) {
  double step = 1.0;
  while (step < value) step *= 10.0;
  while (step / 10.0 >= value) step /= 10.0;
  for (const double part : {0.2, 0.5}) {
    if (step * part >= value) return step * part;
  }
  return step;
}

/// Where values stand, and which of them are written beside it.
struct Axis {
  double bottom = 0.0;
  double top = 1.0;
  bool is_log = false;
  std::vector<double> ticks;

  /// 0 at the bottom, 1 at the top.
  double share_of(double value) const {
    if (!is_log) return (value - bottom) / (top - bottom);
    const double clamped = std::clamp(value, bottom, top);
    return portable_log(clamped / bottom) / portable_log(top / bottom);
  }
};

Axis linear_axis(double greatest, int tick_count) {
  Axis axis;
  const double step = round_up(std::max(greatest, 1e-9) / tick_count);
  const double count = std::ceil(greatest / step - 1e-9);
  axis.top = step * std::max(1.0, count);
  for (int i = 0; step * i <= axis.top * (1.0 + 1e-9); ++i) axis.ticks.push_back(step * i);
  return axis;
}

/// Whole decades around the positive values. REQUIRES: 0 < least <= greatest.
Axis decade_axis(double least, double greatest) {
  constexpr double kNearly = 1.0 + 1e-9;
  int exponent = 0;
  while (portable_power(10.0, exponent) > least * kNearly) --exponent;
  while (portable_power(10.0, exponent + 1) <= least * kNearly) ++exponent;
  Axis axis;
  axis.is_log = true;
  axis.bottom = portable_power(10.0, exponent);
  axis.ticks.push_back(axis.bottom);
  do {
    axis.ticks.push_back(portable_power(10.0, ++exponent));
  } while (axis.ticks.back() * kNearly < greatest);
  axis.top = axis.ticks.back();
  return axis;
}

Axis axis_for(ChartScale scale, const std::vector<ChartLine>& lines) {
  double least = 1e300;
  double greatest = 0.0;
  for (const ChartLine& line : lines) {
    for (const double value : line.values) {
      if (value > 0.0) least = std::min(least, value);
      greatest = std::max(greatest, value);
    }
  }
  if (scale == ChartScale::kShare) return linear_axis(1.0, 4);
  if (greatest <= 0.0) return linear_axis(1.0, 4);
  return scale == ChartScale::kTime ? decade_axis(least, greatest) : linear_axis(greatest, 4);
}

std::string tick_text(ChartScale scale, double value) {
  switch (scale) {
    case ChartScale::kShare:
      return fmt::format("{:.0f} %", value * 100.0);
    case ChartScale::kTime:
      return value < 1e-3 ? fmt::format("{:.3g} µs", value * 1e6)
                          : time_figure(std::llround(value * 1e9));
    case ChartScale::kCount:
      break;
  }
  if (value >= 1e6) return fmt::format("{:.3g}M", value / 1e6);
  if (value >= 1e3) return fmt::format("{:.3g}k", value / 1e3);
  return fmt::format("{:.3g}", value);
}

double y_of(const Axis& axis, double value) {
  return kTop + (kHeight - kTop - kBottom) * (1.0 - axis.share_of(value));
}

/// Neighbours joined to their greatest, so that a peak stays.
std::vector<double> thinned(const std::vector<double>& values, std::size_t stride) {
  std::vector<double> kept;
  for (std::size_t begin = 0; begin < values.size(); begin += stride) {
    const std::size_t end = std::min(begin + stride, values.size());
    kept.push_back(*std::max_element(values.begin() + static_cast<std::ptrdiff_t>(begin),
                                     values.begin() + static_cast<std::ptrdiff_t>(end)));
  }
  return kept;
}

std::string line_path(const std::vector<double>& values, const Axis& axis, double x_per_point) {
  std::string path;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double x = kLeft + (static_cast<double>(i) + 0.5) * x_per_point;
    fmt::format_to(std::back_inserter(path), "{}{:.1f} {:.1f}", i == 0 ? "M" : "L", x,
                   y_of(axis, values[i]));
  }
  return path;
}

std::string axes(ChartScale scale, const Axis& axis, double seconds) {
  std::string svg;
  for (const double tick : axis.ticks) {
    const double y = y_of(axis, tick);
    svg += fmt::format(
        "<line class=\"grid\" x1=\"{}\" y1=\"{:.1f}\" x2=\"{}\" y2=\"{:.1f}\"/><text x=\"{}\" "
        "y=\"{:.1f}\" text-anchor=\"end\">{}</text>",
        kLeft, y, kWidth - kRight, y, kLeft - 6.0, y + 4.0, tick_text(scale, tick));
  }
  const double step = round_up(std::max(seconds, 1e-9) / 5.0);
  for (int i = 0; step * i <= seconds * (1.0 + 1e-9); ++i) {
    const double x = kLeft + (kWidth - kLeft - kRight) * step * i / std::max(seconds, 1e-9);
    svg += fmt::format("<text x=\"{:.1f}\" y=\"{}\" text-anchor=\"middle\">{}</text>", x,
                       kHeight - 6.0, i == 0 ? "0" : time_figure(std::llround(step * i * 1e9)));
  }
  return svg;
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string svg_chart(const ChartOptions& options, const std::vector<ChartLine>& lines) {
  std::size_t point_count = 0;
  for (const ChartLine& line : lines) point_count = std::max(point_count, line.values.size());
  const std::string head = fmt::format("<figure><figcaption>{} <small>{}</small></figcaption>",
                                       html_text(options.title), html_text(options.unit));
  if (point_count == 0) {
    return head + "<p class=\"empty\">No run has come far enough to show this.</p></figure>\n";
  }
  const std::size_t stride = (point_count + kPointsMax - 1) / kPointsMax;
  const std::size_t shown = (point_count + stride - 1) / stride;
  const Axis axis = axis_for(options.scale, lines);
  const double x_per_point = (kWidth - kLeft - kRight) / static_cast<double>(shown);
  std::string svg = fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">",
                                kWidth, kHeight, html_text(options.title));
  svg += axes(options.scale, axis, static_cast<double>(point_count) * options.x_step_seconds);
  std::string legend = "<p class=\"legend\">";
  for (const ChartLine& line : lines) {
    const std::size_t look = line.look % kChartLooks;
    svg += fmt::format(
        "<path class=\"line\" style=\"stroke:var(--line-{})\" stroke-dasharray=\"{}\" "
        "d=\"{}\"><title>{}</title></path>",
        look, kDashes[look], line_path(thinned(line.values, stride), axis, x_per_point),
        html_text(line.name));
    legend += fmt::format(
        "<span><svg viewBox=\"0 0 24 8\" class=\"key\"><path class=\"line\" "
        "style=\"stroke:var(--line-{})\" stroke-dasharray=\"{}\" d=\"M0 4L24 4\"/></svg> "
        "{}</span> ",
        look, kDashes[look], html_text(line.name));
  }
  return head + svg + "</svg>" + legend + "</p></figure>\n";
}

}  // namespace millrace
