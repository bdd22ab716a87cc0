// ui/frame/frame.cpp — the layout: what stands where in a wide and in a narrow window.
#include "ui/frame/frame.hpp"

#include <algorithm>
#include <map>

#include "ui/frame/keyboard.hpp"
#include "ui/frame/strips.hpp"
#include "ui/frame/time_bar.hpp"
#include "ui/panels/panel.hpp"

namespace millrace {
namespace {

constexpr float kNarrowWidth = 820.0f;
constexpr std::uint32_t kTexturesAPanel = 16;

struct TabGroup {
  const char* id;
  std::vector<const char*> panels;
};

const std::vector<TabGroup>& tab_groups() {
  static const std::vector<TabGroup> kGroups = {
      {"where", {"routing", "sources", "workers"}},
      {"when", {"cores", "events"}},
      {"keys", {"keys", "scenario_editor", "help"}},
      {"figures", {"lines", "verdict", "log"}},
  };
  return kGroups;
}

/// Ctrl+C over a panel, or with the keyboard in it, copies its data; text fields copy their own.
void copy_if_asked(const PanelContext& context, const Panel& panel) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!io.KeyCtrl || io.WantTextInput || !ImGui::IsKeyPressed(ImGuiKey_C, false)) return;
  if (!ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) &&
      !ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows))
    return;
  const std::string text = panel.copied_text(context);
  if (!text.empty()) ImGui::SetClipboardText(text.c_str());
}

}  // namespace

struct Frame::State {
  std::map<std::string, std::unique_ptr<Panel>, std::less<>> panels;
  TimeAxis time;
  Selection selection;
  std::string wants_tab;  // to be brought to the front by the next frame
  float split_x = 0.5f;
  float split_y = 0.54f;
  bool shows_narrow_tab = false;

  void draw_one(PanelContext& context, std::string_view name);
  void draw_tabs(PanelContext& context, const TabGroup& group, ImVec2 size);
  void draw_wide(PanelContext& context, FrameRequests& requests);
  void draw_narrow(PanelContext& context, FrameRequests& requests);
  void follow(const WorkbenchView& view);
};

void Frame::State::draw_one(PanelContext& context, std::string_view name) {
  const PanelInfo* info = find_panel(name);
  if (info == nullptr) return;
  auto found = panels.find(name);
  if (found == panels.end()) found = panels.emplace(std::string(name), info->make()).first;
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

void Frame::State::draw_tabs(PanelContext& context, const TabGroup& group, ImVec2 size) {
  ImGui::BeginChild(group.id, size, ImGuiChildFlags_Border, ImGuiWindowFlags_NoScrollWithMouse);
  if (ImGui::BeginTabBar("tabs", ImGuiTabBarFlags_FittingPolicyScroll)) {
    for (const char* name : group.panels) {
      const PanelInfo* info = find_panel(name);
      if (info == nullptr) continue;
      const ImGuiTabItemFlags flags = wants_tab == name ? ImGuiTabItemFlags_SetSelected : 0;
      const bool is_open = ImGui::BeginTabItem(info->title, nullptr, flags);
      hover_text(info->summary);
      if (!is_open) continue;
      ImGui::BeginChild("body", {0, 0}, 0, ImGuiWindowFlags_NoScrollWithMouse);
      const std::size_t selected = context.view.selected;
      const std::optional<std::size_t> compared = context.view.compared;
      context.selection.run = selected;
      if (compared.has_value() && *compared != selected && *compared < context.view.runs.size() &&
          !info->is_of_all_runs) {
        const float half = (ImGui::GetContentRegionAvail().x - context.theme.px(6)) * 0.5f;
        for (const std::size_t run : {selected, *compared}) {
          ImGui::BeginChild(run == selected ? "left" : "right", {half, 0});
          context.selection.run = run;
          ImGui::TextColored(ImGui::ColorConvertU32ToFloat4(
                                 context.theme.strategy(context.view.runs[run].strategy).colour),
                             "%s", context.view.runs[run].display_name.c_str());
          draw_one(context, name);
          ImGui::EndChild();
          if (run == selected) ImGui::SameLine(0, context.theme.px(6));
        }
        context.selection.run = selected;
      } else {
        draw_one(context, name);
      }
      ImGui::EndChild();
      ImGui::EndTabItem();
    }
    ImGui::EndTabBar();
  }
  ImGui::EndChild();
}

void Frame::State::follow(const WorkbenchView& view) {
  const double duration = static_cast<double>(std::max(view.duration.ns, view.now.ns)) * 1e-9;
  const bool was_whole = time.span_s() >= time.limit_s * 0.999;
  time.limit_s = std::max(duration, 1e-3);
  if (was_whole) {
    time.begin_s = 0.0;
    time.end_s = time.limit_s;
  }
  const double now_s = static_cast<double>(view.now.ns) * 1e-9;
  if (time.is_following && view.is_playing && (now_s > time.end_s || now_s < time.begin_s)) {
    const double span = time.span_s();
    time.begin_s = now_s - span * 0.8;
    time.end_s = time.begin_s + span;
  }
  time.settle();
}

void Frame::State::draw_wide(PanelContext& context, FrameRequests& requests) {
  const Theme& theme = context.theme;
  const float gap = theme.px(6);
  const float line = ImGui::GetTextLineHeightWithSpacing();
  draw_top_bar(context, requests);
  const float query_lines = has_errors(context.view.problems) ? 3.0f : 2.0f;
  ImGui::BeginChild("query", {0, line * query_lines + theme.px(10)}, ImGuiChildFlags_Border,
                    ImGuiWindowFlags_NoScrollbar);
  draw_query_strip(context);
  ImGui::EndChild();
  ImGui::BeginChild("cards", {0, theme.px(172)}, 0, ImGuiWindowFlags_HorizontalScrollbar);
  draw_one(context, "cards");
  ImGui::EndChild();
  const float bottom = ImGui::GetFrameHeightWithSpacing() + line + theme.px(4);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float height = std::max(theme.px(120), room.y - bottom - gap);
  const float left = (room.x - gap) * split_x;
  const float right = room.x - gap - left;
  const float upper = height * split_y;
  const float lower = height - upper - gap;
  const std::vector<TabGroup>& groups = tab_groups();
  draw_tabs(context, groups[0], {left, upper});
  ImGui::SameLine(0, gap);
  draw_tabs(context, groups[1], {right, upper});
  draw_tabs(context, groups[2], {left, lower});
  ImGui::SameLine(0, gap);
  draw_tabs(context, groups[3], {right, lower});
  ImGui::TextUnformatted(context.view.sentence.data(),
                         context.view.sentence.data() + context.view.sentence.size());
  draw_time_bar(context);
}

void Frame::State::draw_narrow(PanelContext& context, FrameRequests& requests) {
  const Theme& theme = context.theme;
  draw_top_bar(context, requests);
  ImGui::PushTextWrapPos(0.0f);
  draw_query_strip(context);
  ImGui::PopTextWrapPos();
  ImGui::BeginChild("cards", {0, theme.px(184)}, 0, ImGuiWindowFlags_HorizontalScrollbar);
  draw_one(context, "cards");
  ImGui::EndChild();
  TabGroup all = {"all", {}};
  for (const PanelInfo* info : panel_list()) {
    if (std::string_view(info->name) != "cards") all.panels.push_back(info->name);
  }
  const float bottom = ImGui::GetFrameHeightWithSpacing() + theme.px(4);
  draw_tabs(context, all, {0, std::max(theme.px(120), ImGui::GetContentRegionAvail().y - bottom)});
  draw_time_bar(context);
}

Frame::Frame() : state_(std::make_unique<State>()) {}
Frame::~Frame() = default;

FrameRequests Frame::draw(Session& session, const Theme& theme, TextureStore& textures) {
  State& state = *state_;
  FrameRequests requests;
  CommandList commands;
  const WorkbenchView view = session.view();
  state.follow(view);
  PanelContext context = {view, commands, theme, state.time, state.selection, textures};
  context.selection.run = view.selected;
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  ImGui::SetNextWindowPos(viewport->Pos);
  ImGui::SetNextWindowSize(viewport->Size);
  constexpr ImGuiWindowFlags kFlags =
      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
      ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse;
  ImGui::Begin("workbench", nullptr, kFlags);
  std::string wants_tab;
  read_keyboard(context, requests, wants_tab);
  if (!wants_tab.empty()) state.wants_tab = wants_tab;
  state.time.cursor_s = -1.0;
  if (viewport->Size.x < kNarrowWidth * theme.scale) {
    state.draw_narrow(context, requests);
  } else {
    state.draw_wide(context, requests);
  }
  ImGui::End();
  if (wants_tab.empty()) state.wants_tab.clear();
  for (const Command& command : commands.all()) session.apply(command);
  return requests;
}

void Frame::draw_panel(Session& session, const Theme& theme, TextureStore& textures,
                       std::string_view panel) {
  State& state = *state_;
  CommandList commands;
  const WorkbenchView view = session.view();
  state.follow(view);
  PanelContext context = {view, commands, theme, state.time, state.selection, textures};
  context.selection.run = view.selected;
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  ImGui::SetNextWindowPos(viewport->Pos);
  ImGui::SetNextWindowSize(viewport->Size);
  ImGui::Begin("panel", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings);
  state.draw_one(context, panel);
  ImGui::End();
  for (const Command& command : commands.all()) session.apply(command);
}

}  // namespace millrace
