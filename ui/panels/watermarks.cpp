// ui/panels/watermarks.cpp — event time: how far each source partition has come, which one holds W back, and the
// windows that wait for it.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ui/draw/legend.hpp"
#include "ui/draw/line_chart.hpp"
#include "ui/draw/number_text.hpp"
#include "ui/draw/touch.hpp"
#include "ui/panels/event_time.hpp"
#include "ui/panels/glossary.hpp"
#include "ui/panels/panel.hpp"
#include "ui/panels/table.hpp"

namespace millrace {
namespace {

bool is_known(EventTime time) {
  return time > EventTime::min() && time < EventTime::max();
}

class Watermarks final : public Panel {
 public:
  void draw(PanelContext& context) override {
    const RunView* run = run_or_empty(context);
    if (run == nullptr) return;
    if (run->plan != nullptr && run->plan->query != nullptr &&
        !run->plan->query->needs_event_time) {
      empty_state(context,
                  "This query has no windows over event time, so nothing waits for a "
                  "watermark.");
      return;
    }
    const EventTimeRange range = event_time_range(*run);
    if (!range.is_known) {
      empty_state(context,
                  "No watermark yet: every source partition that is not idle must have "
                  "been read once.");
      return;
    }
    collect(*run);
    draw_sentence(context, *run, range);
    draw_strip(context, *run, range);
    draw_table(context, *run, range);
  }

  std::string copied_text(const PanelContext& context) const override {
    if (context.selection.run >= context.view.runs.size()) return {};
    const RunView& run = context.view.runs[context.selection.run];
    std::string text = "partition\twatermark, ms since the epoch\tbefore W, ms\tidle\n";
    for (std::size_t i = 0; i < run.now.sources.size(); ++i) {
      const SourcePartitionState& source = run.now.sources[i];
      const bool has_value = is_known(source.watermark) && is_known(run.now.watermark);
      text += fmt::format(
          "{}\t{}\t{}\t{}\n", i,
          is_known(source.watermark) ? std::to_string(source.watermark.ms) : "",
          has_value ? std::to_string(source.watermark.ms - run.now.watermark.ms) : std::string(),
          source.is_idle ? "yes" : "no");
    }
    return text;
  }

 private:
  /// Those that hold W back first. Anew only when time has moved.
  void collect(const RunView& run) {
    if (order_.size() == run.now.sources.size() && events_ == run.now.events &&
        strategy_ == run.display_name)
      return;
    events_ = run.now.events;
    strategy_ = run.display_name;
    order_.clear();
    for (std::size_t i = 0; i < run.now.sources.size(); ++i) order_.push_back(i);
    const auto& sources = run.now.sources;
    std::stable_sort(order_.begin(), order_.end(), [&sources](std::size_t a, std::size_t b) {
      if (sources[a].is_idle != sources[b].is_idle) return !sources[a].is_idle;
      return sources[a].watermark < sources[b].watermark;
    });
  }

  void draw_sentence(const PanelContext& context, const RunView& run,
                     const EventTimeRange& range) const {
    const SimulationSnapshot& now = run.now;
    const auto idle = std::count_if(now.sources.begin(), now.sources.end(),
                                    [](const SourcePartitionState& s) { return s.is_idle; });
    std::string text = is_known(now.watermark)
                           ? fmt::format("W {}", event_clock_text(now.watermark))
                           : std::string("W not known yet");
    if (is_known(now.watermark) && !order_.empty() && range.furthest > now.watermark) {
      text += fmt::format(" \xe2\x80\x94 p{} holds it back, {} behind the furthest", order_.front(),
                          length_text((range.furthest.ms - now.watermark.ms) * 1'000'000));
    }
    ImGui::TextWrapped("%s", text.c_str());
    hover_text(meaning_of("watermark W"));
    const std::vector<WindowSpan> windows = open_windows(run, range, 64);
    muted_text(
        context.theme,
        fmt::format("{} window{} wait{}; {} live states; {} source{} idle; {} late row{}",
                    windows.size(), windows.size() == 1 ? "" : "s", windows.size() == 1 ? "s" : "",
                    count_text(now.states), idle, idle == 1 ? "" : "s", count_text(now.rows_late),
                    now.rows_late == 1 ? "" : "s")
            .c_str());
    hover_text(meaning_of("open windows"));
  }

  /// Event time from left to right: windows that wait as bands, a tick a source partition, W as a line.
  static void draw_strip(PanelContext& context, const RunView& run, const EventTimeRange& range) {
    const Theme& theme = context.theme;
    const float gap = theme.px(10);
    legend_note("W", Sample::kTick, theme.accent, meaning_of("watermark W"), theme);
    flow(legend_width("source", theme), gap);
    legend_note("source", Sample::kTick, theme.foreground,
                "How far a source partition's watermark has come", theme);
    flow(legend_width("idle source", theme), gap);
    legend_note("idle source", Sample::kTick, theme.muted, meaning_of("idle source"), theme);
    flow(legend_width("window that waits", theme), gap);
    legend_note("window that waits", Sample::kFill, with_alpha(theme.accent, 0.35f),
                meaning_of("open windows"), theme);
    const float line = ImGui::GetFontSize();
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const ImVec2 size = {ImGui::GetContentRegionAvail().x, line * 3.4f};
    const ImVec2 max = {min.x + size.x, min.y + size.y - line * 1.1f};
    ImGui::InvisibleButton("strip", {std::max(16.0f, size.x), size.y});
    const bool is_hovered = ImGui::IsItemHovered();
    const auto x_of = [&](EventTime time) {
      const double share =
          static_cast<double>(time.ms - range.begin.ms) /
          static_cast<double>(std::max<std::int64_t>(1, range.end.ms - range.begin.ms));
      return min.x + static_cast<float>(std::clamp(share, 0.0, 1.0)) * size.x;
    };
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(min, max, with_alpha(theme.idle, 0.25f), theme.px(3));
    for (const WindowSpan& window : open_windows(run, range, 64)) {
      const ImVec2 a = {x_of(window.begin), min.y};
      const ImVec2 b = {std::max(a.x + 2.0f, x_of(window.end)), max.y};
      list.AddRectFilled(a, b, with_alpha(theme.accent, 0.16f));
      list.AddRect(a, b, with_alpha(theme.accent, 0.5f));
      if (is_hovered && ImGui::IsMouseHoveringRect(a, b))
        ImGui::SetTooltip(
            "window %s to %s closes when W passes %s", event_clock_text(window.begin).c_str(),
            event_clock_text(window.end).c_str(), event_clock_text(window.closes).c_str());
    }
    for (std::size_t i = 0; i < run.now.sources.size(); ++i) {
      const SourcePartitionState& source = run.now.sources[i];
      if (!is_known(source.watermark)) continue;
      const float x = x_of(source.watermark);
      const float top = min.y + (max.y - min.y) * (source.is_idle ? 0.75f : 0.35f);
      list.AddLine({x, top}, {x, max.y}, source.is_idle ? theme.muted : theme.foreground,
                   theme.px(1.2f));
    }
    if (is_known(run.now.watermark)) {
      const float x = x_of(run.now.watermark);
      list.AddLine({x, min.y}, {x, max.y}, theme.accent, theme.px(2.5f));
      list.AddText({x + theme.px(4), min.y}, theme.accent, "W");
    }
    const std::string first = event_clock_text(range.begin);
    const std::string last = event_clock_text(range.end);
    list.AddText({min.x, max.y + 2}, theme.muted, first.c_str());
    list.AddText({min.x + size.x - ImGui::CalcTextSize(last.c_str()).x, max.y + 2}, theme.muted,
                 last.c_str());
  }

  void draw_table(PanelContext& context, const RunView& run, const EventTimeRange& range) const {
    static const Heading kHeadings[] = {
        {"partition", meaning_of("source partition p"), 1.0f},
        {"watermark", "Event time of its newest record, less the out-of-orderness allowed.", 3.5f,
         true},
        {"before W", "How far it is ahead of the global watermark.", 1.1f, true},
        {"behind the furthest", "How far it is behind the partition that has come furthest.", 1.4f,
         true},
        {"state", meaning_of("idle source"), 1.3f}};
    if (!begin_table("sources", kHeadings)) return;
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(order_.size()));
    while (clipper.Step()) {
      for (int row = clipper.DisplayStart; row < clipper.DisplayEnd; ++row)
        draw_row(context, run, range, order_[static_cast<std::size_t>(row)]);
    }
    ImGui::EndTable();
  }

  static void draw_row(PanelContext& context, const RunView& run, const EventTimeRange& range,
                       std::size_t index) {
    const Theme& theme = context.theme;
    const SourcePartitionState& source = run.now.sources[index];
    RouteHit& route = context.selection.route;
    const bool is_selected = route.source == static_cast<std::uint32_t>(index);
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    if (ImGui::Selectable(fmt::format("p{}", index).c_str(), is_selected,
                          ImGuiSelectableFlags_SpanAllColumns, {0, row_height(theme)}))
      route = is_selected ? RouteHit{} : RouteHit{static_cast<std::uint32_t>(index), std::nullopt};
    const bool has_value = is_known(source.watermark);
    const std::string none(kNoValue);
    number_cell(theme, has_value ? event_clock_text(source.watermark) : none);
    number_cell(theme, has_value && is_known(run.now.watermark)
                           ? length_text((source.watermark.ms - run.now.watermark.ms) * 1'000'000)
                           : none);
    number_cell(theme, has_value
                           ? length_text((range.furthest.ms - source.watermark.ms) * 1'000'000)
                           : none);
    const bool holds = !source.is_idle && source.watermark == run.now.watermark && has_value &&
                       range.furthest > run.now.watermark;
    text_cell(source.watermark == EventTime::max() ? "at its end"
              : source.is_idle                     ? "idle, left out"
              : holds                              ? "\xe2\x96\xb6 holds W back"
              : has_value                          ? "counts"
                                                   : "not read yet");
  }

  std::vector<std::size_t> order_;
  std::uint64_t events_ = 0;  // of the run when order_ was made
  std::string strategy_;
};

}  // namespace

extern const PanelInfo k_panel_watermarks;
const PanelInfo k_panel_watermarks = {
    "watermarks", "Watermarks",
    "Event time: the watermark of each source partition, which one holds W back, and the windows "
    "that wait.",
    [] { return std::unique_ptr<Panel>(std::make_unique<Watermarks>()); }};

}  // namespace millrace
