// ui/frame/tab_groups.cpp — panels in groups of tabs.
#include "ui/frame/tab_groups.hpp"

#include <algorithm>

#include "ui/draw/line_chart.hpp"
#include "ui/frame/focus.hpp"

namespace millrace {
namespace {

constexpr std::uint32_t kTexturesAPanel = 16;
/// Tab crosses the borders of children that have this: its order is that of reading.
constexpr ImGuiWindowFlags kChild =
    ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NavFlattened;

/// Ctrl+C over a panel, or with the keyboard in it, copies its data; text fields copy their own.
void copy_if_asked(const PanelContext& context, const Panel& panel) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool has_ctrl = io.KeyCtrl || io.KeySuper;
  if (!has_ctrl || io.KeyShift || io.WantTextInput || !ImGui::IsKeyPressed(ImGuiKey_C, false))
    return;
  if (!ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) &&
      !ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows))
    return;
  const std::string text = panel.copied_text(context);
  if (!text.empty()) ImGui::SetClipboardText(text.c_str());
}

std::vector<TabGroup> named_groups(LayoutKind layout) {
  switch (layout) {
    case LayoutKind::kLearn:
      return {{"where", {"routing"}}, {"figures", {"lines", "keys", "verdict", "cores", "help"}}};
    case LayoutKind::kPresent:
      return {{"where", {"routing"}}, {"when", {"cores"}}};
    case LayoutKind::kWorkbench:
      break;
  }
  return {{"where", {"routing", "sources", "workers", "watermarks"}},
          {"when", {"cores", "events"}},
          {"keys", {"keys", "controls", "sql_editor", "scenario_editor", "help"}},
          {"figures", {"lines", "verdict", "comparison", "inspector", "log"}}};
}

}  // namespace

std::vector<TabGroup> tab_groups(LayoutKind layout) {
  std::vector<TabGroup> groups = named_groups(layout);
  std::vector<std::string_view> named = {"cards"};
  for (TabGroup& group : groups) {
    group.panels.erase(std::remove_if(group.panels.begin(), group.panels.end(),
                                      [](std::string_view name) { return !find_panel(name); }),
                       group.panels.end());
    named.insert(named.end(), group.panels.begin(), group.panels.end());
  }
  if (layout != LayoutKind::kWorkbench) return groups;
  for (const PanelInfo* info : panel_list()) {
    if (std::find(named.begin(), named.end(), info->name) == named.end())
      groups.back().panels.emplace_back(info->name);
  }
  return groups;
}

void Panels::draw_one(PanelContext& context, std::string_view name) {
  const PanelInfo* info = find_panel(name);
  if (info == nullptr) return;
  auto found = panels_.find(name);
  if (found == panels_.end()) found = panels_.emplace(std::string(name), info->make()).first;
  std::uint32_t place = 0;
  for (const PanelInfo* other : panel_list()) {
    if (other == info) break;
    place += kTexturesAPanel;
  }
  context.texture_place = place;
  ImGui::PushID(info->name);
  found->second->draw(context);
  copy_if_asked(context, *found->second);
  ImGui::PopID();
}

void Panels::draw_body(PanelContext& context, const PanelInfo& info) {
  const std::size_t selected = context.view.selected;
  const std::optional<std::size_t> compared = context.view.compared;
  context.selection.run = selected;
  if (!compared.has_value() || *compared == selected || *compared >= context.view.runs.size() ||
      info.is_of_all_runs) {
    draw_one(context, info.name);
    return;
  }
  const float gap = context.theme.px(6);
  const float half = (ImGui::GetContentRegionAvail().x - gap) * 0.5f;
  for (const std::size_t run : {selected, *compared}) {
    ImGui::BeginChild(run == selected ? "left" : "right", {half, 0}, 0, kChild);
    context.selection.run = run;
    const RunView& shown = context.view.runs[run];
    // The marker has the colour, the name is read.
    const float line = ImGui::GetTextLineHeight();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_marker(*ImGui::GetWindowDrawList(), context.theme.strategy(shown.strategy),
                {at.x + line * 0.5f, at.y + line * 0.5f}, line * 0.32f);
    ImGui::Dummy({line, line});
    ImGui::SameLine(0, context.theme.px(4));
    ImGui::TextUnformatted(shown.display_name.c_str());
    draw_one(context, info.name);
    ImGui::EndChild();
    if (run == selected) ImGui::SameLine(0, gap);
  }
  context.selection.run = selected;
}

void Panels::draw_tabs(PanelContext& context, const TabGroup& group, ImVec2 size,
                       std::string_view wants) {
  ImGui::BeginChild(group.id, size, ImGuiChildFlags_Border, kChild);
  if (ImGui::BeginTabBar("tabs", ImGuiTabBarFlags_FittingPolicyScroll)) {
    for (const std::string_view name : group.panels) {
      const PanelInfo* info = find_panel(name);
      const ImGuiTabItemFlags flags = wants == name ? ImGuiTabItemFlags_SetSelected : 0;
      const bool is_open = ImGui::BeginTabItem(info->title, nullptr, flags);
      hover_text(info->summary);
      if (!is_open) continue;
      ImGui::BeginChild("body", {0, 0}, 0, kChild);
      draw_body(context, *info);
      ImGui::EndChild();
      ImGui::EndTabItem();
    }
    ImGui::EndTabBar();
  }
  ImGui::EndChild();
}

void Panels::draw_swiped_tabs(PanelContext& context, const TabGroup& group, ImVec2 size,
                              std::string& front) {
  const Theme& theme = context.theme;
  if (std::find(group.panels.begin(), group.panels.end(), front) == group.panels.end())
    front = group.panels.front();
  ImGui::BeginChild("strip", {0, ImGui::GetFrameHeight() + theme.px(4)}, 0,
                    kChild | ImGuiWindowFlags_NoScrollbar);
  for (const std::string_view name : group.panels) {
    const PanelInfo* info = find_panel(name);
    const bool is_front = front == name;
    if (is_front)
      ImGui::PushStyleColor(ImGuiCol_Button, ImGui::GetStyleColorVec4(ImGuiCol_TabActive));
    if (ImGui::Button(info->title)) front = name;
    if (is_front) {
      ImGui::PopStyleColor();
      const ImVec2 max = ImGui::GetItemRectMax();
      ImGui::GetWindowDrawList()->AddRectFilled({ImGui::GetItemRectMin().x, max.y - theme.px(3)},
                                                max, theme.accent);
      if (ImGui::IsWindowAppearing() || swiped_to_ != front) ImGui::SetScrollHereX();
      swiped_to_ = front;
    }
    hover_text(info->summary);
    ImGui::SameLine(0, theme.px(3));
  }
  scroll_by_dragging(theme.px(10));
  ImGui::EndChild();
  ImGui::BeginChild(
      "front", {size.x, std::max(theme.px(120), size.y - ImGui::GetFrameHeight() - theme.px(10))},
      ImGuiChildFlags_Border, kChild);
  if (const PanelInfo* info = find_panel(front)) draw_body(context, *info);
  ImGui::EndChild();
}

}  // namespace millrace
