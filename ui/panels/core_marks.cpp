// ui/panels/core_marks.cpp — shapes at the edges of a chart.
#include "ui/panels/core_marks.hpp"

#include <algorithm>
#include <cmath>

#include "ui/draw/legend.hpp"
#include "ui/draw/line_chart.hpp"
#include "ui/draw/number_text.hpp"
#include "ui/panels/glossary.hpp"
#include "ui/panels/signs.hpp"
#include "ui/panels/window_ends.hpp"

namespace millrace {
namespace {

constexpr std::size_t kClosesMax = 200;

double seconds(std::int64_t ns) {
  return static_cast<double>(ns) * 1e-9;
}

void draw_closings(const Plot& plot, const PanelContext& context, const RunView& run) {
  for (const double at :
       window_ends(context.view.scenario, run, plot.time->begin_s, plot.time->end_s, kClosesMax)) {
    const float x = plot.x(at);
    // Light on dark: cells are dark where little is done, in both themes.
    const float top = plot.max.y - context.theme.px(9);
    const bool is_over_cells = at <= seconds(context.view.now.ns);
    if (is_over_cells)
      plot.list->AddLine({x, top}, {x, plot.max.y}, 0xff000000u, context.theme.px(3.5f));
    plot.list->AddLine({x, top}, {x, plot.max.y}, is_over_cells ? 0xffffffffu : context.theme.muted,
                       context.theme.px(1.5f));
  }
}

/// Where this strategy, or a fork of it, went another way.
std::vector<VirtualTime> forks_of(const PanelContext& context, const RunView& run) {
  std::vector<VirtualTime> forks;
  if (run.forked_from.has_value()) forks.push_back(run.forked_at);
  for (const RunView& other : context.view.runs) {
    if (other.forked_from == context.selection.run) forks.push_back(other.forked_at);
  }
  return forks;
}

void draw_events(const Plot& plot, const PanelContext& context, const RunView& run) {
  if (run.events == nullptr) return;
  const Theme& theme = context.theme;
  float free_from = -1e9f;
  for (const TimelineEvent& event : *run.events) {
    const float x = plot.x(seconds(event.at.ns));
    // Hundreds of refusals are one triangle after the other, not a bar.
    if (x < free_from) continue;
    free_from = x + theme.px(11);
    draw_marker(*plot.list, Marker::kTriangle, {x, plot.min.y + theme.px(6)}, theme.px(5),
                theme.warning);
  }
}

/// A sign on a plate, so that it is seen over any cell.
void draw_plate(const Plot& plot, float x, float y, const Theme& theme, ImU32 colour,
                DrawSign draw) {
  const float half = theme.px(8);
  x = std::clamp(x, plot.min.x + half, std::max(plot.min.x + half, plot.max.x - half));
  plot.list->AddRectFilled({x - half, y - half}, {x + half, y + half}, theme.window, theme.px(2));
  draw(*plot.list, {x, y}, theme.px(6), colour);
}

/// The first split group: dashed, with scissors; the first wrong result: from edge to edge, with a flag that stays.
void draw_firsts(const Plot& plot, const PanelContext& context, const RunView& run) {
  const Theme& theme = context.theme;
  const ImU32 colour = theme.outcome(OutcomeKind::kInvalid).colour;
  if (run.first_split_at.has_value()) {
    const float x = plot.x(seconds(run.first_split_at->ns));
    for (float y = plot.min.y; y < plot.max.y; y += theme.px(8))
      plot.list->AddLine({x, y}, {x, std::min(y + theme.px(4), plot.max.y)}, colour,
                         theme.px(1.5f));
    draw_plate(plot, x, plot.max.y - theme.px(9), theme, colour, draw_scissors);
  }
  if (!run.first_wrong_at.has_value()) return;
  const float x = plot.x(seconds(run.first_wrong_at->ns));
  plot.list->AddLine({x, plot.min.y}, {x, plot.max.y}, colour, theme.px(2));
  const float height = ImGui::GetFontSize() + theme.px(2);
  plot.list->AddRectFilled({x, plot.min.y}, {x + theme.px(15), plot.min.y + height}, colour);
  plot.list->AddText({x + theme.px(2), plot.min.y + theme.px(1)},
                     theme.is_dark ? theme.window : theme.panel, "\xe2\x9c\x97");
}

}  // namespace

void draw_core_marks(const Plot& plot, const PanelContext& context, const RunView& run) {
  const Theme& theme = context.theme;
  draw_closings(plot, context, run);
  draw_events(plot, context, run);
  for (const VirtualTime mark : context.view.marks) {
    const float x = plot.x(seconds(mark.ns));
    plot.list->AddLine({x, plot.min.y}, {x, plot.max.y}, with_alpha(theme.accent, 0.8f),
                       theme.px(1));
    draw_plate(plot, x, plot.min.y + theme.px(8), theme, theme.accent,
               [](ImDrawList& list, ImVec2 centre, float radius, ImU32 colour) {
                 draw_marker(list, Marker::kDiamond, centre, radius, colour);
               });
  }
  for (const VirtualTime fork : forks_of(context, run)) {
    const float x = plot.x(seconds(fork.ns));
    plot.list->AddLine({x, plot.min.y}, {x, plot.max.y}, with_alpha(theme.foreground, 0.8f),
                       theme.px(1));
    draw_plate(plot, x, plot.min.y + theme.px(8), theme, theme.foreground, draw_fork);
  }
  draw_firsts(plot, context, run);
}

void draw_core_mark_legend(const PanelContext& context, const RunView& run) {
  const Theme& theme = context.theme;
  const float gap = theme.px(10);
  const ImU32 wrong = theme.outcome(OutcomeKind::kInvalid).colour;
  const auto note = [&](const char* label, Sample sample, ImU32 colour, const char* help) {
    flow(legend_width(label, theme), gap);
    legend_note(label, sample, colour, help, theme);
  };
  const auto sign = [&](DrawSign draw, const char* label, ImU32 colour, const char* help) {
    flow(sign_note_width(label), gap);
    sign_note(draw, label, colour, help, theme);
  };
  note("window closes", Sample::kTick, theme.foreground, meaning_of("window"));
  if (run.events != nullptr && !run.events->empty())
    note("event", Sample::kTriangle, theme.warning,
         "Something happened on the timeline: hover a triangle");
  if (!context.view.marks.empty())
    sign([](ImDrawList& list, ImVec2 centre, float radius,
            ImU32 colour) { draw_marker(list, Marker::kDiamond, centre, radius, colour); },
         "mark", theme.accent, "Marks of yours: playing stops there (B)");
  if (!forks_of(context, run).empty())
    sign(draw_fork, "fork", theme.foreground, "From here on a second version goes another way");
  if (run.first_split_at.has_value())
    sign(draw_scissors, "first split", wrong, meaning_of("split groups"));
  if (run.first_wrong_at.has_value())
    note("\xe2\x9c\x97 first wrong result", Sample::kTick, wrong,
         "The first result that one worker alone would not give");
}

std::string core_mark_text(const Plot& plot, const PanelContext& context, const RunView& run,
                           ImVec2 mouse) {
  const float reach = context.theme.px(8);
  const float top = plot.min.y + context.theme.px(17);
  const auto is_near = [&](VirtualTime at) {
    return std::fabs(plot.x(seconds(at.ns)) - mouse.x) <= reach;
  };
  const auto text = [](VirtualTime at, const std::string& words) {
    return clock_text(at.ns) + "  " + words;
  };
  if (run.first_split_at.has_value() && mouse.y > plot.max.y - context.theme.px(18) &&
      is_near(*run.first_split_at))
    return text(*run.first_split_at, "the first group is split");
  if (mouse.y > top) return {};
  if (run.first_wrong_at.has_value() && is_near(*run.first_wrong_at))
    return text(*run.first_wrong_at, "the first wrong result is written");
  for (const VirtualTime mark : context.view.marks) {
    if (is_near(mark)) return text(mark, "a mark of yours: playing stops here");
  }
  for (const VirtualTime fork : forks_of(context, run)) {
    if (is_near(fork)) return text(fork, "a fork goes another way from here on");
  }
  if (run.events == nullptr) return {};
  for (const TimelineEvent& event : *run.events) {
    if (is_near(event.at)) return text(event.at, event.text);
  }
  return {};
}

}  // namespace millrace
