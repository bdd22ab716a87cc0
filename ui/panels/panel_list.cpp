// ui/panels/panel_list.cpp — the list of panels, and what they share.
#include <array>
#include <string_view>

#include "ui/panels/panel.hpp"

namespace millrace {

#define X(name) extern const PanelInfo k_panel_##name;
#include "ui/panels/panels.list"
#undef X

std::span<const PanelInfo* const> panel_list() {
  static const std::array kPanels = {
#define X(name) &k_panel_##name,
#include "ui/panels/panels.list"
#undef X
  };
  return kPanels;
}

const PanelInfo* find_panel(std::string_view name) {
  for (const PanelInfo* info : panel_list()) {
    if (name == info->name) return info;
  }
  return nullptr;
}

std::string Panel::copied_text(const PanelContext&) const {
  return {};
}

void empty_state(const PanelContext& context, const char* text) {
  const ImVec2 space = ImGui::GetContentRegionAvail();
  const float width = std::min(space.x - context.theme.px(16), context.theme.px(420));
  const ImVec2 extent = ImGui::CalcTextSize(text, nullptr, false, width);
  const ImVec2 origin = ImGui::GetCursorPos();
  ImGui::SetCursorPos(
      {origin.x + (space.x - extent.x) * 0.5f, origin.y + (space.y - extent.y) * 0.5f});
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width);
  ImGui::PushStyleColor(ImGuiCol_Text, context.theme.muted);
  ImGui::TextUnformatted(text);
  ImGui::PopStyleColor();
  ImGui::PopTextWrapPos();
}

const RunView* run_or_empty(const PanelContext& context) {
  const std::size_t index = context.selection.run;
  if (index >= context.view.runs.size()) {
    empty_state(context, "No scenario is running. Choose one above, or drop a file anywhere.");
    return nullptr;
  }
  const RunView& run = context.view.runs[index];
  if (!run.can_run()) {
    empty_state(context, run.problem.c_str());
    return nullptr;
  }
  return &run;
}

bool is_key_pressed(const PanelContext& context, ImGuiKey key) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput || io.KeyCtrl || io.KeyAlt || io.KeyShift) return false;
  if (context.selection.run != context.view.selected) return false;
  return ImGui::IsKeyPressed(key, false);
}

bool small_button(const char* label, const char* help) {
  // Where fingers hit, no button is small.
  const bool is_large = ImGui::GetStyle().FramePadding.y > ImGui::GetFontSize() * 0.6f;
  const bool is_clicked = is_large ? ImGui::Button(label) : ImGui::SmallButton(label);
  hover_text(help);
  return is_clicked;
}

void muted_text(const Theme& theme, const char* text) {
  ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
  ImGui::TextWrapped("%s", text);
  ImGui::PopStyleColor();
}

const Diagnostic* gravest_problem(std::span<const Diagnostic> problems) {
  for (const Diagnostic& problem : problems) {
    if (problem.severity == Severity::kError) return &problem;
  }
  return problems.empty() ? nullptr : &problems.front();
}

void number(const Theme& theme, const char* text) {
  if (theme.mono != nullptr) ImGui::PushFont(theme.mono);
  ImGui::TextUnformatted(text);
  if (theme.mono != nullptr) ImGui::PopFont();
}

std::string keys_as_here(std::string_view text) {
  std::string here(text);
  if (!ImGui::GetIO().ConfigMacOSXBehaviors) return here;
  for (std::size_t at = here.find("Ctrl+"); at != std::string::npos; at = here.find("Ctrl+", at))
    here.replace(at, 4, "Cmd");
  return here;
}

void hover_text(const char* text) {
  if (!ImGui::IsItemHovered(ImGuiHoveredFlags_DelayShort)) return;
  const std::string shown = keys_as_here(text);
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(ImGui::GetFontSize() * 26.0f);
  ImGui::TextUnformatted(shown.c_str());
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
}

}  // namespace millrace
