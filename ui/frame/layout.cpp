// ui/frame/layout.cpp — what stands where, in wide and in narrow windows.
#include <algorithm>
#include <utility>

#include "ui/frame/focus.hpp"
#include "ui/frame/frame_state.hpp"
#include "ui/frame/query_strip.hpp"
#include "ui/frame/status_line.hpp"
#include "ui/frame/time_bar.hpp"

namespace millrace {
namespace {

constexpr float kNarrowWidth = 820.0f;
constexpr float kTouchTarget =
    44.0f;  // least height of what a finger hits, whatever the text's size
constexpr float kCardsHeight = 172.0f;
constexpr float kCardWidth = 178.0f;  // the least that a card takes, with the gap behind it
constexpr float kTwoRows = 320.0f;    // least height of two rows of groups
constexpr float kAddCardWidth = 34.0f;
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

/// Widgets as high as fingers need; panels ask for it by is_for_fingers().
void push_touch_style() {
  const ImVec2 padding = ImGui::GetStyle().FramePadding;
  const float high = std::max(padding.y, (kTouchTarget - ImGui::GetFontSize()) * 0.5f);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {padding.x, high});
}

void pop_touch_style() {
  ImGui::PopStyleVar();
}

Box box_of_last_item() {
  return {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
}

bool has_panel_of(const TabGroup& group, std::string_view panel) {
  return std::find(group.panels.begin(), group.panels.end(), panel) != group.panels.end();
}

/// Too low for two rows: the tabs of the lower groups stand beside those above them.
void join_rows(std::vector<TabGroup>& groups) {
  for (; groups.size() > 2; groups.pop_back()) {
    const std::size_t last = groups.size() - 1;
    std::vector<std::string_view>& above = groups[last - 2].panels;
    above.insert(above.end(), groups[last].panels.begin(), groups[last].panels.end());
  }
}

/// Height of the cards; where they need a scroll bar, it takes none of theirs.
float cards_height(const WorkbenchView& view, float height, const Theme& theme) {
  const float count = static_cast<float>(view.runs.size());
  const float needed = count * theme.px(kCardWidth) + theme.px(kAddCardWidth);
  const bool scrolls = needed > ImGui::GetContentRegionAvail().x;
  return height + (scrolls ? ImGui::GetStyle().ScrollbarSize : 0.0f);
}

}  // namespace

bool Frame::State::is_narrow(const Theme& theme) const {
  // The present layout's own enlargement makes no window narrower.
  const float own = settings.layout == LayoutKind::kPresent ? kPresentScale : 1.0f;
  return ImGui::GetMainViewport()->Size.x < kNarrowWidth * theme.scale / own;
}

void Frame::State::draw_layout(ActionContext& context) {
  if (is_narrow(context.panel.theme)) {
    draw_narrow(context);
  } else {
    draw_wide(context);
  }
}

void Frame::State::draw_strip(ActionContext& context, bool is_short) {
  const float height = query_strip_height(context, is_short);
  ImGui::BeginChild("query", {0, height}, ImGuiChildFlags_Border,
                    kStrip | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  draw_query_strip(context, is_short);
  ImGui::EndChild();
  places.query = box_of_last_item();
}

void Frame::State::draw_cards(PanelContext& context, float height) {
  ImGui::BeginChild("cards", {0, cards_height(context.view, height, context.theme)}, 0,
                    kStrip | ImGuiWindowFlags_HorizontalScrollbar);
  panels.draw_one(context, "cards");
  scroll_by_dragging(context.theme.px(10));
  ImGui::EndChild();
  places.cards = box_of_last_item();
}

void Frame::State::draw_groups(PanelContext& context, ImVec2 room) {
  const Theme& theme = context.theme;
  std::vector<TabGroup> groups = tab_groups(settings.layout);
  if (room.y < theme.px(kTwoRows)) join_rows(groups);
  const float gap = theme.px(6);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float left = (room.x - gap) * settings.split_x;
  const float right = room.x - gap - left;
  const bool has_rows = groups.size() > 2;
  const float uppers[] = {has_rows ? (room.y - gap) * settings.split_y : room.y,
                          has_rows ? (room.y - gap) * settings.split_y_right : room.y};
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const bool is_right = i % 2 == 1;
    const bool is_lower = i >= 2;
    const float upper = uppers[i % 2];
    ImGui::SetCursorScreenPos(
        {at.x + (is_right ? left + gap : 0.0f), at.y + (is_lower ? upper + gap : 0.0f)});
    panels.draw_tabs(context, groups[i],
                     {is_right ? right : left, is_lower ? room.y - gap - upper : upper}, wants_tab);
    if (has_panel_of(groups[i], tour.panel())) places.group = box_of_last_item();
  }
  places.floor_y = at.y + room.y;
  const ViewSettings at_first;
  draw_splitter("columns", true, {at.x + left, at.y}, {gap, room.y}, room.x, at_first.split_x,
                settings.split_x, theme);
  if (has_rows) {
    draw_splitter("rows", false, {at.x, at.y + uppers[0]}, {left, gap}, room.y, at_first.split_y,
                  settings.split_y, theme);
    draw_splitter("rows at the right", false, {at.x + left + gap, at.y + uppers[1]}, {right, gap},
                  room.y, at_first.split_y_right, settings.split_y_right, theme);
  }
  ImGui::SetCursorScreenPos({at.x, at.y + room.y + ImGui::GetStyle().ItemSpacing.y});
}

void Frame::State::draw_wide(ActionContext& context) {
  PanelContext& panel = context.panel;
  const Theme& theme = panel.theme;
  const bool is_large = settings.layout != LayoutKind::kWorkbench;
  draw_top_bar(context, seed);
  draw_strip(context, false);
  if (is_large) draw_status(context, StatusPlace::kTop);
  draw_cards(panel, theme.px(kCardsHeight));
  const float spacing = ImGui::GetStyle().ItemSpacing.y;
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float bottom = ImGui::GetFrameHeight() + spacing +
                       (is_large ? 0.0f : status_height(context, StatusPlace::kBottom, room.x));
  draw_groups(panel, {room.x, std::max(theme.px(120), room.y - bottom)});
  if (!is_large) draw_status(context, StatusPlace::kBottom);
  draw_time(context, false);
}

void Frame::State::draw_time(ActionContext& context, bool is_narrow) {
  const ImVec2 min = ImGui::GetCursorScreenPos();
  draw_time_bar(context, time_bar, is_narrow);
  places.time = {min, {min.x + ImGui::GetContentRegionAvail().x, min.y + ImGui::GetFrameHeight()}};
}

void Frame::State::draw_narrow(ActionContext& context) {
  PanelContext& panel = context.panel;
  const Theme& theme = panel.theme;
  push_touch_style();
  draw_narrow_bar(context);
  TabGroup all = {"all", {}};
  for (const TabGroup& group : tab_groups(LayoutKind::kWorkbench))
    all.panels.insert(all.panels.end(), group.panels.begin(), group.panels.end());
  const float spacing = ImGui::GetStyle().ItemSpacing.y;
  const float bottom = ImGui::GetFrameHeight() + spacing;
  const float room = ImGui::GetContentRegionAvail().y - bottom;
  // Everything between the bars scrolls where the window is low.
  ImGui::BeginChild("between", {0, std::max(theme.px(120), room)}, 0, kStrip);
  draw_strip(context, room <= theme.px(560) && !has_errors(panel.view.problems));
  draw_cards(panel, theme.px(kCardsHeight + 12));
  const ImVec2 left = ImGui::GetContentRegionAvail();
  const float rest = left.y - status_height(context, StatusPlace::kNarrow, left.x);
  if (!wants_tab.empty()) narrow_front = wants_tab;
  panels.draw_swiped_tabs(panel, all, {0, std::max(theme.px(280), rest)}, narrow_front);
  if (!tour.panel().empty()) places.group = box_of_last_item();
  places.floor_y = ImGui::GetItemRectMax().y;
  draw_status(context, StatusPlace::kNarrow);
  ImGui::EndChild();
  draw_time(context, true);
  pop_touch_style();
}

void Frame::State::draw_popups(ActionContext& context) {
  const bool is_touched = is_narrow(context.panel.theme);
  if (is_touched) push_touch_style();
  tour.draw(context, places);
  if (!wants_popup.empty()) ImGui::OpenPopup(std::exchange(wants_popup, {}).c_str());
  draw_palette(palette, context);
  draw_settings_popup(context);
  draw_export_popup(context);
  draw_open_popup(listing, context);
  draw_time_popups(context, time_bar);
  if (is_touched) pop_touch_style();
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
