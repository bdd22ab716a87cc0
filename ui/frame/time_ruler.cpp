// ui/frame/time_ruler.cpp — draws the markers of the selected run, and finds the one under the mouse.
#include "ui/frame/time_ruler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "ui/draw/number_text.hpp"
#include "ui/panels/window_ends.hpp"

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

/// When windows of the selected run close, over the whole scenario.
std::vector<VirtualTime> window_closes(const WorkbenchView& view) {
  std::vector<VirtualTime> closes;
  const RunView* run = view.selected_run();
  if (run == nullptr) return closes;
  const double duration_s = static_cast<double>(view.duration.ns) * 1e-9;
  for (const double at : window_ends(view.scenario, *run, 0.0, duration_s, kTicksMax))
    closes.push_back({std::llround(at * 1e9)});
  return closes;
}

std::string help_text(const WorkbenchView& view) {
  return fmt::format(
      "Drag: go to any instant, back and forth. Shift+drag: the stretch to loop. Frame: what the "
      "charts show. Pale: reached before.\nGoing back: key frames take {} of {}, one every {}.",
      size_text(view.history.bytes), size_text(view.history.bytes_max),
      length_text(view.history.every_ns));
}

/// Where the strip is, and what time a place of it stands for.
struct Ruler {
  ImVec2 min;
  ImVec2 size;
  std::int64_t end_ns = 1;

  float max_x() const { return min.x + size.x; }
  float max_y() const { return min.y + size.y; }
  float middle() const { return min.y + size.y * 0.5f; }
  float x_of(std::int64_t ns) const {
    const double share = static_cast<double>(ns) / static_cast<double>(end_ns);
    return min.x + static_cast<float>(std::clamp(share, 0.0, 1.0)) * size.x;
  }
  VirtualTime time_at(float x) const {
    const double share = std::clamp((x - min.x) / size.x, 0.0f, 1.0f);
    return {static_cast<std::int64_t>(share * static_cast<double>(end_ns))};
  }
};

/// What was reached, where windows end, what the charts show, what is looped.
void draw_stretches(ImDrawList& list, const Ruler& ruler, const PanelContext& context) {
  const Theme& theme = context.theme;
  const WorkbenchView& view = context.view;
  const float thick = theme.px(3);
  const float middle = ruler.middle();
  const auto bar = [&](std::int64_t from, std::int64_t to, ImU32 colour) {
    list.AddRectFilled({ruler.x_of(from), middle - thick}, {ruler.x_of(to), middle + thick}, colour,
                       thick);
  };
  bar(0, ruler.end_ns, theme.idle);
  bar(0, view.furthest.ns, with_alpha(theme.accent, 0.35f));
  bar(0, view.now.ns, theme.accent);
  if (ruler.end_ns > view.duration.ns && view.duration.ns > 0) {
    const float x = ruler.x_of(view.duration.ns);
    list.AddLine({x, ruler.min.y + 2}, {x, ruler.max_y() - 2}, theme.foreground, theme.px(1));
  }
  for (const VirtualTime at : window_closes(view)) {
    draw_ruler_mark(list, RulerMark::kWindowClose, {ruler.x_of(at.ns), middle},
                    std::min(ruler.size.y * 0.32f, theme.px(9)), theme);
  }
  const auto seconds_x = [&](double s) { return ruler.x_of(static_cast<std::int64_t>(s * 1e9)); };
  list.AddRect({seconds_x(context.time.begin_s), ruler.min.y + 1},
               {seconds_x(context.time.end_s), ruler.max_y() - 1},
               with_alpha(theme.foreground, 0.35f), theme.px(2));
  if (!view.loop.has_value()) return;
  const ImVec2 a = {ruler.x_of(view.loop->begin.ns), ruler.min.y + 1};
  const ImVec2 b = {ruler.x_of(view.loop->end.ns), ruler.max_y() - 1};
  list.AddRectFilled(a, b, with_alpha(theme.accent, 0.22f));
  list.AddLine(a, {a.x, b.y}, theme.accent, theme.px(2));
  list.AddLine({b.x, a.y}, b, theme.accent, theme.px(2));
}

/// A dot; while a seek is under way a small one, and a ring where it goes.
void draw_present(ImDrawList& list, const Ruler& ruler, const PanelContext& context) {
  const Theme& theme = context.theme;
  const WorkbenchView& view = context.view;
  const float middle = ruler.middle();
  if (view.is_catching_up) {
    list.AddCircle({ruler.x_of(view.wanted.ns), middle}, theme.px(7), theme.foreground, 0,
                   theme.px(1.5f));
  }
  list.AddCircleFilled({ruler.x_of(view.now.ns), middle}, theme.px(view.is_catching_up ? 4 : 7),
                       theme.foreground);
}

void drag(PanelContext& context, const Ruler& ruler, bool is_pressed,
          std::optional<VirtualTime> marked) {
  const ImGuiIO& io = ImGui::GetIO();
  const float mouse_x = io.MousePos.x;
  const float began_x = io.MouseClickedPos[0].x;
  if (io.KeyShift) {
    if (std::abs(mouse_x - began_x) <= context.theme.px(4)) return;
    const VirtualTime begin = ruler.time_at(std::min(began_x, mouse_x));
    const VirtualTime end = ruler.time_at(std::max(began_x, mouse_x));
    context.commands.add(LoopCommand{TimeSpan{begin, end}});
  } else if (is_pressed && marked.has_value()) {
    context.commands.add(SeekCommand{*marked});
  } else if (is_pressed || io.MouseDelta.x != 0.0f) {
    // Where the mouse rests, the runs catch up instead of jumping again.
    context.commands.add(SeekCommand{ruler.time_at(mouse_x)});
  }
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
  Ruler ruler;
  ruler.min = ImGui::GetCursorScreenPos();
  ruler.size = {std::max(width, theme.px(60)), ImGui::GetFrameHeight()};
  ruler.end_ns = std::max<std::int64_t>({view.duration.ns, view.furthest.ns, 1});
  ImGui::InvisibleButton("ruler", ruler.size);
  const bool is_hovered = ImGui::IsItemHovered();
  const bool is_active = ImGui::IsItemActive();
  const bool is_pressed = ImGui::IsItemActivated();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_stretches(list, ruler, context);
  const float mouse_x = ImGui::GetIO().MousePos.x;
  std::string under_mouse;
  std::optional<VirtualTime> marked;  // a click goes to exactly there
  const float r = std::min(theme.px(5), ruler.size.y * 0.25f);
  for (const PlacedMark& mark : marks_of(view)) {
    const float x = std::clamp(ruler.x_of(mark.at.ns), ruler.min.x + r, ruler.max_x() - r);
    const bool is_high = mark.kind == RulerMark::kIncident || mark.kind == RulerMark::kFork;
    draw_ruler_mark(list, mark.kind, {x, is_high ? ruler.min.y + r + 1 : ruler.middle()}, r, theme);
    if (!is_hovered || std::abs(mouse_x - x) > r + theme.px(2)) continue;
    marked = mark.at;
    under_mouse +=
        fmt::format("{}{}  {}", under_mouse.empty() ? "" : "\n", clock_text(mark.at.ns), mark.text);
  }
  draw_present(list, ruler, context);
  if (is_active && view.scenario != nullptr) drag(context, ruler, is_pressed, marked);
  if (is_hovered && !is_active) {
    const std::string at = clock_text(ruler.time_at(mouse_x).ns);
    hover_text((at + "\n" + (under_mouse.empty() ? help_text(view) : under_mouse)).c_str());
  }
}

}  // namespace millrace
