// ui/frame/icons.cpp — drawn signs.
#include "ui/frame/icons.hpp"

#include <algorithm>
#include <cmath>

#include "ui/panels/panel.hpp"

namespace millrace {
namespace {

constexpr float kPi = 3.14159265f;

void draw_again(ImDrawList& list, ImVec2 c, float r, ImU32 colour, float width) {
  list.PathArcTo(c, r, -0.25f * kPi, 1.35f * kPi);
  list.PathStroke(colour, 0, width);
  const ImVec2 tip = {c.x + r * std::cos(-0.25f * kPi), c.y + r * std::sin(-0.25f * kPi)};
  list.AddTriangleFilled({tip.x - r * 0.75f, tip.y - r * 0.1f},
                         {tip.x + r * 0.25f, tip.y - r * 0.6f},
                         {tip.x + r * 0.25f, tip.y + r * 0.45f}, colour);
}

void draw_copy(ImDrawList& list, ImVec2 c, float r, ImU32 colour, float width) {
  list.AddRect({c.x - r, c.y - r}, {c.x + r * 0.35f, c.y + r * 0.45f}, colour, r * 0.2f, 0, width);
  list.AddRectFilled({c.x - r * 0.35f, c.y - r * 0.45f}, {c.x + r, c.y + r}, colour, r * 0.2f);
}

void draw_gear(ImDrawList& list, ImVec2 c, float r, ImU32 colour, float width) {
  for (int i = 0; i < 8; ++i) {
    const float angle = static_cast<float>(i) * kPi / 4.0f;
    const ImVec2 way = {std::cos(angle), std::sin(angle)};
    list.AddLine({c.x + way.x * r * 0.7f, c.y + way.y * r * 0.7f},
                 {c.x + way.x * r * 1.15f, c.y + way.y * r * 1.15f}, colour, width * 1.8f);
  }
  list.AddCircle(c, r * 0.68f, colour, 0, width * 1.5f);
}

void draw_folder(ImDrawList& list, ImVec2 c, float r, ImU32 colour) {
  list.AddRectFilled({c.x - r, c.y - r * 0.8f}, {c.x, c.y}, colour, r * 0.2f);
  list.AddRectFilled({c.x - r, c.y - r * 0.5f}, {c.x + r, c.y + r * 0.8f}, colour, r * 0.15f);
}

}  // namespace

bool icon_button(const char* id, Icon icon, const char* help, const Theme& theme, float least) {
  const float size = std::max(ImGui::GetFrameHeight(), least);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool is_clicked = ImGui::Button(id, {size, size});
  hover_text(help);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 c = {at.x + size * 0.5f, at.y + size * 0.5f};
  const float r = std::min(size, ImGui::GetFontSize() * 1.6f) * 0.24f;
  const float width = theme.px(1.5f);
  switch (icon) {
    case Icon::kAgain:
      draw_again(list, c, r, theme.foreground, width);
      break;
    case Icon::kCopy:
      draw_copy(list, c, r, theme.foreground, width);
      break;
    case Icon::kGear:
      draw_gear(list, c, r, theme.foreground, width);
      break;
    case Icon::kFolder:
      draw_folder(list, c, r, theme.foreground);
      break;
  }
  return is_clicked;
}

}  // namespace millrace
