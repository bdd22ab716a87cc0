// ui/frame/time_chips.cpp — chips, as wide as they say.
#include "ui/frame/time_chips.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "ui/draw/number_text.hpp"
#include "ui/frame/cut_text.hpp"
#include "ui/frame/time_ruler.hpp"

namespace millrace {
namespace {

constexpr const char* kThinned = "\xe2\x9a\xa0 history thinned";
constexpr std::size_t kForkChipsMax = 2;
constexpr float kForkChipWidth = 112.0f;

std::vector<std::size_t> forks_of(const WorkbenchView& view) {
  std::vector<std::size_t> forks;
  for (std::size_t i = 0; i < view.runs.size(); ++i) {
    if (!view.runs[i].fork_text.empty()) forks.push_back(i);
  }
  return forks;
}

}  // namespace

void draw_history_chip(const PanelContext& context, bool is_wide) {
  const HistoryView& history = context.view.history;
  if (!history.is_thinned) return;
  ImGui::SameLine(0, context.theme.px(4));
  ImGui::AlignTextToFramePadding();
  ImGui::TextColored(ImGui::ColorConvertU32ToFloat4(context.theme.warning), "%s",
                     is_wide ? kThinned : "\xe2\x9a\xa0");
  hover_text(fmt::format("history thinned: key frames take {} of {}, so there is one every {} "
                         "only, and going back takes longer; results and hashes are not touched",
                         size_text(history.bytes), size_text(history.bytes_max),
                         length_text(history.every_ns))
                 .c_str());
}

float history_chip_width(const PanelContext& context, bool is_wide) {
  if (!context.view.history.is_thinned) return 0.0f;
  return ImGui::CalcTextSize(is_wide ? kThinned : "\xe2\x9a\xa0").x + context.theme.px(8);
}

float fork_chips_width(const PanelContext& context) {
  const std::size_t count = forks_of(context.view).size();
  const auto shown = static_cast<float>(std::min(count, kForkChipsMax));
  const float more = count > kForkChipsMax ? context.theme.px(40) : 0.0f;
  return shown * context.theme.px(kForkChipWidth + 4) + more;
}

void draw_fork_chips(ActionContext& context) {
  const WorkbenchView& view = context.panel.view;
  const Theme& theme = context.panel.theme;
  const std::vector<std::size_t> forks = forks_of(view);
  for (std::size_t i = 0; i < std::min(forks.size(), kForkChipsMax); ++i) {
    const RunView& run = view.runs[forks[i]];
    ImGui::SameLine(0, theme.px(4));
    ImGui::PushID(static_cast<int>(forks[i]));
    const float sign = ImGui::GetFontSize();
    const float room = theme.px(kForkChipWidth) - sign - ImGui::GetStyle().FramePadding.x * 2.0f;
    const bool is_on = forks[i] == view.selected;
    if (is_on)
      ImGui::PushStyleColor(ImGuiCol_Button, ImGui::GetStyleColorVec4(ImGuiCol_HeaderActive));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (ImGui::Button("##chip", {theme.px(kForkChipWidth), 0}))
      context.panel.commands.add(SelectCommand{forks[i]});
    if (is_on) ImGui::PopStyleColor();
    hover_text(fmt::format("{}: from {}, {}. Click: look at it", run.display_name,
                           clock_text(run.forked_at.ns), run.fork_text)
                   .c_str());
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float middle = at.y + ImGui::GetFrameHeight() * 0.5f;
    const float left = at.x + ImGui::GetStyle().FramePadding.x;
    draw_ruler_mark(list, RulerMark::kFork, {left + sign * 0.35f, middle}, sign * 0.3f, theme);
    list.AddText({left + sign, middle - sign * 0.5f}, theme.foreground,
                 cut_to_fit(run.display_name, room).c_str());
    ImGui::PopID();
  }
  if (forks.size() <= kForkChipsMax) return;
  ImGui::SameLine(0, theme.px(4));
  const std::string more = fmt::format("+{}##forks", forks.size() - kForkChipsMax);
  if (ImGui::Button(more.c_str(), {theme.px(36), 0})) context.wishes.popup = "fork";
  hover_text("All forks (K)");
}

}  // namespace millrace
