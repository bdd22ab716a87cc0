// ui/draw/touch.hpp — how large things must be to be hit. The frame says it by the padding of ImGui's own widgets.
#pragma once

#include <imgui.h>

#include "ui/draw/theme.hpp"

namespace millrace {

/// Widgets are as high as fingers need (44 units) in this part of the window.
inline bool is_for_fingers(const Theme& theme) {
  return ImGui::GetFrameHeight() >= theme.px(40);
}
/// Height of a row that is clicked; 0: as high as its text.
inline float row_height(const Theme& theme) {
  return is_for_fingers(theme) ? ImGui::GetFrameHeight() : 0.0f;
}

/// A row of a list that is chosen from.
inline bool choice_row(const char* label, bool is_chosen, const Theme& theme,
                       ImGuiSelectableFlags flags = 0) {
  return ImGui::Selectable(label, is_chosen, flags, {0, row_height(theme)});
}

/// While it lives, entries of ImGui's own menus are as high as fingers need, where they are for fingers.
class FingerMenu {
 public:
  explicit FingerMenu(const Theme& theme) : is_on_(is_for_fingers(theme)) {
    if (!is_on_) return;
    // An entry takes the space around it, too.
    const ImVec2 spacing = ImGui::GetStyle().ItemSpacing;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing,
                        {spacing.x, ImGui::GetFrameHeight() - ImGui::GetFontSize()});
  }
  ~FingerMenu() {
    if (is_on_) ImGui::PopStyleVar();
  }
  FingerMenu(const FingerMenu&) = delete;
  FingerMenu& operator=(const FingerMenu&) = delete;

 private:
  bool is_on_;
};

}  // namespace millrace
