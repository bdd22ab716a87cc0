// ui/frame/tour.cpp — arriving at a stop, its card and its rings.
#include "ui/frame/tour.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ui/frame/focus.hpp"

namespace millrace {
namespace {

constexpr double kSeenFromS = 2.0;  // by then the first windows have closed, and queues have filled
constexpr double kSeenToS = 12.0;
constexpr double kGoodS = 4.0;
constexpr const char* kOffer = "90-second tour";

bool is_named(std::string_view path, std::string_view name) {
  return path == name || (path.size() > name.size() && path.ends_with(name) &&
                          path[path.size() - name.size() - 1] == '/');
}

/// Where there is something to see: from there the numbers of the stops say what their sentences do.
void hold_time(const WorkbenchView& view, CommandList& commands) {
  const double now_s = static_cast<double>(view.now.ns) * 1e-9;
  commands.add(PauseCommand{});
  if (now_s >= kSeenFromS && now_s <= kSeenToS && !view.is_finished) return;
  const auto good = static_cast<std::int64_t>(kGoodS * 1e9);
  commands.add(SeekCommand{{std::min(good, view.duration.ns)}});
}

void set_time(TourTime time, const WorkbenchView& view, CommandList& commands) {
  switch (time) {
    case TourTime::kPlays:
      if (view.now >= view.duration || view.is_finished) commands.add(SeekCommand{{0}});
      if (!view.is_playing) commands.add(PlayCommand{});
      return;
    case TourTime::kHeld:
      hold_time(view, commands);
      return;
    case TourTime::kFirstWrong: {
      VirtualTime at;
      commands.add(PauseCommand{});
      const RunView* wrong = first_wrong(view, at);
      if (wrong == nullptr) return;
      commands.add(SelectCommand{static_cast<std::size_t>(wrong - view.runs.data())});
      commands.add(SeekCommand{at});
      return;
    }
  }
}

void draw_ring(ImDrawList& list, const Box& box, const Theme& theme) {
  if (box.is_empty()) return;
  const ImGuiViewport& viewport = *ImGui::GetMainViewport();
  const float inset = theme.px(2);
  const ImVec2 min = {std::max(box.min.x - inset, viewport.Pos.x + inset),
                      std::max(box.min.y - inset, viewport.Pos.y + inset)};
  const ImVec2 max = {std::min(box.max.x + inset, viewport.Pos.x + viewport.Size.x - inset),
                      std::min(box.max.y + inset, viewport.Pos.y + viewport.Size.y - inset)};
  list.AddRect(min, max, theme.window, theme.px(7), 0, theme.px(7));
  list.AddRect(min, max, theme.accent, theme.px(7), 0, theme.px(3));
}

float overlap(const Box& a, const Box& b) {
  const float width = std::min(a.max.x, b.max.x) - std::max(a.min.x, b.min.x);
  const float height = std::min(a.max.y, b.max.y) - std::max(a.min.y, b.min.y);
  return width > 0.0f && height > 0.0f ? width * height : 0.0f;
}

/// The corner, or the edge between two, where the least of what is lit lies under the card.
ImVec2 place_of_card(ImVec2 size, const TourPlaces& places, std::uint8_t lights,
                     const Theme& theme) {
  const ImGuiViewport& viewport = *ImGui::GetMainViewport();
  const float gap = theme.px(14);
  const float left = viewport.Pos.x + gap;
  const float right = viewport.Pos.x + viewport.Size.x - size.x - gap;
  const float middle = (left + right) * 0.5f;
  const float bottom = places.floor_y - size.y - gap;
  const float top =
      (places.cards.is_empty() ? viewport.Pos.y + theme.px(60) : places.cards.max.y) + gap;
  const ImVec2 corners[] = {{left, bottom}, {right, bottom},  {right, top},
                            {left, top},    {middle, bottom}, {middle, viewport.Pos.y + gap}};
  ImVec2 best = corners[0];
  float least = 1e30f;
  for (const ImVec2 corner : corners) {
    const Box card = {corner, {corner.x + size.x, corner.y + size.y}};
    float covered = 0.0f;
    if ((lights & kLightQuery) != 0) covered += overlap(card, places.query);
    if ((lights & kLightCards) != 0) covered += overlap(card, places.cards);
    if ((lights & kLightGroup) != 0) covered += overlap(card, places.group);
    if ((lights & kLightTime) != 0) covered += overlap(card, places.time);
    if (covered >= least) continue;
    least = covered;
    best = corner;
  }
  return best;
}

}  // namespace

std::string_view Tour::panel() const {
  return is_on_ ? tour_stops()[stop_].panel : std::string_view();
}

void Tour::start(std::size_t stop) {
  *this = {};
  stop_ = std::min(stop, tour_stops().size() - 1);
  is_on_ = is_arriving_ = wants_scenario_ = true;
}

void Tour::leave(ViewSettings& settings) {
  is_on_ = false;
  settings.has_seen_tour = true;
}

void Tour::next(ViewSettings& settings) {
  if (stop_ + 1 == tour_stops().size()) {
    leave(settings);
    return;
  }
  ++stop_;
  is_arriving_ = true;
}

void Tour::back() {
  if (stop_ == 0) return;
  --stop_;
  is_arriving_ = true;
}

void Tour::read_keys(ActionContext& context) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!is_on_ || io.WantTextInput || is_popup_open()) return;
  if (io.KeyCtrl || io.KeySuper || io.KeyAlt || io.KeyShift) return;
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) {
    leave(context.settings);
    return;
  }
  if (is_focus_shown()) return;  // then these keys are its
  if (ImGui::IsKeyPressed(ImGuiKey_Enter, false) ||
      ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false) ||
      ImGui::IsKeyPressed(ImGuiKey_RightArrow, false)) {
    next(context.settings);
  } else if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow, false)) {
    back();
  }
}

void Tour::arrive(ActionContext& context) {
  if (!is_on_ || !is_arriving_) return;
  const WorkbenchView& view = context.panel.view;
  CommandList& commands = context.panel.commands;
  if (std::exchange(wants_scenario_, false) && !is_named(view.scenario_name, kTourScenario) &&
      std::find(view.bundled.begin(), view.bundled.end(), kTourScenario) != view.bundled.end()) {
    commands.add(LoadBundledCommand{kTourScenario});
    return;  // the view has it with the next frame
  }
  is_arriving_ = false;
  const TourStop& stop = tour_stops()[stop_];
  context.wishes.tab = stop.panel;
  if (stop.strategy != nullptr) {
    if (const std::optional<std::size_t> run = find_run(view, stop.strategy))
      commands.add(SelectCommand{*run});
  }
  if (view.compared.has_value()) commands.add(CompareCommand{std::nullopt});
  set_time(stop.time, view, commands);
}

void Tour::draw_card(ActionContext& context) {
  const Theme& theme = context.panel.theme;
  const TourStop& stop = tour_stops()[stop_];
  ImGui::TextDisabled("%s", fmt::format("{} of {}", stop_ + 1, tour_stops().size()).c_str());
  if (theme.large != nullptr) ImGui::PushFont(theme.large);
  ImGui::TextWrapped("%s", stop.title);
  if (theme.large != nullptr) ImGui::PopFont();
  ImGui::TextWrapped("%s", stop.text(context.panel.view).c_str());
  ImGui::Spacing();
  ImGui::BeginDisabled(stop_ == 0);
  const bool is_back = ImGui::Button("Back");
  hover_text("Left arrow");
  ImGui::EndDisabled();
  ImGui::SameLine();
  const bool is_last = stop_ + 1 == tour_stops().size();
  ImGui::PushStyleColor(ImGuiCol_Button, ImGui::GetStyleColorVec4(ImGuiCol_HeaderActive));
  const bool is_next = ImGui::Button(is_last ? "Done###next" : "Next###next");
  ImGui::PopStyleColor();
  hover_text("Enter, or the right arrow");
  const char* leaving = "leave";
  ImGui::SameLine();
  ImGui::SetCursorPosX(ImGui::GetContentRegionMax().x - ImGui::CalcTextSize(leaving).x -
                       ImGui::GetStyle().FramePadding.x * 2.0f);
  const bool is_left = ImGui::Button(leaving);
  hover_text("Ends the tour here (Esc). It stays in the list of all actions (Ctrl+K).");
  if (is_left) {
    leave(context.settings);
  } else if (is_back) {
    back();
  } else if (is_next) {
    next(context.settings);
  }
}

void Tour::draw(ActionContext& context, const TourPlaces& places) {
  if (!is_on_) return;
  const Theme& theme = context.panel.theme;
  const ImGuiViewport& viewport = *ImGui::GetMainViewport();
  const std::uint8_t lights = tour_stops()[stop_].lights;
  const float width = std::min(theme.px(400), viewport.Size.x - theme.px(28));
  const ImVec2 size = {width, height_ > 0.0f ? height_ : theme.px(170)};
  ImGui::SetCursorScreenPos(place_of_card(size, places, lights, theme));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(14), theme.px(12)});
  ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, theme.px(2));
  ImGui::PushStyleColor(ImGuiCol_Border, theme.accent);
  ImGui::PushStyleColor(ImGuiCol_ChildBg, theme.panel_title);
  ImGui::BeginChild("tour", {width, 0}, ImGuiChildFlags_Border | ImGuiChildFlags_AutoResizeY,
                    ImGuiWindowFlags_NavFlattened | ImGuiWindowFlags_NoScrollbar);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  // In the card's own list, which lies over all parts and under popups; the card covers its rings.
  const ImVec2 min = ImGui::GetWindowPos();
  const ImVec2 max = {min.x + ImGui::GetWindowSize().x, min.y + ImGui::GetWindowSize().y};
  list.PushClipRectFullScreen();
  if ((lights & kLightQuery) != 0) draw_ring(list, places.query, theme);
  if ((lights & kLightCards) != 0) draw_ring(list, places.cards, theme);
  if ((lights & kLightGroup) != 0) draw_ring(list, places.group, theme);
  if ((lights & kLightTime) != 0) draw_ring(list, places.time, theme);
  list.AddRectFilled(min, max, theme.panel_title, theme.px(6));
  list.AddRect(min, max, theme.accent, theme.px(6), 0, theme.px(2));
  list.PopClipRect();
  draw_card(context);
  height_ = ImGui::GetWindowSize().y;
  ImGui::EndChild();
  ImGui::PopStyleColor(2);
  ImGui::PopStyleVar(2);
}

bool draw_tour_offer(const Theme& theme, ViewSettings& settings) {
  const float height = ImGui::GetFrameHeight();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImGuiStyle& style = ImGui::GetStyle();
  const float sign = ImGui::GetFontSize();
  const float width = sign + ImGui::CalcTextSize(kOffer).x + style.FramePadding.x * 2.0f;
  ImGui::PushStyleColor(ImGuiCol_Button, ImGui::GetStyleColorVec4(ImGuiCol_HeaderActive));
  const bool is_started = ImGui::Button("##tour", {width, height});
  ImGui::PopStyleColor();
  hover_text(
      "Seven stops at the trading floor: what is wrong, why, and what being right costs "
      "(Shift+T)");
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 c = {at.x + style.FramePadding.x + sign * 0.3f, at.y + height * 0.5f};
  const float r = sign * 0.32f;
  list.AddTriangleFilled({c.x + r, c.y}, {c.x - r * 0.7f, c.y - r}, {c.x - r * 0.7f, c.y + r},
                         theme.foreground);
  list.AddText({at.x + style.FramePadding.x + sign, at.y + (height - sign) * 0.5f},
               theme.foreground, kOffer);
  ImGui::SameLine(0, theme.px(2));
  if (ImGui::Button("\xc3\x97##notour", {height, height})) settings.has_seen_tour = true;
  hover_text("Not offered any more; it stays in the list of all actions (Ctrl+K)");
  return is_started;
}

float tour_offer_width(const Theme& theme) {
  return ImGui::GetFontSize() + ImGui::CalcTextSize(kOffer).x +
         ImGui::GetStyle().FramePadding.x * 2.0f + theme.px(2) + ImGui::GetFrameHeight() +
         theme.px(12);
}

}  // namespace millrace
