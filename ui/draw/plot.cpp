// ui/draw/plot.cpp — grid, labels and interaction of every chart over time.
#include "ui/draw/plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/draw/focus_ring.hpp"
#include "ui/draw/number_text.hpp"

namespace millrace {
namespace {

std::string value_label(double value, const ValueAxis& axis) {
  if (axis.is_share) return share_text(value);
  // Units of a word stand in the title; "10 m" for 10 ms would mislead.
  return si_text(value, axis.unit.size() <= 2 ? axis.unit : std::string_view());
}

std::string time_label(double seconds, double step) {
  if (step >= 1.0) {
    const auto whole = static_cast<std::int64_t>(std::llround(seconds));
    if (whole >= 60) return fmt::format("{}:{:02}", whole / 60, whole % 60);
    return fmt::format("{} s", whole);
  }
  if (step >= 1e-3) return fmt::format("{:g} s", seconds);
  return fmt::format("{:.6g} s", seconds);
}

std::vector<double> value_ticks(const Plot& plot, const Theme& theme) {
  if (plot.value.is_logarithmic) {
    return decade_ticks(plot.value.least, plot.value.greatest,
                        static_cast<int>(plot.height() / theme.px(15)));
  }
  const int count = std::max(2, static_cast<int>(plot.height() / theme.px(26)));
  return round_ticks(plot.value.least, plot.value.greatest, count);
}

void draw_grid(const Plot& plot, const Theme& theme) {
  ImFont* font = theme.mono != nullptr ? theme.mono : ImGui::GetFont();
  const float size = font->FontSize * 0.85f;
  for (const double tick : value_ticks(plot, theme)) {
    if (!plot.value.has_labels) break;
    const float y = plot.y(tick);
    plot.list->AddLine({plot.min.x, y}, {plot.max.x, y}, theme.grid);
    const std::string label = value_label(tick, plot.value);
    const ImVec2 extent = font->CalcTextSizeA(size, 1e9f, 0.0f, label.c_str());
    const float top =
        std::clamp(y - extent.y * 0.5f, plot.min.y - extent.y * 0.4f, plot.max.y - extent.y * 0.6f);
    plot.list->AddText(font, size, {plot.min.x - extent.x - theme.px(5), top}, theme.muted,
                       label.c_str());
  }
  const int count = std::max(2, static_cast<int>(plot.width() / theme.px(90)));
  const std::vector<double> ticks = round_ticks(plot.time->begin_s, plot.time->end_s, count);
  const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : 1.0;
  for (const double tick : ticks) {
    const float x = plot.x(tick);
    plot.list->AddLine({x, plot.min.y}, {x, plot.max.y}, theme.grid);
    const std::string label = time_label(tick, step);
    const ImVec2 extent = font->CalcTextSizeA(size, 1e9f, 0.0f, label.c_str());
    if (x - extent.x * 0.5f < plot.min.x || x + extent.x * 0.5f > plot.max.x + theme.px(4))
      continue;
    plot.list->AddText(font, size, {x - extent.x * 0.5f, plot.max.y + theme.px(2)}, theme.muted,
                       label.c_str());
  }
}

/// Shift-drag, or a drag with the right button: a stretch of time to be looked at more closely.
bool selects_area(Plot& plot) {
  const ImGuiIO& io = ImGui::GetIO();
  TimeAxis& time = *plot.time;
  const bool is_right = ImGui::IsMouseDragging(ImGuiMouseButton_Right);
  const bool is_shifted = io.KeyShift && ImGui::IsMouseDragging(ImGuiMouseButton_Left);
  if (!ImGui::IsItemActive() || !(is_right || is_shifted)) return false;
  plot.area_from = io.MouseClickedPos[is_right ? ImGuiMouseButton_Right : ImGuiMouseButton_Left];
  const double a = plot.seconds_at(plot.area_from->x);
  const double b = plot.seconds_at(io.MousePos.x);
  time.area_begin_s = std::clamp(std::min(a, b), 0.0, time.limit_s);
  time.area_end_s = std::clamp(std::max(a, b), 0.0, time.limit_s);
  return true;
}

void interact(Plot& plot) {
  const ImGuiIO& io = ImGui::GetIO();
  TimeAxis& time = *plot.time;
  plot.is_hovered = ImGui::IsItemHovered();
  bool is_double = false;
  if (plot.is_hovered) {
    time.cursor_s = std::clamp(plot.seconds_at(io.MousePos.x), time.begin_s, time.end_s);
    if (io.MouseWheel != 0.0f) time.zoom(std::pow(0.8, io.MouseWheel), time.cursor_s);
    if (io.MouseWheelH != 0.0f) time.pan(-0.1 * time.span_s() * io.MouseWheelH);
    is_double = ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  }
  if (is_double) {
    time.fit();
    time.clear_area();
    // The first click of the two went somewhere: back to where time was.
    plot.clicked_s = time.before_click_s;
    return;
  }
  if (!selects_area(plot) && ImGui::IsItemActive() &&
      ImGui::IsMouseDragging(ImGuiMouseButton_Left) && plot.width() > 0) {
    time.pan(-io.MouseDelta.x / plot.width() * time.span_s());
  }
  const ImVec2 dragged = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left);
  const bool was_dragged = dragged.x * dragged.x + dragged.y * dragged.y > 16.0f;
  const bool was_left = ImGui::IsMouseReleased(ImGuiMouseButton_Left);
  if (ImGui::IsItemDeactivated() && plot.is_hovered && was_left && !was_dragged && !io.KeyShift &&
      io.MouseClickedLastCount[ImGuiMouseButton_Left] < 2) {
    time.before_click_s = time.now_s;
    plot.clicked_s = std::clamp(plot.seconds_at(io.MousePos.x), 0.0, time.limit_s);
  }
}

}  // namespace

float Plot::x(double seconds) const {
  const double span = std::max(time->span_s(), 1e-9);
  return min.x + static_cast<float>((seconds - time->begin_s) / span) * width();
}

float Plot::y(double value_at) const {
  double share = 0.0;
  if (value.is_logarithmic) {
    const double low = std::log10(value.least);
    const double high = std::log10(std::max(value.greatest, value.least * 1.001));
    share = (std::log10(std::max(value_at, value.least)) - low) / (high - low);
  } else {
    share = (value_at - value.least) / std::max(value.greatest - value.least, 1e-12);
  }
  return max.y - static_cast<float>(std::clamp(share, -0.5, 1.5)) * height();
}

double Plot::seconds_at(float x_at) const {
  if (width() <= 0.0f) return time->begin_s;
  return time->begin_s + static_cast<double>((x_at - min.x) / width()) * time->span_s();
}

float plot_gutter(const Theme& theme) {
  return theme.px(50);
}

std::int64_t clicked_ns(const Plot& plot) {
  return static_cast<std::int64_t>(std::max(0.0, plot.clicked_s.value_or(0.0)) * 1e9);
}

Plot begin_plot(const char* id, ImVec2 size, TimeAxis& time, ValueAxis value, const Theme& theme) {
  const ImVec2 space = ImGui::GetContentRegionAvail();
  if (size.x <= 0.0f) size.x = space.x;
  if (size.y <= 0.0f) size.y = space.y;
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  Plot plot;
  plot.time = &time;
  plot.value = value;
  plot.list = ImGui::GetWindowDrawList();
  plot.min = {origin.x + plot_gutter(theme), origin.y + theme.px(4)};
  plot.max = {std::max(plot.min.x + 8.0f, origin.x + size.x - theme.px(6)),
              std::max(plot.min.y + 8.0f, origin.y + size.y - theme.px(16))};
  ImGui::InvisibleButton(id, {std::max(size.x, 16.0f), std::max(size.y, 16.0f)},
                         ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
  draw_focus_ring(theme);
  interact(plot);
  draw_grid(plot, theme);
  plot.list->PushClipRect(plot.min, plot.max, true);
  return plot;
}

void end_plot(Plot& plot, double now_s, const Theme& theme) {
  plot.time->now_s = now_s;
  if (plot.time->has_area()) {
    const float left = plot.x(plot.time->area_begin_s);
    const float right = plot.x(plot.time->area_end_s);
    plot.list->AddRectFilled({left, plot.min.y}, {right, plot.max.y},
                             with_alpha(theme.accent, 0.12f));
    plot.list->AddLine({left, plot.min.y}, {left, plot.max.y}, theme.accent);
    plot.list->AddLine({right, plot.min.y}, {right, plot.max.y}, theme.accent);
  }
  const float now_x = plot.x(now_s);
  plot.list->AddLine({now_x, plot.min.y}, {now_x, plot.max.y}, with_alpha(theme.accent, 0.9f),
                     theme.px(1.5f));
  if (plot.time->cursor_s >= 0.0) {
    const float x = plot.x(plot.time->cursor_s);
    plot.list->AddLine({x, plot.min.y}, {x, plot.max.y}, with_alpha(theme.cursor, 0.35f));
  }
  plot.list->PopClipRect();
}

std::vector<double> decade_ticks(double least, double greatest, int count_max) {
  std::vector<double> ticks;
  if (!(least > 0.0) || !(greatest >= least)) return ticks;
  const int low = static_cast<int>(std::ceil(std::log10(least) - 1e-6));
  const int high = static_cast<int>(std::floor(std::log10(greatest) + 1e-6));
  const int count = high - low + 1;
  const int step = std::max(1, (count + std::max(1, count_max) - 1) / std::max(1, count_max));
  for (int power = high; power >= low; power -= step) ticks.push_back(std::pow(10.0, power));
  std::reverse(ticks.begin(), ticks.end());
  return ticks;
}

std::vector<double> round_ticks(double least, double greatest, int count_max) {
  std::vector<double> ticks;
  const double span = greatest - least;
  if (!(span > 0.0) || count_max < 1 || !std::isfinite(span)) return ticks;
  const double raw = span / count_max;
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  double step = 10.0 * power;
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= raw) {
      step = factor * power;
      break;
    }
  }
  const double first = std::ceil(least / step);
  for (double i = first; i * step <= greatest + step * 1e-9; i += 1.0) ticks.push_back(i * step);
  return ticks;
}

double round_up(double value) {
  if (!(value > 0.0) || !std::isfinite(value)) return 1.0;
  const double power = std::pow(10.0, std::floor(std::log10(value)));
  for (const double factor : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0}) {
    if (factor * power >= value * 0.9999) return factor * power;
  }
  return 10.0 * power;
}

}  // namespace millrace
