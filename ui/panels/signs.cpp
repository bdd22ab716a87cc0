// ui/panels/signs.cpp — a few lines a sign.
#include "ui/panels/signs.hpp"

#include <algorithm>

#include "ui/panels/panel.hpp"

namespace millrace {

void draw_scissors(ImDrawList& list, ImVec2 centre, float radius, ImU32 colour) {
  const float width = std::max(1.0f, radius * 0.24f);
  const float ring = radius * 0.34f;
  for (const float side : {-1.0f, 1.0f}) {
    const ImVec2 grip = {centre.x - radius * 0.62f, centre.y + side * radius * 0.5f};
    list.AddCircle(grip, ring, colour, 10, width);
    list.AddLine({grip.x + ring * 0.8f, grip.y - side * ring * 0.5f},
                 {centre.x + radius, centre.y - side * radius * 0.55f}, colour, width);
  }
}

void draw_fork(ImDrawList& list, ImVec2 centre, float radius, ImU32 colour) {
  const float width = std::max(1.0f, radius * 0.3f);
  const ImVec2 knot = {centre.x, centre.y + radius * 0.15f};
  list.AddLine({centre.x, centre.y + radius}, knot, colour, width);
  list.AddLine(knot, {centre.x - radius * 0.75f, centre.y - radius * 0.9f}, colour, width);
  list.AddLine(knot, {centre.x + radius * 0.75f, centre.y - radius * 0.9f}, colour, width);
}

float sign_note_width(const char* label) {
  return ImGui::GetFontSize() * 1.15f + ImGui::CalcTextSize(label).x;
}

void sign_note(DrawSign draw, const char* label, ImU32 colour, const char* help,
               const Theme& theme) {
  const float line = ImGui::GetFontSize();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({sign_note_width(label), line});
  hover_text(help);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw(list, {at.x + line * 0.45f, at.y + line * 0.55f}, line * 0.4f, colour);
  list.AddText({at.x + line * 1.15f, at.y}, theme.muted, label);
}

}  // namespace millrace
