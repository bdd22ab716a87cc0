// ui/frame/time_ruler.cpp — draws the markers of the selected run, and finds the one under the mouse.
#include "ui/frame/time_ruler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "ui/draw/number_text.hpp"

namespace millrace {
namespace {

struct PlacedMark {
  RulerMark kind = RulerMark::kIncident;
  VirtualTime at;
  std::string text;
};

constexpr std::size_t kTicksMax = 400;  // more window closes than this are a grey bar

std::vector<PlacedMark> marks_of(const WorkbenchView& view) {
  std::vector<PlacedMark> marks;
  const RunView* run = view.selected_run();
  if (run != nullptr && run->events != nullptr) {
    for (const TimelineEvent& event : *run->events)
      marks.push_back({RulerMark::kIncident, event.at, event.text});
  }
  if (view.scenario != nullptr) {
    for (const FaultSpec& fault : view.scenario->faults) {
      if (VirtualTime{fault.at.ns} > view.now)
        marks.push_back({RulerMark::kIncident, {fault.at.ns}, fault.type + ", still to come"});
    }
  }
  for (const BreakView& hit : view.breaks) {
    if (hit.is_on && hit.hit_at.has_value())
      marks.push_back({RulerMark::kBreakpoint, *hit.hit_at, "a condition stopped the time here"});
  }
  for (const VirtualTime at : view.marks)
    marks.push_back({RulerMark::kMark, at, "your mark: playing stops here (B takes it away)"});
  for (const RunView& each : view.runs) {
    if (each.first_wrong_at.has_value()) {
      marks.push_back(
          {RulerMark::kWrong, *each.first_wrong_at, each.display_name + ": first wrong result"});
    } else if (each.first_split_at.has_value()) {
      marks.push_back(
          {RulerMark::kWrong, *each.first_split_at, each.display_name + ": first split group"});
    }
    if (!each.fork_text.empty())
      marks.push_back(
          {RulerMark::kFork, each.forked_at, each.display_name + ": " + each.fork_text});
  }
  return marks;
}

/// When windows close in virtual time: every length of the window, in the pace of the topic.
std::vector<VirtualTime> window_closes(const WorkbenchView& view) {
  std::vector<VirtualTime> closes;
  const RunView* run = view.selected_run();
  if (run == nullptr || run->plan == nullptr || view.scenario == nullptr) return closes;
  const QueryPlan& query = *run->plan->query;
  if (!query.window.has_value() || query.window->durations_ms.empty()) return closes;
  if (query.window->signature->is_session || view.scenario->topic.time_scale <= 0.0) return closes;
  const double step_ms = static_cast<double>(query.window->durations_ms.back());
  const double step_ns = step_ms * 1e6 / view.scenario->topic.time_scale;
  if (!(step_ns > 0.0)) return closes;
  const double count = static_cast<double>(view.duration.ns) / step_ns;
  if (count > static_cast<double>(kTicksMax)) return closes;
  for (double at = step_ns; at <= static_cast<double>(view.duration.ns); at += step_ns)
    closes.push_back({static_cast<std::int64_t>(at)});
  return closes;
}

std::string help_text() {
  std::string text =
      "Drag: go to any instant, back and forth. Shift+drag: the stretch to loop. Frame: what the "
      "charts show. Pale: reached before.";
  return text;
}

}  // namespace

const char* meaning_of(RulerMark mark) {
  switch (mark) {
    case RulerMark::kIncident:
      return "something happened: a fault, its end, a strategy switch";
    case RulerMark::kBreakpoint:
      return "a condition stopped the time";
    case RulerMark::kWrong:
      return "the first wrong result of a strategy";
    case RulerMark::kWindowClose:
      return "a window ends";
    case RulerMark::kFork:
      return "a fork begins";
    case RulerMark::kMark:
      return "your mark: playing stops there";
  }
  return "";
}

void draw_ruler_mark(ImDrawList& list, RulerMark mark, ImVec2 c, float r, const Theme& theme) {
  const float line = std::max(1.0f, theme.px(1.6f));
  const ImU32 wrong = theme.outcome(OutcomeKind::kInvalid).colour;
  switch (mark) {
    case RulerMark::kIncident:
      list.AddTriangleFilled({c.x, c.y - r}, {c.x - r, c.y + r}, {c.x + r, c.y + r}, theme.warning);
      break;
    case RulerMark::kBreakpoint:
      list.AddQuadFilled({c.x, c.y - r}, {c.x + r, c.y}, {c.x, c.y + r}, {c.x - r, c.y},
                         theme.foreground);
      break;
    case RulerMark::kMark:
      list.AddQuad({c.x, c.y - r}, {c.x + r, c.y}, {c.x, c.y + r}, {c.x - r, c.y}, theme.foreground,
                   line);
      break;
    case RulerMark::kWrong:
      list.AddLine({c.x - r, c.y - r}, {c.x + r, c.y + r}, wrong, line * 1.3f);
      list.AddLine({c.x - r, c.y + r}, {c.x + r, c.y - r}, wrong, line * 1.3f);
      break;
    case RulerMark::kWindowClose:
      for (float y = c.y - r; y < c.y + r; y += r * 0.8f)
        list.AddLine({c.x, y}, {c.x, y + r * 0.45f}, theme.muted, std::max(1.0f, line * 0.6f));
      break;
    case RulerMark::kFork:
      list.AddLine({c.x, c.y + r}, {c.x, c.y}, theme.accent, line);
      list.AddLine({c.x, c.y}, {c.x - r * 0.8f, c.y - r}, theme.accent, line);
      list.AddLine({c.x, c.y}, {c.x + r * 0.8f, c.y - r}, theme.accent, line);
      break;
  }
}

void draw_time_ruler(PanelContext& context, float width) {
  const Theme& theme = context.theme;
  const WorkbenchView& view = context.view;
  const float height = ImGui::GetFrameHeight();
  width = std::max(width, theme.px(60));
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const ImVec2 max = {min.x + width, min.y + height};
  ImGui::InvisibleButton("ruler", {width, height});
  const bool is_hovered = ImGui::IsItemHovered();
  const bool is_active = ImGui::IsItemActive();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const std::int64_t end_ns = std::max<std::int64_t>({view.duration.ns, view.furthest.ns, 1});
  const auto x_of = [&](std::int64_t ns) {
    const double share = static_cast<double>(ns) / static_cast<double>(end_ns);
    return min.x + static_cast<float>(std::clamp(share, 0.0, 1.0)) * width;
  };
  const auto time_at = [&](float x) {
    const double share = std::clamp((x - min.x) / width, 0.0f, 1.0f);
    return VirtualTime{static_cast<std::int64_t>(share * static_cast<double>(end_ns))};
  };
  const float middle = (min.y + max.y) * 0.5f;
  const float thick = theme.px(3);
  const auto bar = [&](std::int64_t from, std::int64_t to, ImU32 colour) {
    list.AddRectFilled({x_of(from), middle - thick}, {x_of(to), middle + thick}, colour, thick);
  };
  bar(0, end_ns, theme.idle);
  bar(0, view.furthest.ns, with_alpha(theme.accent, 0.35f));
  bar(0, view.now.ns, theme.accent);
  if (end_ns > view.duration.ns && view.duration.ns > 0) {
    const float x = x_of(view.duration.ns);
    list.AddLine({x, min.y + 2}, {x, max.y - 2}, theme.foreground, theme.px(1));
  }
  for (const VirtualTime at : window_closes(view)) {
    draw_ruler_mark(list, RulerMark::kWindowClose, {x_of(at.ns), middle}, height * 0.32f, theme);
  }
  const auto seconds_x = [&](double s) { return x_of(static_cast<std::int64_t>(s * 1e9)); };
  list.AddRect({seconds_x(context.time.begin_s), min.y + 1},
               {seconds_x(context.time.end_s), max.y - 1}, with_alpha(theme.foreground, 0.35f),
               theme.px(2));
  if (view.loop.has_value()) {
    const ImVec2 a = {x_of(view.loop->begin.ns), min.y + 1};
    const ImVec2 b = {x_of(view.loop->end.ns), max.y - 1};
    list.AddRectFilled(a, b, with_alpha(theme.accent, 0.22f));
    list.AddLine(a, {a.x, b.y}, theme.accent, theme.px(2));
    list.AddLine({b.x, a.y}, b, theme.accent, theme.px(2));
  }
  const float mouse_x = ImGui::GetIO().MousePos.x;
  std::string under_mouse;
  std::optional<VirtualTime> marked;  // a click goes to exactly there
  const float r = std::min(theme.px(5), height * 0.25f);
  for (const PlacedMark& mark : marks_of(view)) {
    const float x = std::clamp(x_of(mark.at.ns), min.x + r, max.x - r);
    const bool is_high = mark.kind == RulerMark::kIncident || mark.kind == RulerMark::kFork;
    draw_ruler_mark(list, mark.kind, {x, is_high ? min.y + r + 1 : middle}, r, theme);
    if (!is_hovered || std::abs(mouse_x - x) > r + theme.px(2)) continue;
    marked = mark.at;
    under_mouse +=
        fmt::format("{}{}  {}", under_mouse.empty() ? "" : "\n", clock_text(mark.at.ns), mark.text);
  }
  const float wanted_x = x_of(view.wanted.ns);
  if (view.is_catching_up)
    list.AddCircle({wanted_x, middle}, theme.px(7), theme.foreground, 0, theme.px(1.5f));
  list.AddCircleFilled({x_of(view.now.ns), middle}, theme.px(view.is_catching_up ? 4 : 7),
                       theme.foreground);
  if (is_active && view.scenario != nullptr) {
    const float began_x = ImGui::GetIO().MouseClickedPos[0].x;
    if (ImGui::GetIO().KeyShift) {
      const VirtualTime a = time_at(std::min(began_x, mouse_x));
      const VirtualTime b = time_at(std::max(began_x, mouse_x));
      if (std::abs(mouse_x - began_x) > theme.px(4))
        context.commands.add(LoopCommand{TimeSpan{a, b}});
    } else if (ImGui::IsItemActivated() && marked.has_value()) {
      context.commands.add(SeekCommand{*marked});
    } else if (ImGui::IsItemActivated() || ImGui::GetIO().MouseDelta.x != 0.0f) {
      // Where the mouse rests, the runs catch up instead of jumping again.
      context.commands.add(SeekCommand{time_at(mouse_x)});
    }
  }
  if (is_hovered && !is_active) {
    const std::string at = clock_text(time_at(mouse_x).ns);
    hover_text((at + "\n" + (under_mouse.empty() ? help_text() : under_mouse)).c_str());
  }
}

}  // namespace millrace
