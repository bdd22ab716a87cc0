// ui/draw/core_tank.cpp — bars, tanks and hatching.
#include "ui/draw/core_tank.hpp"

#include <algorithm>

namespace millrace {

void draw_hatch(ImDrawList& list, ImVec2 min, ImVec2 max, ImU32 colour, float distance) {
  list.PushClipRect(min, max, true);
  const float height = max.y - min.y;
  for (float x = min.x - height; x < max.x; x += distance) {
    list.AddLine({x, max.y}, {x + height, min.y}, colour, 1.0f);
  }
  list.PopClipRect();
}

void draw_core_bar(ImDrawList& list, ImVec2 min, ImVec2 max, const WorkerTank& tank,
                   const Theme& theme) {
  const float width = max.x - min.x;
  if (width < 1.0f) return;
  const float busy_end = min.x + width * static_cast<float>(tank.busy);
  const float held_end = busy_end + width * static_cast<float>(tank.back_pressured);
  list.AddRectFilled(min, max, theme.idle, theme.px(2));
  if (busy_end > min.x + 0.5f) list.AddRectFilled(min, {busy_end, max.y}, theme.busy, theme.px(2));
  if (held_end > busy_end + 0.5f) {
    list.AddRectFilled({busy_end, min.y}, {held_end, max.y}, theme.back_pressured);
    draw_hatch(list, {busy_end, min.y}, {held_end, max.y}, with_alpha(theme.foreground, 0.6f),
               theme.px(5));
  }
}

void draw_tank(ImDrawList& list, ImVec2 min, ImVec2 max, double fill, const Theme& theme) {
  list.AddRectFilled(min, max, with_alpha(theme.idle, 0.4f));
  const float height = max.y - min.y;
  const float level = max.y - height * static_cast<float>(std::clamp(fill, 0.0, 1.0));
  if (fill > 0.0)
    list.AddRectFilled({min.x, std::min(level, max.y - 1.0f)}, max,
                       fill >= 0.85 ? theme.warning : theme.accent);
  if (fill >= 0.95) draw_hatch(list, min, max, theme.window, theme.px(4));
  list.AddRect(min, max, theme.border);
  for (const float mark : {0.70f, 0.85f, 0.95f}) {
    const float y = max.y - height * mark;
    list.AddLine({max.x, y}, {max.x + theme.px(mark > 0.9f ? 5 : 3), y}, theme.muted);
  }
}

}  // namespace millrace
