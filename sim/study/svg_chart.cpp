// sim/study/svg_chart.cpp — scales, axes and lines.
#include "sim/study/svg_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

#include "sim/study/figure_text.hpp"

namespace millrace {
namespace {

constexpr double kWidth = 640.0;
constexpr double kHeight = 220.0;
constexpr double kLeft = 64.0;
constexpr double kRight = 12.0;
constexpr double kTop = 10.0;
constexpr double kBottom = 26.0;
constexpr std::size_t kPointsMax = 600;  // more than the pixels there are

constexpr const char* kDashes[kChartColours] = {"",     "6 3", "2 3",     "8 3 2 3",
                                                "12 4", "1 4", "4 2 1 2", "10 2"};

/// The next of 1, 2, 5 × 10ⁿ at or above the value.
double round_up(double value) {
  if (value <= 0.0) return 1.0;
  double step = 1.0;
  while (step < value) step *= 10.0;
  while (step / 10.0 >= value) step /= 10.0;
  for (const double part : {0.1, 0.2, 0.25, 0.5}) {
    if (step * part >= value) return step * part;
  }
  return step;
}

std::string axis_text(const ChartOptions& options, double value) {
  if (options.is_share) return fmt::format("{:.0f} %", value * 100.0);
  if (value >= 1e6) return fmt::format("{:.3g}M", value / 1e6);
  if (value >= 1e3) return fmt::format("{:.3g}k", value / 1e3);
  return fmt::format("{:.3g}", value);
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

std::string line_path(const std::vector<double>& values, double greatest, double x_per_point) {
  std::string path;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double x = kLeft + (static_cast<double>(i) + 0.5) * x_per_point;
    const double y = kTop + (kHeight - kTop - kBottom) * (1.0 - values[i] / greatest);
    fmt::format_to(std::back_inserter(path), "{}{:.1f} {:.1f}", i == 0 ? "M" : "L", x, y);
  }
  return path;
}

std::string axes(const ChartOptions& options, double greatest, double seconds) {
  std::string svg;
  for (int i = 0; i <= 4; ++i) {
    const double share = i / 4.0;
    const double y = kTop + (kHeight - kTop - kBottom) * (1.0 - share);
    svg += fmt::format(
        "<line class=\"grid\" x1=\"{}\" y1=\"{:.1f}\" x2=\"{}\" y2=\"{:.1f}\"/><text x=\"{}\" "
        "y=\"{:.1f}\" text-anchor=\"end\">{}</text>",
        kLeft, y, kWidth - kRight, y, kLeft - 6.0, y + 4.0, axis_text(options, greatest * share));
    const double x = kLeft + (kWidth - kLeft - kRight) * share;
    svg += fmt::format(
        "<text x=\"{:.1f}\" y=\"{}\" text-anchor=\"{}\">{}</text>", x, kHeight - 6.0,
        i == 0   ? "start"
        : i == 4 ? "end"
                 : "middle",
        i == 0 ? std::string("0") : time_figure(static_cast<std::int64_t>(seconds * share * 1e9)));
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
  double greatest = options.is_share ? 1.0 : 0.0;
  for (const ChartLine& line : lines) {
    point_count = std::max(point_count, line.values.size());
    for (const double value : line.values) greatest = std::max(greatest, value);
  }
  const std::string head = fmt::format("<figure><figcaption>{} <small>{}</small></figcaption>",
                                       html_text(options.title), html_text(options.unit));
  if (point_count == 0) {
    return head + "<p class=\"empty\">No run has come far enough to show this.</p></figure>\n";
  }
  const std::size_t stride = (point_count + kPointsMax - 1) / kPointsMax;
  const std::size_t shown = (point_count + stride - 1) / stride;
  const double top = options.is_share ? 1.0 : round_up(greatest);
  const double x_per_point = (kWidth - kLeft - kRight) / static_cast<double>(shown);
  std::string svg = fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">",
                                kWidth, kHeight, html_text(options.title));
  svg += axes(options, top, static_cast<double>(point_count) * options.x_step_seconds);
  std::string legend = "<p class=\"legend\">";
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t look = i % kChartColours;
    svg += fmt::format(
        "<path class=\"line\" style=\"stroke:var(--line-{})\" stroke-dasharray=\"{}\" "
        "d=\"{}\"><title>{}</title></path>",
        look, kDashes[look], line_path(thinned(lines[i].values, stride), top, x_per_point),
        html_text(lines[i].name));
    legend += fmt::format(
        "<span><svg viewBox=\"0 0 24 8\" class=\"key\"><path class=\"line\" "
        "style=\"stroke:var(--line-{})\" stroke-dasharray=\"{}\" d=\"M0 4L24 4\"/></svg> "
        "{}</span> ",
        look, kDashes[look], html_text(lines[i].name));
  }
  return head + svg + "</svg>" + legend + "</p></figure>\n";
}

}  // namespace millrace
