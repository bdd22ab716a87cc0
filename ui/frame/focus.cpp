// ui/frame/focus.cpp — keyboard focus by ImGui's internals.
#include "ui/frame/focus.hpp"

#include <imgui_internal.h>

#include <cmath>

namespace millrace {

bool is_focus_shown() {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  return g.NavId != 0 && !g.NavDisableHighlight && g.NavWindow != nullptr;
}

void hide_focus() {
  ImGui::GetCurrentContext()->NavDisableHighlight = true;
}

bool is_field_due() {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  return g.NavActivateId != 0 && (g.NavActivateFlags & ImGuiActivateFlags_PreferInput) != 0;
}

bool is_popup_open() {
  return ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
}

void keep_keys_from_focus() {
  const ImGuiID owner = ImHashStr("millrace keys");
  for (const ImGuiKey key : {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow,
                             ImGuiKey_DownArrow, ImGuiKey_Space, ImGuiKey_Home, ImGuiKey_End}) {
    ImGui::SetKeyOwner(key, owner);
  }
}

void scroll_by_dragging(float threshold) {
  ImGuiContext& g = *ImGui::GetCurrentContext();
  const ImGuiWindow* window = ImGui::GetCurrentWindow();
  if (window->ScrollMax.x <= 0.0f) return;
  const ImVec2 start = g.IO.MouseClickedPos[0];
  if (!ImGui::IsMouseDown(0) || !window->InnerRect.Contains(start)) return;
  const float moved = g.IO.MousePos.x - start.x;
  if (std::fabs(moved) < threshold) return;
  if (g.ActiveId != 0 && g.ActiveId != window->MoveId) ImGui::ClearActiveID();
  ImGui::SetScrollX(ImGui::GetScrollX() - g.IO.MouseDelta.x);
}

}  // namespace millrace
