// ui/frame/time_bar.cpp — transport, clock, ruler with markers, speed.
#include "ui/frame/time_bar.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ui/draw/line_chart.hpp"
#include "ui/draw/number_text.hpp"

namespace millrace {
namespace {

/// A button with a drawn sign instead of letters: fonts lack some of them.
enum class Sign : std::uint8_t { kStart, kBack, kPlay, kPause, kForth, kEnd };

bool sign_button(const char* id, Sign sign, const char* help, const Theme& theme) {
  const float size = ImGui::GetFrameHeight();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool is_clicked = ImGui::Button(id, {size * 1.3f, size});
  hover_text(help);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 c = {at.x + size * 0.65f, at.y + size * 0.5f};
  const float r = size * 0.24f;
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
      bar(c.x + r * 1.3f);
      break;
    case Sign::kEnd:
      bar(c.x + r);
      triangle(c.x - r * 0.3f, 1.0f);
      break;
  }
  return is_clicked;
}

double end_of_runs(const WorkbenchView& view) {
  std::int64_t end = std::max(view.duration.ns, view.now.ns);
  return static_cast<double>(std::max<std::int64_t>(end, 1)) * 1e-9;
}

void draw_ruler(PanelContext& context, float width) {
  const Theme& theme = context.theme;
  const WorkbenchView& view = context.view;
  const float height = ImGui::GetFrameHeight();
  const ImVec2 min = ImGui::GetCursorScreenPos();
  const ImVec2 max = {min.x + width, min.y + height};
  ImGui::InvisibleButton("ruler", {std::max(width, 16.0f), height});
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const double all = end_of_runs(view);
  const auto x_of = [&](double seconds) {
    return min.x + static_cast<float>(seconds / all) * width;
  };
  const float middle = (min.y + max.y) * 0.5f;
  list.AddRectFilled({min.x, middle - theme.px(3)}, {max.x, middle + theme.px(3)}, theme.idle,
                     theme.px(3));
  const float now_x = x_of(static_cast<double>(view.now.ns) * 1e-9);
  list.AddRectFilled({min.x, middle - theme.px(3)}, {now_x, middle + theme.px(3)}, theme.accent,
                     theme.px(3));
  list.AddRect({x_of(context.time.begin_s), min.y + 1},
               {x_of(std::min(context.time.end_s, all)), max.y - 1},
               with_alpha(theme.foreground, 0.35f), theme.px(2));
  const RunView* run = view.selected_run();
  if (run != nullptr && run->events != nullptr) {
    for (const TimelineEvent& event : *run->events) {
      const float x = x_of(static_cast<double>(event.at.ns) * 1e-9);
      draw_marker(list, Marker::kTriangle, {x, min.y + theme.px(5)}, theme.px(4), theme.warning);
    }
  }
  if (run != nullptr && run->first_split_at.has_value()) {
    draw_marker(list, Marker::kCross,
                {x_of(static_cast<double>(run->first_split_at->ns) * 1e-9), middle}, theme.px(6),
                theme.outcome(OutcomeKind::kInvalid).colour);
  }
  list.AddCircleFilled({now_x, middle}, theme.px(7), theme.foreground);
  if (ImGui::IsItemActive()) {
    const double share =
        std::clamp((ImGui::GetIO().MousePos.x - min.x) / std::max(1.0f, width), 0.0f, 1.0f);
    context.commands.add(SeekCommand{{static_cast<std::int64_t>(share * all * 1e9)}});
  }
  hover_text(
      "Drag: go to any instant, back and forth. Triangles: events. Cross: the first split group. "
      "Frame: what the charts show.");
}

}  // namespace

void draw_time_bar(PanelContext& context) {
  const Theme& theme = context.theme;
  const WorkbenchView& view = context.view;
  if (sign_button("##start", Sign::kStart, "to the start (Home)", theme))
    context.commands.add(SeekCommand{{0}});
  ImGui::SameLine(0, theme.px(3));
  if (sign_button("##back", Sign::kBack, "a second back (Left)", theme)) {
    context.commands.add(StepCommand{StepUnit::kSecond, -1});
  }
  ImGui::SameLine(0, theme.px(3));
  if (sign_button("##play", view.is_playing ? Sign::kPause : Sign::kPlay, "play or pause (Space)",
                  theme)) {
    if (view.is_playing) {
      context.commands.add(PauseCommand{});
    } else {
      context.commands.add(PlayCommand{});
    }
  }
  ImGui::SameLine(0, theme.px(3));
  if (sign_button("##forth", Sign::kForth, "a second on (Right)", theme))
    context.commands.add(StepCommand{StepUnit::kSecond, 1});
  ImGui::SameLine(0, theme.px(3));
  if (sign_button("##end", Sign::kEnd, "to the end (End)", theme))
    context.commands.add(SeekCommand{view.duration});
  ImGui::SameLine(0, theme.px(10));
  ImGui::AlignTextToFramePadding();
  number(theme,
         fmt::format("{} / {}", clock_text(view.now.ns), clock_text(view.duration.ns)).c_str());
  hover_text("Virtual time, of the scenario's duration");
  ImGui::SameLine(0, theme.px(10));
  const float right = theme.px(150);
  draw_ruler(context, ImGui::GetContentRegionAvail().x - right);
  ImGui::SameLine(0, theme.px(8));
  ImGui::SetNextItemWidth(theme.px(130));
  auto speed = static_cast<float>(view.speed);
  if (ImGui::SliderFloat("##speed", &speed, 0.001f, 1000.0f, "%.3gx",
                         ImGuiSliderFlags_Logarithmic)) {
    context.commands.add(SpeedCommand{static_cast<double>(speed)});
  }
  hover_text("Virtual seconds a second ( [ and ] )");
}

}  // namespace millrace
