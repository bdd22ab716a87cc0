// ui/draw/focus_ring.cpp — asks ImGui's navigation, which has no public question for it.
#include "ui/draw/focus_ring.hpp"

#include <imgui_internal.h>

namespace millrace {

void draw_focus_ring(const Theme& theme) {
  if (!ImGui::IsItemFocused() || ImGui::GetCurrentContext()->NavDisableHighlight) return;
  const ImVec2 min = ImGui::GetItemRectMin();
  const ImVec2 max = ImGui::GetItemRectMax();
  ImGui::GetWindowDrawList()->AddRect({min.x + 1, min.y + 1}, {max.x - 1, max.y - 1}, theme.accent,
                                      theme.px(4), 0, theme.px(2));
}

}  // namespace millrace
