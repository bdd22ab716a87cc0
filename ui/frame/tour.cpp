// ui/frame/tour.cpp — the table of stops, walking it, its card and its rings.
#include "ui/frame/tour.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/job/placement_facts.hpp"
#include "ui/draw/number_text.hpp"
#include "ui/frame/focus.hpp"
#include "ui/frame/query_strip.hpp"

namespace millrace {
namespace {

constexpr double kSeenFromS = 2.0;  // by then the first windows have closed, and queues have filled
constexpr double kSeenToS = 12.0;
constexpr double kGoodS = 4.0;
constexpr const char* kOffer = "90-second tour";

std::optional<std::size_t> find_run(const WorkbenchView& view, std::string_view strategy) {
  for (std::size_t i = 0; i < view.runs.size(); ++i) {
    if (view.runs[i].strategy == strategy && view.runs[i].can_run()) return i;
  }
  return std::nullopt;
}

const RunView* run_of(const WorkbenchView& view, std::string_view strategy) {
  const std::optional<std::size_t> found = find_run(view, strategy);
  return found.has_value() ? &view.runs[*found] : nullptr;
}

std::string missing(std::string_view name) {
  return fmt::format("{} is not among the cards: add it with the + beside them.", name);
}

std::optional<KeyRelation> relation_of(const RunView* run) {
  if (run == nullptr || run->plan == nullptr || run->plan->query == nullptr) return std::nullopt;
  return key_relation(*run->plan);
}

/// The first wrong result of all runs, or the first split group; null when there is none.
const RunView* first_wrong(const WorkbenchView& view, VirtualTime& at) {
  const RunView* first = nullptr;
  for (const RunView& run : view.runs) {
    const std::optional<VirtualTime> wrong =
        run.first_wrong_at.has_value() ? run.first_wrong_at : run.first_split_at;
    if (!wrong.has_value() || (first != nullptr && *wrong >= at)) continue;
    first = &run;
    at = *wrong;
  }
  return first;
}

std::string seen_text(const WorkbenchView& view) {
  const RunView* run = view.selected_run();
  if (view.scenario == nullptr || run == nullptr) return "Nothing is running yet.";
  return fmt::format(
      "Rows of {} partitions (left) go to {} workers (right), and you see how. Each of the {} "
      "cards above is a strategy: a full run of its own on the very same records.",
      view.scenario->topic.partitions, run->now.workers.size(), view.runs.size());
}

std::string wrong_text(const WorkbenchView& view) {
  const auto wrong = std::count_if(view.runs.begin(), view.runs.end(), [](const RunView& run) {
    return run.outcome == OutcomeKind::kInvalid;
  });
  const RunView* run = run_of(view, "round_robin");
  if (run == nullptr) return missing("RoundRobin");
  if (wrong == 0) return "So far every card is right: what is wrong shows when windows close.";
  return fmt::format(
      "{} of {} cards say WRONG: {} groups of {} are split, so several workers each write a part "
      "of one total. The verdict shows you one of them: what you should have got, and what came.",
      wrong, view.runs.size(), count_text(run->now.split_groups), run->display_name);
}

std::string why_text(const WorkbenchView& view) {
  const std::optional<KeyRelation> relation = relation_of(run_of(view, "sticky_partition"));
  if (!relation.has_value()) return missing("StickyPartition");
  if (relation->is_aligned) {
    return relation->text +
           ": the key K of the topic is among what your query groups by, so all rows of a group "
           "lie on one partition. Keeping partitions whole is right here.";
  }
  return relation->text +
         ": the key K by which the topic is partitioned is not what your query groups by (G), so "
         "one group lies on many partitions. Whoever keeps partitions whole splits it.";
}

std::string cost_text(const WorkbenchView& view) {
  const RunView* run = run_of(view, "always_hash");
  if (run == nullptr) return missing("AlwaysHash");
  if (run->now.alignment_rate < 0.0) return "Nothing has moved yet: press Space to play.";
  return fmt::format(
      "{} takes every row to its group's worker, and is right. Only {} of rows are aligned (they "
      "stay where their partition belongs): you pay for the hatched ones, {} moved so far.",
      run->display_name, share_text(run->now.alignment_rate), size_text(run->now.moved_bytes));
}

std::string slow_text(const WorkbenchView& view) {
  const RunView* run = run_of(view, "fan_in");
  if (run == nullptr) return missing("FanIn");
  double busiest = 0.0;
  for (const CoreShares& core : run->now.cores) busiest = std::max(busiest, core.busy);
  const auto idle = std::count_if(run->now.cores.begin(), run->now.cores.end(),
                                  [](const CoreShares& core) { return core.busy < 0.005; });
  std::string text = fmt::format(
      "{} gives all rows to one worker: nothing can be split, and it is right. One core is {} "
      "busy while {} of {} do nothing",
      run->display_name, share_text(busiest), idle, run->now.cores.size());
  return text + (run->overload.empty() ? "." : "; it is saturated, " + run->overload + ".");
}

std::string time_text(const WorkbenchView& view) {
  VirtualTime at;
  const RunView* run = first_wrong(view, at);
  if (run == nullptr)
    return "Time here is virtual: drag the bar below to any instant, back and forth. Space plays.";
  return fmt::format(
      "Time here is virtual: it stands at {}, the moment {} first went wrong. Drag the bar below "
      "to any instant, back and forth; Space plays.",
      clock_text(at.ns), run->display_name);
}

std::string yours_text(const WorkbenchView& view) {
  const RunView* run = run_of(view, "sticky_partition");
  const std::optional<KeyRelation> relation = relation_of(run);
  if (!relation.has_value()) return missing("StickyPartition");
  if (relation->is_aligned) {
    return fmt::format(
        "{}: now {} keeps partitions whole and is right, without moving a row. "
        "Change what you like in this scenario: nothing can break.",
        relation->text, run->display_name);
  }
  const PlacementFacts facts = placement_facts(*run->plan->query, run->plan->topic);
  const std::string column = facts.grouping.empty() ? "another column" : facts.grouping.front();
  return fmt::format(
      "In Controls, set \"topic keyed by\" to {}: K is in G then, and {} becomes right without "
      "moving a row. All of this is one scenario: change what you like, nothing can break.",
      column, run->display_name);
}

constexpr std::array<TourStop, 7> kStops = {{
    {"One stream, routed in several ways", seen_text, "routing", "always_hash",
     kLightCards | kLightGroup, TourTime::kPlays},
    {"Some totals are wrong", wrong_text, "verdict", "round_robin", kLightCards | kLightGroup,
     TourTime::kHeld},
    {"Why they are wrong", why_text, "routing", "sticky_partition", kLightQuery, TourTime::kHeld},
    {"What being right costs", cost_text, "routing", "always_hash", kLightGroup, TourTime::kHeld},
    {"Right, and too slow", slow_text, "cores", "fan_in", kLightGroup, TourTime::kHeld},
    {"Stop the time, and go back", time_text, "routing", nullptr, kLightTime,
     TourTime::kFirstWrong},
    {"Now change something", yours_text, "controls", "sticky_partition", kLightGroup,
     TourTime::kHeld},
}};

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
      if (first_wrong(view, at) != nullptr) commands.add(SeekCommand{at});
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
  const float bottom =
      (places.time.is_empty() ? viewport.Pos.y + viewport.Size.y : places.time.min.y) - size.y -
      gap;
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

std::span<const TourStop> tour_stops() {
  return kStops;
}

std::string_view Tour::panel() const {
  return is_on_ ? kStops[stop_].panel : std::string_view();
}

void Tour::start(std::size_t stop) {
  *this = {};
  stop_ = std::min(stop, kStops.size() - 1);
  is_on_ = is_arriving_ = wants_scenario_ = true;
}

void Tour::leave(ViewSettings& settings) {
  is_on_ = false;
  settings.has_seen_tour = true;
}

void Tour::next(ViewSettings& settings) {
  if (stop_ + 1 == kStops.size()) {
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
  const TourStop& stop = kStops[stop_];
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
  const TourStop& stop = kStops[stop_];
  ImGui::TextDisabled("%s", fmt::format("{} of {}", stop_ + 1, kStops.size()).c_str());
  ImGui::SameLine();
  const char* leaving = "leave";
  ImGui::SetCursorPosX(ImGui::GetContentRegionMax().x - ImGui::CalcTextSize(leaving).x -
                       ImGui::GetStyle().FramePadding.x * 2.0f);
  const bool is_left = small_button(
      leaving, "Ends the tour here (Esc). It stays in the list of all actions (Ctrl+K).");
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
  const bool is_last = stop_ + 1 == kStops.size();
  ImGui::PushStyleColor(ImGuiCol_Button, ImGui::GetStyleColorVec4(ImGuiCol_HeaderActive));
  const bool is_next = ImGui::Button(is_last ? "Done###next" : "Next###next");
  ImGui::PopStyleColor();
  hover_text("Enter, or the right arrow");
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
  const std::uint8_t lights = kStops[stop_].lights;
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
  if (settings.has_seen_tour) return false;
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

float tour_offer_width(const Theme& theme, const ViewSettings& settings) {
  if (settings.has_seen_tour) return 0.0f;
  return ImGui::GetFontSize() + ImGui::CalcTextSize(kOffer).x +
         ImGui::GetStyle().FramePadding.x * 2.0f + theme.px(2) + ImGui::GetFrameHeight() +
         theme.px(12);
}

}  // namespace millrace
