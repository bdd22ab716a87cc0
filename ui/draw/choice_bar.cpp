// ui/draw/choice_bar.cpp — a row of buttons without gaps; the chosen one is filled and underlined.
#include "ui/draw/choice_bar.hpp"

#include "ui/draw/touch.hpp"

namespace millrace {

bool choice_bar(const char* id, std::span<const ChoiceLabel> labels, int& chosen,
                const Theme& theme) {
  bool has_changed = false;
  ImGui::PushID(id);
  ImGui::PushStyleVar(
      ImGuiStyleVar_FramePadding,
      {theme.px(8), is_for_fingers(theme) ? ImGui::GetStyle().FramePadding.y : theme.px(2)});
  ImGui::PushStyleVar(ImGuiStyleVar_FrameRounding, 0.0f);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (i > 0) ImGui::SameLine(0, 1.0f);
    const bool is_chosen = static_cast<int>(i) == chosen;
    if (is_chosen) ImGui::PushStyleColor(ImGuiCol_Button, mixed(theme.panel, theme.accent, 0.35f));
    if (ImGui::Button(labels[i].label) && !is_chosen) {
      chosen = static_cast<int>(i);
      has_changed = true;
    }
    if (is_chosen) {
      ImGui::PopStyleColor();
      const ImVec2 min = ImGui::GetItemRectMin();
      const ImVec2 max = ImGui::GetItemRectMax();
      ImGui::GetWindowDrawList()->AddRectFilled({min.x, max.y - theme.px(2)}, max, theme.accent);
    }
    if (labels[i].help != nullptr && ImGui::IsItemHovered(ImGuiHoveredFlags_DelayShort))
      ImGui::SetTooltip("%s", labels[i].help);
  }
  ImGui::PopStyleVar(2);
  ImGui::PopID();
  return has_changed;
}

}  // namespace millrace
