// ui/panels/table.cpp — headings and cells.
#include "ui/panels/table.hpp"

#include <algorithm>

#include "ui/panels/panel.hpp"

namespace millrace {

bool begin_table(const char* id, std::span<const Heading> headings) {
  constexpr ImGuiTableFlags kFlags =
      ImGuiTableFlags_ScrollY | ImGuiTableFlags_RowBg | ImGuiTableFlags_SizingStretchProp |
      ImGuiTableFlags_BordersInnerV | ImGuiTableFlags_Resizable | ImGuiTableFlags_NoSavedSettings;
  if (!ImGui::BeginTable(id, static_cast<int>(headings.size()), kFlags)) return false;
  ImGui::TableSetupScrollFreeze(0, 1);
  for (const Heading& heading : headings) ImGui::TableSetupColumn(heading.name, 0, heading.weight);
  ImGui::TableNextRow(ImGuiTableRowFlags_Headers);
  for (const Heading& heading : headings) {
    ImGui::TableNextColumn();
    if (heading.is_right) {
      const float room = ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize(heading.name).x;
      if (room > 0.0f) ImGui::SetCursorPosX(ImGui::GetCursorPosX() + room);
      ImGui::TextUnformatted(heading.name);
    } else {
      ImGui::TableHeader(heading.name);
    }
    hover_text(heading.help);
  }
  return true;
}

void text_cell(const char* text) {
  ImGui::TableNextColumn();
  ImGui::TextUnformatted(text);
}

void number_cell(const Theme& theme, const char* text, bool is_right) {
  ImGui::TableNextColumn();
  if (theme.mono != nullptr) ImGui::PushFont(theme.mono);
  if (is_right) {
    const float room = ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize(text).x;
    if (room > 0.0f) ImGui::SetCursorPosX(ImGui::GetCursorPosX() + room);
  }
  ImGui::TextUnformatted(text);
  if (theme.mono != nullptr) ImGui::PopFont();
}

void number_cell(const Theme& theme, const std::string& text, bool is_right) {
  number_cell(theme, text.c_str(), is_right);
}

}  // namespace millrace
