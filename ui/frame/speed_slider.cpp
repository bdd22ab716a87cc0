// ui/frame/speed_slider.cpp — powers of ten, named on the slider itself.
#include "ui/frame/speed_slider.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace millrace {
namespace {

constexpr float kSpeedWidth = 158.0f;

/// What the powers of ten on the slider are.
void draw_speed_labels(ImDrawList& list, ImVec2 min, ImVec2 max, float least, float most,
                       const Theme& theme) {
  static constexpr std::pair<float, const char*> kLabels[] = {
      {-2.0f, "1/100"}, {-1.0f, "1/10"}, {0.0f, "1"}, {1.0f, "10"}, {2.0f, "100"}};
  ImFont* font = ImGui::GetFont();
  const float size = ImGui::GetFontSize() * 0.68f;
  for (const auto& [power, label] : kLabels) {
    const float x = min.x + (power - least) / (most - least) * (max.x - min.x);
    const ImVec2 extent = font->CalcTextSizeA(size, 1e9f, 0.0f, label);
    list.AddText(font, size, {x - extent.x * 0.5f, min.y + theme.px(1)}, theme.foreground, label);
  }
}

std::string speed_text(double speed) {
  if (std::isinf(speed)) return "max";
  return speed >= 1.0 ? fmt::format("{:.3g}\xc3\x97", speed)
                      : fmt::format("1/{:.3g}\xc3\x97", 1.0 / speed);
}

/// Always as wide as the widest, so that nothing beside it moves.
float speed_text_width(const Theme& theme) {
  if (theme.mono != nullptr) ImGui::PushFont(theme.mono);
  const float width = ImGui::CalcTextSize("1/1000\xc3\x97").x;
  if (theme.mono != nullptr) ImGui::PopFont();
  return width;
}

}  // namespace

void draw_speed_slider(PanelContext& context) {
  const Theme& theme = context.theme;
  const double now = context.view.speed;
  constexpr float kLeast = -3.0f;
  constexpr float kMost = 3.25f;
  float place = std::isinf(now) ? kMost : static_cast<float>(std::log10(now));
  ImGui::SetNextItemWidth(theme.px(kSpeedWidth));
  if (ImGui::SliderFloat("##speed", &place, kLeast, kMost, "", ImGuiSliderFlags_NoInput)) {
    double speed = kAsFastAsPossible;
    if (place <= 3.1f) {
      speed = std::pow(10.0, static_cast<double>(std::min(place, 3.0f)));
      const double nearest = std::pow(10.0, std::round(std::log10(speed)));
      if (std::abs(std::log10(speed / nearest)) < 0.08) speed = nearest;
    }
    context.commands.add(SpeedCommand{speed});
  }
  const ImVec2 min = ImGui::GetItemRectMin();
  const ImVec2 max = ImGui::GetItemRectMax();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  for (float power = kLeast; power <= 3.0f; power += 1.0f) {
    const float x = min.x + (power - kLeast) / (kMost - kLeast) * (max.x - min.x);
    list.AddLine({x, max.y - theme.px(power == 0.0f ? 5 : 3)}, {x, max.y}, theme.muted,
                 theme.px(1));
  }
  draw_speed_labels(list, min, max, kLeast, kMost, theme);
  hover_text(
      "Virtual seconds a second, 1/1000 to 1000; at the right edge as fast as possible "
      "( [ and ] )");
  ImGui::SameLine(0, theme.px(4));
  const ImVec2 text_at = ImGui::GetCursorScreenPos();
  ImGui::AlignTextToFramePadding();
  number(theme, speed_text(now).c_str());
  ImGui::SameLine(0, 0);
  ImGui::SetCursorScreenPos({text_at.x + speed_text_width(theme), text_at.y});
  ImGui::Dummy({0, 0});
}

float speed_slider_width(const Theme& theme) {
  return theme.px(kSpeedWidth + 4) + speed_text_width(theme);
}

}  // namespace millrace
