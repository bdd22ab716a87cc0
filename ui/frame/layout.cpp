// ui/frame/layout.cpp — what stands where, in wide and in narrow windows.
#include <fmt/format.h>

#include <algorithm>

#include "ui/frame/focus.hpp"
#include "ui/frame/frame_state.hpp"
#include "ui/frame/query_strip.hpp"
#include "ui/frame/time_bar.hpp"

namespace millrace {
namespace {

constexpr float kNarrowWidth = 820.0f;
constexpr float kTouchTarget = 44.0f;  // least height of what a finger hits
constexpr float kCardsHeight = 172.0f;
constexpr ImGuiWindowFlags kStrip = ImGuiWindowFlags_NavFlattened;

/// A gap that can be dragged; double-click puts it back. `room`: of both sides together.
void draw_splitter(const char* id, bool is_upright, ImVec2 at, ImVec2 size, float room,
                   float at_first, float& share, const Theme& theme) {
  ImGui::SetCursorScreenPos(at);
  ImGui::InvisibleButton(id, size);
  const bool is_active = ImGui::IsItemActive();
  if (is_active || ImGui::IsItemHovered()) {
    ImGui::SetMouseCursor(is_upright ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    const ImVec2 middle = {at.x + size.x * 0.5f, at.y + size.y * 0.5f};
    const float half = theme.px(1);
    const ImVec2 min = is_upright ? ImVec2(middle.x - half, at.y) : ImVec2(at.x, middle.y - half);
    const ImVec2 max = is_upright ? ImVec2(middle.x + half, at.y + size.y)
                                  : ImVec2(at.x + size.x, middle.y + half);
    ImGui::GetWindowDrawList()->AddRectFilled(min, max, theme.accent);
  }
  if (is_active) {
    const ImVec2 moved = ImGui::GetIO().MouseDelta;
    share = std::clamp(share + (is_upright ? moved.x : moved.y) / std::max(1.0f, room), 0.2f, 0.8f);
  }
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0)) share = at_first;
  hover_text(is_upright ? "Drag: wider and narrower (Alt+arrows). Double-click: as at first."
                        : "Drag: higher and lower (Alt+arrows). Double-click: as at first.");
}

/// One line, cut with "…" where it does not fit; the whole on hovering.
void draw_cut_text(std::string_view text, float width) {
  std::string shown(text);
  if (ImGui::CalcTextSize(shown.c_str()).x > width) {
    while (!shown.empty() && ImGui::CalcTextSize((shown + "\xe2\x80\xa6").c_str()).x > width) {
      while (shown.size() > 1 && (static_cast<unsigned char>(shown.back()) & 0xc0u) == 0x80u)
        shown.pop_back();
      shown.pop_back();
    }
    shown += "\xe2\x80\xa6";
  }
  ImGui::TextUnformatted(shown.c_str());
  if (shown.size() != text.size()) hover_text(std::string(text).c_str());
}

void draw_sentence(const PanelContext& context) {
  const WorkbenchView& view = context.view;
  const Theme& theme = context.theme;
  const StatusLine status = status_of(view);
  if (view.scenario == nullptr) {
    ImGui::TextUnformatted(view.notice.empty() ? "Nothing is running." : status.text.c_str());
    return;
  }
  const std::string identity =
      fmt::format("seed {}  \xc2\xb7  runs on this machine alone", view.scenario->seed);
  const float room = ImGui::GetContentRegionAvail().x;
  const float width = ImGui::CalcTextSize(identity.c_str()).x;
  const bool has_room = room > width * 3.0f;
  const bool is_warning = status.kind == StatusKind::kNotice;
  if (is_warning) ImGui::PushStyleColor(ImGuiCol_Text, theme.warning);
  draw_cut_text(status.text, has_room ? room - width - theme.px(20) : room);
  if (is_warning) ImGui::PopStyleColor();
  if (!has_room) return;
  ImGui::SameLine(ImGui::GetContentRegionMax().x - width);
  ImGui::TextDisabled("%s", identity.c_str());
  hover_text(
      "Nothing is sent anywhere. Same scenario, seed and version: the same bits everywhere.");
}

}  // namespace

void Frame::State::draw_layout(ActionContext& context) {
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  if (viewport->Size.x < kNarrowWidth * context.panel.theme.scale) {
    draw_narrow(context);
  } else {
    draw_wide(context);
  }
}

void Frame::State::draw_strip(ActionContext& context) {
  const float height =
      ImGui::GetTextLineHeightWithSpacing() * query_strip_lines(context.panel.view) +
      context.panel.theme.px(12);
  ImGui::BeginChild("query", {0, height}, ImGuiChildFlags_Border,
                    kStrip | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  draw_query_strip(context);
  ImGui::EndChild();
}

void Frame::State::draw_cards(PanelContext& context, float height) {
  ImGui::BeginChild("cards", {0, height}, 0, kStrip | ImGuiWindowFlags_HorizontalScrollbar);
  panels.draw_one(context, "cards");
  scroll_by_dragging(context.theme.px(10));
  ImGui::EndChild();
}

void Frame::State::draw_groups(PanelContext& context, ImVec2 room) {
  const Theme& theme = context.theme;
  const std::vector<TabGroup> groups = tab_groups(settings.layout);
  const float gap = theme.px(6);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float left = (room.x - gap) * settings.split_x;
  const float right = room.x - gap - left;
  const bool has_rows = groups.size() > 2;
  const float upper = has_rows ? (room.y - gap) * settings.split_y : room.y;
  const float lower = room.y - gap - upper;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const bool is_right = i % 2 == 1;
    const bool is_lower = i >= 2;
    ImGui::SetCursorScreenPos(
        {at.x + (is_right ? left + gap : 0.0f), at.y + (is_lower ? upper + gap : 0.0f)});
    panels.draw_tabs(context, groups[i], {is_right ? right : left, is_lower ? lower : upper},
                     wants_tab);
  }
  const ViewSettings at_first;
  draw_splitter("columns", true, {at.x + left, at.y}, {gap, room.y}, room.x, at_first.split_x,
                settings.split_x, theme);
  if (has_rows) {
    draw_splitter("rows", false, {at.x, at.y + upper}, {room.x, gap}, room.y, at_first.split_y,
                  settings.split_y, theme);
  }
  ImGui::SetCursorScreenPos({at.x, at.y + room.y + ImGui::GetStyle().ItemSpacing.y});
}

void Frame::State::draw_wide(ActionContext& context) {
  PanelContext& panel = context.panel;
  const Theme& theme = panel.theme;
  const bool is_large = settings.layout != LayoutKind::kWorkbench && theme.large != nullptr;
  draw_top_bar(context, seed);
  draw_strip(context);
  if (is_large) {
    ImGui::PushFont(theme.large);
    draw_cut_text(panel.view.sentence, ImGui::GetContentRegionAvail().x);
    ImGui::PopFont();
  }
  draw_cards(panel, theme.px(kCardsHeight));
  const float spacing = ImGui::GetStyle().ItemSpacing.y;
  const float bottom =
      ImGui::GetFrameHeight() + spacing + (is_large ? 0.0f : ImGui::GetTextLineHeight() + spacing);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  draw_groups(panel, {room.x, std::max(theme.px(120), room.y - bottom)});
  if (!is_large) draw_sentence(panel);
  draw_time_bar(context, time_bar, false);
}

void Frame::State::draw_narrow(ActionContext& context) {
  PanelContext& panel = context.panel;
  const Theme& theme = panel.theme;
  const float font = ImGui::GetFontSize();
  const float padding = std::max(ImGui::GetStyle().FramePadding.y, (kTouchTarget - font) * 0.5f);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {ImGui::GetStyle().FramePadding.x, padding});
  draw_narrow_bar(context);
  TabGroup all = {"all", {}};
  for (const TabGroup& group : tab_groups(LayoutKind::kWorkbench))
    all.panels.insert(all.panels.end(), group.panels.begin(), group.panels.end());
  const float spacing = ImGui::GetStyle().ItemSpacing.y;
  const float bottom = ImGui::GetFrameHeight() + spacing;
  const float room = ImGui::GetContentRegionAvail().y - bottom;
  // Everything between the bars scrolls where the window is low.
  ImGui::BeginChild("between", {0, std::max(theme.px(120), room)}, 0, kStrip);
  if (has_errors(panel.view.problems) || room > theme.px(560)) draw_strip(context);
  draw_cards(panel, theme.px(kCardsHeight + 12));
  const float rest = ImGui::GetContentRegionAvail().y - ImGui::GetTextLineHeight() - spacing;
  if (!wants_tab.empty()) narrow_front = wants_tab;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImGui::GetStyle().ItemSpacing);
  panels.draw_swiped_tabs(panel, all, {0, std::max(theme.px(280), rest)}, narrow_front);
  ImGui::PopStyleVar();
  draw_sentence(panel);
  ImGui::EndChild();
  draw_time_bar(context, time_bar, true);
  ImGui::PopStyleVar();
}

void Frame::State::draw_popups(ActionContext& context) {
  if (!wants_popup.empty()) ImGui::OpenPopup(std::exchange(wants_popup, {}).c_str());
  draw_palette(palette, context);
  draw_settings_popup(context);
  draw_export_popup(context);
  draw_open_popup(listing, context);
  draw_time_popups(context, time_bar);
}

void Frame::State::draw_note(const Theme& theme) {
  constexpr double kNoteSeconds = 5.0;
  if (std::exchange(is_note_new, false)) note_until_s = ImGui::GetTime() + kNoteSeconds;
  if (note.empty()) return;
  if (ImGui::GetTime() > note_until_s) {
    note.clear();
    return;
  }
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  const float wrap = std::min(theme.px(560), viewport->Size.x - theme.px(60));
  const ImVec2 text = ImGui::CalcTextSize(note.c_str(), nullptr, false, wrap);
  const float pad = theme.px(10);
  const ImVec2 min = {viewport->Pos.x + (viewport->Size.x - text.x) * 0.5f - pad,
                      viewport->Pos.y + viewport->Size.y - text.y - theme.px(84)};
  const ImVec2 max = {min.x + text.x + pad * 2.0f, min.y + text.y + pad * 2.0f};
  ImDrawList& list = *ImGui::GetForegroundDrawList();
  list.AddRectFilled(min, max, theme.panel_title, theme.px(6));
  list.AddRect(min, max, theme.accent, theme.px(6), 0, theme.px(1.5f));
  list.AddText(ImGui::GetFont(), ImGui::GetFontSize(), {min.x + pad, min.y + pad}, theme.foreground,
               note.c_str(), nullptr, wrap);
}

}  // namespace millrace
