// ui/panels/table.cpp — headings and cells.
#include "ui/panels/table.hpp"

#include <algorithm>

#include "ui/panels/panel.hpp"

namespace millrace {

namespace {

/// Below it, a column would cut off what stands in it.
float least_width(const Heading& heading) {
  // "##hidden" names have no width.
  const float name = ImGui::CalcTextSize(heading.name, nullptr, true).x;
  return std::max(name, heading.weight * ImGui::GetFontSize() * 3.0f) +
         ImGui::GetStyle().CellPadding.x * 2.0f;
}

}  // namespace

bool begin_table(const char* id, std::span<const Heading> headings) {
  ImGuiTableFlags flags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_RowBg |
                          ImGuiTableFlags_SizingStretchProp | ImGuiTableFlags_BordersInnerV |
                          ImGuiTableFlags_Resizable | ImGuiTableFlags_NoSavedSettings;
  float least = 0.0f;
  for (const Heading& heading : headings) least += least_width(heading);
  // The table then scrolls sideways instead.
  const bool is_narrow = ImGui::GetContentRegionAvail().x < least;
  if (is_narrow) flags |= ImGuiTableFlags_ScrollX;
  if (!ImGui::BeginTable(id, static_cast<int>(headings.size()), flags, {0, 0},
                         is_narrow ? least : 0.0f))
    return false;
  ImGui::TableSetupScrollFreeze(is_narrow ? 1 : 0, 1);
  for (const Heading& heading : headings)
    ImGui::TableSetupColumn(heading.name, 0, is_narrow ? least_width(heading) : heading.weight);
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
