// ui/draw/legend.cpp — samples with their names.
#include "ui/draw/legend.hpp"

#include <algorithm>

#include "ui/draw/focus_ring.hpp"
#include "ui/draw/line_chart.hpp"
#include "ui/draw/routes.hpp"
#include "ui/draw/touch.hpp"

namespace millrace {
namespace {

void draw_sample(ImDrawList& list, Sample sample, ImVec2 min, ImVec2 max, ImU32 colour,
                 const Theme& theme) {
  const float middle = (min.x + max.x) * 0.5f;
  switch (sample) {
    case Sample::kLine: {
      const float y = (min.y + max.y) * 0.5f;
      list.AddLine({min.x, y}, {max.x, y}, colour, theme.px(2));
      return;
    }
    case Sample::kFill:
      list.AddRectFilled(min, max, colour, theme.px(2));
      return;
    case Sample::kHatched:
      list.AddRectFilled(min, max, with_alpha(colour, 0.35f), theme.px(2));
      draw_hatch(list, min, max, colour, theme.px(4));
      return;
    case Sample::kFrame:
      list.AddRect(min, max, colour);
      return;
    case Sample::kTick:
      list.AddLine({middle, min.y}, {middle, max.y}, colour, theme.px(2));
      return;
    case Sample::kTriangle:
      draw_marker(list, Marker::kTriangle, {middle, (min.y + max.y) * 0.5f}, theme.px(5), colour);
      return;
  }
}

}  // namespace

void flow(float width, float gap) {
  const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
  if (ImGui::GetItemRectMax().x + gap + width <= right) ImGui::SameLine(0, gap);
}

float legend_width(const char* label, const Theme& theme) {
  return ImGui::CalcTextSize(label).x + theme.px(25);
}

bool legend_entry(const char* label, const StrategyStyle& style, bool is_on, const char* help,
                  const Theme& theme) {
  const float line = ImGui::GetFontSize();
  const float sample = theme.px(20);
  const ImVec2 text = ImGui::CalcTextSize(label);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size = {sample + theme.px(5) + text.x,
                       std::max(line + theme.px(4), row_height(theme))};
  ImGui::PushID(label);
  const bool is_clicked = ImGui::InvisibleButton("legend", size);
  ImGui::PopID();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float alpha = is_on ? 1.0f : 0.35f;
  const float y = at.y + size.y * 0.5f;
  const ImVec2 ends[] = {{at.x, y}, {at.x + sample, y}};
  LineStyle line_style = {with_alpha(style.colour, alpha), theme.px(2), theme.px(style.dash), 1.0,
                          false};
  if (style.edge != 0) line_style.edge = with_alpha(style.edge, alpha);
  draw_path(list, ends, line_style);
  draw_marker(list, style, {at.x + sample * 0.5f, y}, theme.px(4), alpha);
  const ImVec2 text_at = {at.x + sample + theme.px(5), y - line * 0.5f};
  list.AddText(text_at, is_on ? theme.foreground : theme.muted, label);
  if (!is_on) list.AddLine({text_at.x, y}, {text_at.x + text.x, y}, theme.muted);
  draw_focus_ring(theme);
  if (ImGui::IsItemHovered()) {
    list.AddRect({at.x - theme.px(3), at.y}, {at.x + size.x + theme.px(3), at.y + size.y},
                 theme.border, theme.px(3));
  }
  if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayShort)) ImGui::SetTooltip("%s", help);
  return is_clicked;
}

void legend_note(const char* label, Sample sample, ImU32 colour, const char* help,
                 const Theme& theme) {
  const float line = ImGui::GetFontSize();
  const float side = line * 0.72f;
  const float width = sample == Sample::kLine ? theme.px(16) : side;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 text = ImGui::CalcTextSize(label);
  ImGui::Dummy({width + theme.px(4) + text.x, line});
  const bool is_hovered = ImGui::IsItemHovered(ImGuiHoveredFlags_DelayShort);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float top = at.y + (line - side) * 0.5f + theme.px(1);
  draw_sample(list, sample, {at.x, top}, {at.x + width, top + side}, colour, theme);
  list.AddText({at.x + width + theme.px(4), at.y}, theme.muted, label);
  if (is_hovered && help != nullptr) {
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(ImGui::GetFontSize() * 24.0f);
    ImGui::TextUnformatted(help);
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
  }
}

}  // namespace millrace
