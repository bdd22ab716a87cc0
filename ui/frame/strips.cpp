// ui/frame/strips.cpp — top bar, query strip.
#include "ui/frame/strips.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/route/strategy_info.hpp"

namespace millrace {
void draw_top_bar(PanelContext& context, FrameRequests& requests) {
  const Theme& theme = context.theme;
  const WorkbenchView& view = context.view;
  ImGui::AlignTextToFramePadding();
  if (theme.large != nullptr) ImGui::PushFont(theme.large);
  ImGui::TextUnformatted("Millrace");
  if (theme.large != nullptr) ImGui::PopFont();
  ImGui::SameLine(0, theme.px(16));
  ImGui::SetNextItemWidth(theme.px(270));
  const std::string name =
      view.scenario != nullptr ? view.scenario->name : std::string("choose a scenario");
  if (ImGui::BeginCombo("##scenario", name.c_str(), ImGuiComboFlags_HeightLargest)) {
    for (const std::string& bundled : view.bundled) {
      if (ImGui::Selectable(bundled.c_str(), bundled == view.scenario_name))
        context.commands.add(LoadBundledCommand{bundled});
    }
    ImGui::EndCombo();
  }
  hover_text(view.scenario != nullptr ? view.scenario->description.c_str() : "Bundled scenarios");
  if (view.scenario != nullptr) {
    ImGui::SameLine(0, theme.px(12));
    ImGui::AlignTextToFramePadding();
    number(theme, fmt::format("seed {}", view.scenario->seed).c_str());
    hover_text("Same scenario, seed and version: the same bits, on every machine.");
    ImGui::SameLine();
    if (ImGui::Button("new seed")) context.commands.add(SeedCommand{view.scenario->seed + 1});
  }
  const float right = theme.px(200);
  ImGui::SameLine(std::max(ImGui::GetCursorPosX(), ImGui::GetWindowWidth() - right));
  if (ImGui::Button(theme.is_dark ? "light" : "dark")) requests.is_dark = !theme.is_dark;
  hover_text("Theme (T)");
  ImGui::SameLine();
  if (ImGui::Button("A-")) requests.scale = std::max(0.75f, theme.scale / 1.1f);
  ImGui::SameLine();
  if (ImGui::Button("A+")) requests.scale = std::min(3.0f, theme.scale * 1.1f);
  hover_text("Smaller, larger (Ctrl - / Ctrl +)");
}

void draw_query_strip(const PanelContext& context) {
  const Theme& theme = context.theme;
  const WorkbenchView& view = context.view;
  if (view.scenario == nullptr) {
    ImGui::TextDisabled("no query");
    return;
  }
  std::string query = view.scenario->query;
  std::replace(query.begin(), query.end(), '\n', ' ');
  std::string tidy;
  for (const char c : query) {
    if (c != ' ' || tidy.empty() || tidy.back() != ' ') tidy += c;
  }
  number(theme, tidy.c_str());
  hover_text(view.scenario->query.c_str());
  ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
  std::string reason = "no strategy was chosen";
  if (view.auto_choice != nullptr) {
    reason =
        fmt::format("auto \xe2\x86\x92 {} (rule {}): {}", view.auto_choice->strategy->display_name,
                    view.auto_choice->rule, view.auto_choice->reason);
  }
  ImGui::TextUnformatted(reason.c_str());
  ImGui::PopStyleColor();
  hover_text(reason.c_str());
  if (!has_errors(view.problems)) return;
  ImGui::PushStyleColor(ImGuiCol_Text, theme.outcome(OutcomeKind::kInvalid).colour);
  ImGui::TextUnformatted(to_text(view.problems.front()).c_str());
  ImGui::PopStyleColor();
}

}  // namespace millrace
