// ui/frame/time_bar.cpp — transport, clock, ruler, speed, and what stands beside them.
#include "ui/frame/time_bar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/draw/number_text.hpp"
#include "ui/draw/text_field.hpp"
#include "ui/draw/touch.hpp"
#include "ui/frame/speed_slider.hpp"
#include "ui/frame/time_chips.hpp"
#include "ui/frame/time_ruler.hpp"
#include "ui/session/time_text.hpp"

namespace millrace {
namespace {

constexpr float kWideEnough = 1'120.0f;  // at scale 1: room for everything in one row

/// A button with a drawn sign instead of letters: fonts lack some of them.
enum class Sign : std::uint8_t { kStart, kBack, kPlay, kPause, kForth, kEnd };

bool sign_button(const char* id, Sign sign, const char* help, const Theme& theme) {
  const float size = ImGui::GetFrameHeight();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool is_clicked = ImGui::Button(id, {size * 1.3f, size});
  hover_text(help);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 c = {at.x + size * 0.65f, at.y + size * 0.5f};
  const float r = std::min(size * 0.24f, theme.px(7));
  const ImU32 colour = theme.foreground;
  const auto triangle = [&](float x, float direction) {
    list.AddTriangleFilled({x + r * direction, c.y}, {x - r * 0.7f * direction, c.y - r},
                           {x - r * 0.7f * direction, c.y + r}, colour);
  };
  const auto bar = [&](float x) {
    list.AddRectFilled({x - r * 0.2f, c.y - r}, {x + r * 0.2f, c.y + r}, colour);
  };
  switch (sign) {
    case Sign::kStart:
      bar(c.x - r);
      triangle(c.x + r * 0.3f, -1.0f);
      break;
    case Sign::kBack:
      triangle(c.x, -1.0f);
      bar(c.x + r * 1.2f);
      break;
    case Sign::kPlay:
      triangle(c.x, 1.0f);
      break;
    case Sign::kPause:
      bar(c.x - r * 0.5f);
      bar(c.x + r * 0.5f);
      break;
    case Sign::kForth:
      triangle(c.x, 1.0f);
      bar(c.x - r * 1.2f);
      break;
    case Sign::kEnd:
      bar(c.x + r);
      triangle(c.x - r * 0.3f, 1.0f);
      break;
  }
  return is_clicked;
}

/// A square button with the sign of a marker, lit while it is on.
bool mark_button(const char* id, RulerMark mark, bool is_on, const char* help, const Theme& theme) {
  const float size = ImGui::GetFrameHeight();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (is_on)
    ImGui::PushStyleColor(ImGuiCol_Button, ImGui::GetStyleColorVec4(ImGuiCol_HeaderActive));
  const bool is_clicked = ImGui::Button(id, {size * 1.1f, size});
  if (is_on) ImGui::PopStyleColor();
  hover_text(help);
  draw_ruler_mark(*ImGui::GetWindowDrawList(), mark, {at.x + size * 0.55f, at.y + size * 0.5f},
                  std::min(size * 0.24f, theme.px(7)), theme);
  return is_clicked;
}

struct UnitChoice {
  StepUnit unit;
  const char* title;
  const char* help;
};
constexpr UnitChoice kUnits[] = {
    {StepUnit::kSecond, "1 s", "A second; a tenth of runs that are shorter than ten"},
    {StepUnit::kWindow, "window", "The next results of the strategy that is selected"},
    {StepUnit::kRecord, "batch", "The next batch that the selected strategy takes from the topic"},
    {StepUnit::kEvent, "event", "The next thing that happens in any strategy"},
};

void draw_unit(TimeBarState& state, const Theme& theme) {
  const UnitChoice* chosen = &kUnits[0];
  for (const UnitChoice& unit : kUnits) {
    if (unit.unit == state.unit) chosen = &unit;
  }
  ImGui::SetNextItemWidth(theme.px(84));
  if (ImGui::BeginCombo("##unit", chosen->title)) {
    for (const UnitChoice& unit : kUnits) {
      if (choice_row(unit.title, unit.unit == state.unit, theme)) state.unit = unit.unit;
      hover_text(unit.help);
    }
    ImGui::EndCombo();
  }
  hover_text(
      "What the two step buttons go by, and the keys: left and right, or , and . (with Shift the "
      "arrows go by windows)");
}

void draw_transport(PanelContext& context, TimeBarState& state, bool is_narrow) {
  const Theme& theme = context.theme;
  const float gap = theme.px(3);
  if (!is_narrow) {
    if (sign_button("##start", Sign::kStart, "to the start (Home)", theme))
      context.commands.add(SeekCommand{{0}});
    ImGui::SameLine(0, gap);
  }
  if (sign_button("##back", Sign::kBack, "a step back (Left)", theme))
    context.commands.add(StepCommand{state.unit, -1});
  ImGui::SameLine(0, gap);
  const bool is_playing = context.view.is_playing;
  if (sign_button("##play", is_playing ? Sign::kPause : Sign::kPlay, "play or pause (Space)",
                  theme)) {
    if (is_playing) {
      context.commands.add(PauseCommand{});
    } else {
      context.commands.add(PlayCommand{});
    }
  }
  ImGui::SameLine(0, gap);
  if (sign_button("##forth", Sign::kForth, "a step on (Right)", theme))
    context.commands.add(StepCommand{state.unit, 1});
  if (is_narrow) return;
  ImGui::SameLine(0, gap);
  if (sign_button("##end", Sign::kEnd, "to the end of all runs: backlogs drained, verdicts (End)",
                  theme))
    context.commands.add(SeekCommand{kEndOfRuns});
}

/// The clock is a field: what is typed is where the time goes.
void draw_clock(PanelContext& context, TimeBarState& state) {
  const Theme& theme = context.theme;
  const WorkbenchView& view = context.view;
  if (!state.is_editing_clock) state.clock = clock_text(view.now.ns);
  if (theme.mono != nullptr) ImGui::PushFont(theme.mono);
  const bool is_wrong = !state.clock_problem.empty();
  if (is_wrong) {
    ImGui::PushStyleColor(ImGuiCol_Border, theme.outcome(OutcomeKind::kInvalid).colour);
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, theme.px(2));
  }
  ImGui::SetNextItemWidth(ImGui::CalcTextSize("00:00:00.000").x + theme.px(14));
  const bool is_entered =
      text_field("##clock", "1:23.4", state.clock,
                 ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  const bool is_active = ImGui::IsItemActive();
  if (is_wrong) {
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
  }
  if (theme.mono != nullptr) ImGui::PopFont();
  if (is_entered) {
    const Result<VirtualTime> to = read_time(state.clock, view.now, view.duration);
    state.clock_problem = to.has_value() ? "" : to.error().message;
    if (to.has_value()) context.commands.add(SeekCommand{to.value()});
  } else if (is_active && !state.is_editing_clock) {
    state.clock_problem.clear();
  }
  state.is_editing_clock = is_active || !state.clock_problem.empty();
  if (is_wrong) {
    ImGui::SetTooltip("%s", state.clock_problem.c_str());
    if (ImGui::IsMouseClicked(0) || ImGui::IsKeyPressed(ImGuiKey_Escape, false))
      state.clock_problem.clear();
  } else {
    hover_text("Virtual time. Type where to go: 1:23.4, 12.5s, +10s, -2s, 80 %, end (G)");
  }
  ImGui::SameLine(0, theme.px(4));
  ImGui::AlignTextToFramePadding();
  number(theme, duration_text(view).c_str());
  hover_text("The scenario's duration; runs that fell behind go on until they have drained");
}

void draw_live(ActionContext& context) {
  const Theme& theme = context.panel.theme;
  const WorkbenchView& view = context.panel.view;
  const bool is_live =
      view.is_playing && context.panel.time.is_following && view.now >= view.furthest;
  if (is_live)
    ImGui::PushStyleColor(ImGuiCol_Button, ImGui::GetStyleColorVec4(ImGuiCol_HeaderActive));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (ImGui::Button("    LIVE")) go_live(context);
  const ImVec2 dot = {at.x + ImGui::GetStyle().FramePadding.x + theme.px(4),
                      at.y + ImGui::GetFrameHeight() * 0.5f};
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (is_live) {
    list.AddCircleFilled(dot, theme.px(4), theme.foreground);
    ImGui::PopStyleColor();
  } else {
    list.AddCircle(dot, theme.px(4), theme.muted, 0, theme.px(1.5f));
  }
  hover_text("Playing at the latest instant, and the charts follow (L)");
}

const char* measure_title(const WorkbenchView& view) {
  return view.is_measured ? "\xe2\x97\x8f measured" : "measure";
}

void draw_measure(ActionContext& context) {
  const WorkbenchView& view = context.panel.view;
  if (!view.can_measure) return;
  ImGui::SameLine(0, context.panel.theme.px(3));
  const bool is_on = view.is_measured;
  if (is_on)
    ImGui::PushStyleColor(ImGuiCol_Button, ImGui::GetStyleColorVec4(ImGuiCol_HeaderActive));
  if (ImGui::Button(measure_title(view))) toggle_measuring(context);
  if (is_on) ImGui::PopStyleColor();
  hover_text(is_on ? "What you see really runs: threads on this machine, time on the wall. Click: "
                     "back to the simulations (Shift+M)"
                   : "Run the selected strategy for real, with threads on this machine, at the "
                     "speed beside; the same panels show what is measured (Shift+M)");
}

void draw_extras(ActionContext& context) {
  const Theme& theme = context.panel.theme;
  const WorkbenchView& view = context.panel.view;
  draw_live(context);
  ImGui::SameLine(0, theme.px(3));
  const bool loops = view.loop.has_value();
  if (loops)
    ImGui::PushStyleColor(ImGuiCol_Button, ImGui::GetStyleColorVec4(ImGuiCol_HeaderActive));
  if (ImGui::Button("loop")) toggle_loop(context);
  if (loops) ImGui::PopStyleColor();
  const std::string help =
      loops ? fmt::format("Playing {} to {} again and again; click: to the end (O)",
                          clock_text(view.loop->begin.ns), clock_text(view.loop->end.ns))
            : std::string(
                  "Play what the charts show again and again (O). Or Shift+drag on the "
                  "ruler; I and Shift+I: from here, to here");
  hover_text(help.c_str());
  ImGui::SameLine(0, theme.px(3));
  const bool has_stops =
      !view.marks.empty() || std::any_of(view.breaks.begin(), view.breaks.end(),
                                         [](const BreakView& each) { return each.is_on; });
  if (mark_button("##stops", RulerMark::kBreakpoint, has_stops,
                  "Conditions that stop the time (Shift+B); B: a mark here", theme))
    context.wishes.popup = "stops";
  ImGui::SameLine(0, theme.px(3));
  const bool has_forks = std::any_of(view.runs.begin(), view.runs.end(),
                                     [](const RunView& run) { return !run.fork_text.empty(); });
  if (mark_button("##fork", RulerMark::kFork, has_forks,
                  "Fork: the same up to now, something different from now on (K)", theme))
    context.wishes.popup = "fork";
  draw_measure(context);
}

float extras_width(const WorkbenchView& view, const Theme& theme) {
  const ImGuiStyle& style = ImGui::GetStyle();
  const float measure = view.can_measure ? ImGui::CalcTextSize(measure_title(view)).x +
                                               style.FramePadding.x * 2 + theme.px(3)
                                         : 0.0f;
  return measure + ImGui::CalcTextSize("    LIVE").x + ImGui::CalcTextSize("loop").x +
         style.FramePadding.x * 4 + ImGui::GetFrameHeight() * 2.2f + theme.px(9);
}

}  // namespace

std::string duration_text(const WorkbenchView& view) {
  const std::string text = "/ " + clock_text(view.duration.ns);
  if (view.is_measured || view.now < view.duration || view.duration.ns == 0) return text;
  return text + (view.is_finished ? " + drained" : " + draining");
}

void begin_loop_here(ActionContext& context) {
  const WorkbenchView& view = context.panel.view;
  const VirtualTime end =
      view.loop.has_value() && view.loop->end > view.now ? view.loop->end : view.duration;
  context.panel.commands.add(LoopCommand{TimeSpan{view.now, end}});
}

void end_loop_here(ActionContext& context) {
  const WorkbenchView& view = context.panel.view;
  const VirtualTime begin =
      view.loop.has_value() && view.loop->begin < view.now ? view.loop->begin : VirtualTime{0};
  context.panel.commands.add(LoopCommand{TimeSpan{begin, view.now}});
}

void toggle_loop(ActionContext& context) {
  const WorkbenchView& view = context.panel.view;
  if (view.loop.has_value()) {
    context.panel.commands.add(LoopCommand{std::nullopt});
    return;
  }
  const TimeAxis& time = context.panel.time;
  const auto at = [](double seconds) {
    return VirtualTime{static_cast<std::int64_t>(seconds * 1e9)};
  };
  context.panel.commands.add(LoopCommand{TimeSpan{at(time.begin_s), at(time.end_s)}});
}

void toggle_measuring(ActionContext& context) {
  context.panel.commands.add(MeasureCommand{!context.panel.view.is_measured});
  context.panel.time.is_following = true;
}

void go_live(ActionContext& context) {
  const WorkbenchView& view = context.panel.view;
  context.panel.time.is_following = true;
  if (view.now < view.furthest) context.panel.commands.add(SeekCommand{view.furthest});
  if (!view.is_playing && !view.is_finished) context.panel.commands.add(PlayCommand{});
}

void draw_time_bar(ActionContext& context, TimeBarState& state, bool is_narrow) {
  PanelContext& panel = context.panel;
  const Theme& theme = panel.theme;
  const bool is_wide = !is_narrow && ImGui::GetContentRegionAvail().x > theme.px(kWideEnough);
  draw_transport(panel, state, is_narrow);
  ImGui::SameLine(0, theme.px(6));
  if (!is_narrow) {
    if (is_wide) {
      draw_unit(state, theme);
      ImGui::SameLine(0, theme.px(8));
    }
    draw_clock(panel, state);
    ImGui::SameLine(0, theme.px(8));
  }
  const float chips =
      history_chip_width(panel, is_wide) + (is_wide ? fork_chips_width(panel) : 0.0f);
  const float more = ImGui::GetFrameHeight() * 1.1f;
  const float right =
      is_wide ? speed_slider_width(theme) + theme.px(14) + extras_width(panel.view, theme)
              : more + theme.px(6);
  draw_time_ruler(panel, ImGui::GetContentRegionAvail().x - right - chips - theme.px(4));
  draw_history_chip(panel, is_wide);
  if (is_wide) draw_fork_chips(context);
  ImGui::SameLine(0, theme.px(6));
  if (is_wide) {
    draw_speed_slider(panel);
    ImGui::SameLine(0, theme.px(6));
    draw_extras(context);
    return;
  }
  if (ImGui::Button("\xe2\x80\xa6", {more, 0})) context.wishes.popup = "time";
  hover_text("Clock, speed, loop, conditions, forks");
}

void draw_time_popups(ActionContext& context, TimeBarState& state) {
  const Theme& theme = context.panel.theme;
  draw_stops_popup(context, state);
  draw_fork_popup(context, state);
  draw_go_to_popup(context, state);
  if (ImGui::IsPopupOpen("time")) {
    const ImGuiViewport* viewport = ImGui::GetMainViewport();
    ImGui::SetNextWindowPos(
        {viewport->WorkPos.x + viewport->WorkSize.x - theme.px(6),
         viewport->WorkPos.y + viewport->WorkSize.y - ImGui::GetFrameHeight() - theme.px(16)},
        ImGuiCond_Always, {1.0f, 1.0f});
  }
  if (!ImGui::BeginPopup("time")) return;
  draw_clock(context.panel, state);
  draw_unit(state, theme);
  ImGui::SameLine();
  draw_speed_slider(context.panel);
  draw_extras(context);
  const ImVec2 size = {theme.px(150), 0};
  if (ImGui::Button("to the start", size)) context.panel.commands.add(SeekCommand{{0}});
  if (ImGui::Button("to the end", size)) context.panel.commands.add(SeekCommand{kEndOfRuns});
  ImGui::EndPopup();
}

}  // namespace millrace
