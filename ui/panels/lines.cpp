// ui/panels/lines.cpp — rates, latency, queues and progress over time: the selected strategy strong, the others faint.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "ui/draw/legend.hpp"
#include "ui/draw/line_chart.hpp"
#include "ui/draw/number_text.hpp"
#include "ui/panels/glossary.hpp"
#include "ui/panels/line_plans.hpp"
#include "ui/panels/panel.hpp"
#include "ui/panels/run_figures.hpp"

namespace millrace {
namespace {

constexpr float kOthers = 0.75f;  // strength of the lines that are not selected

double seconds(VirtualTime time) {
  return static_cast<double>(time.ns) * 1e-9;
}

class Lines final : public Panel {
 public:
  void draw(PanelContext& context) override {
    if (run_or_empty(context) == nullptr) return;
    const Theme& theme = context.theme;
    draw_legend(context);
    draw_area_figures(context);
    const ImVec2 space = ImGui::GetContentRegionAvail();
    const std::span<const LinePlan> plans = line_plans();
    const int columns = space.x > theme.px(560) ? 2 : 1;
    const int rows = (static_cast<int>(plans.size()) + columns - 1) / columns;
    const float least = theme.px(82);
    const float gap = theme.px(6);
    const float all = space.y / static_cast<float>(rows) - gap;
    const float two = space.y * 0.5f - gap;
    const float height = std::max({least, all, std::min(two, theme.px(150))});
    ImGui::BeginChild("charts", {0, 0}, 0, ImGuiWindowFlags_NoScrollWithMouse);
    const float room = ImGui::GetContentRegionAvail().x;
    const float width = columns == 1 ? room : (room - gap) * 0.5f;
    for (std::size_t i = 0; i < plans.size(); ++i) {
      if (columns == 2 && i % 2 == 1) ImGui::SameLine(0, gap);
      ImGui::BeginGroup();
      draw_chart(context, plans[i], {width, height});
      ImGui::EndGroup();
    }
    ImGui::EndChild();
  }

  std::string copied_text(const PanelContext& context) const override {
    std::string text = "time, s";
    std::vector<std::pair<const RunView*, const LinePlan*>> columns;
    for (const RunView& run : context.view.runs) {
      if (run.recorder == nullptr || hidden_.count(run.display_name) > 0) continue;
      for (const LinePlan& plan : line_plans()) {
        columns.emplace_back(&run, &plan);
        text += fmt::format("\t{} {}, {}", run.display_name, plan.title, plan.unit);
      }
    }
    if (columns.empty()) return {};
    text += '\n';
    const std::int64_t step = columns.front().first->recorder->interval_ns();
    const auto last = static_cast<std::int64_t>(context.time.end_s * 1e9);
    auto at = static_cast<std::int64_t>(context.time.begin_s * 1e9) / step * step;
    for (; at < std::min(last, context.view.now.ns); at += step) {
      text += fmt::format("{:g}", static_cast<double>(at) * 1e-9);
      for (const auto& [run, plan] : columns) {
        const std::optional<double> value =
            line_value_at(*run, *plan, static_cast<double>(at) * 1e-9);
        text += value.has_value() ? fmt::format("\t{:g}", *value) : "\t";
      }
      text += '\n';
    }
    return text;
  }

 private:
  bool is_shown(const RunView& run) const {
    return run.recorder != nullptr && hidden_.count(run.display_name) == 0;
  }

  void draw_legend(const PanelContext& context) {
    const Theme& theme = context.theme;
    bool is_first = true;
    const float gap = theme.px(12);
    int id = 0;
    for (const RunView& run : context.view.runs) {
      if (run.recorder == nullptr) continue;
      if (!is_first) flow(legend_width(run.display_name.c_str(), theme), gap);
      is_first = false;
      ImGui::PushID(id++);
      if (legend_entry(run.display_name.c_str(), style_of(theme, run), is_shown(run),
                       "click: hide or show this line", theme)) {
        if (hidden_.erase(run.display_name) == 0) hidden_.insert(run.display_name);
      }
      ImGui::PopID();
    }
  }

  static StrategyStyle style_of(const Theme& theme, const RunView& run) {
    StrategyStyle style = theme.strategy(run.strategy);
    // Of a fork and its original, the one that was there first is dashed.
    if (run.forked_from.has_value()) style.dash = 0.0f;
    return style;
  }

  /// What the selected stretch of time holds, in one line.
  static void draw_area_figures(PanelContext& context) {
    if (!context.time.has_area()) return;
    const TimeAxis& time = context.time;
    const RunView& run = context.view.runs[context.selection.run];
    std::string text = fmt::format(
        "{} \xe2\x80\x93 {}:", clock_text(static_cast<std::int64_t>(time.area_begin_s * 1e9)),
        clock_text(static_cast<std::int64_t>(time.area_end_s * 1e9)));
    for (const LinePlan& plan : line_plans()) {
      const Series* series = run.recorder->find(plan.series);
      if (series == nullptr || plan.is_of_queues) continue;
      const std::optional<StretchFigures> figures =
          figures_in(*series, run.recorder->interval_ns(), time.area_begin_s, time.area_end_s);
      if (!figures.has_value()) continue;
      text += fmt::format("  {} mean {}, max {};", plan.title,
                          plan_text(plan, figures->mean * plan.factor),
                          plan_text(plan, figures->greatest * plan.factor));
    }
    ImGui::TextWrapped("%s", text.c_str());
    if (small_button("loop this", "Play this stretch again and again")) {
      context.commands.add(
          LoopCommand{TimeSpan{{static_cast<std::int64_t>(time.area_begin_s * 1e9)},
                               {static_cast<std::int64_t>(time.area_end_s * 1e9)}}});
    }
    ImGui::SameLine();
    if (small_button("clear", "No stretch of time is selected any more")) context.time.clear_area();
  }

  void draw_chart(PanelContext& context, const LinePlan& plan, ImVec2 size) const {
    const Theme& theme = context.theme;
    const double now_s = seconds(context.view.now);
    ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
    ImGui::Text("%s, %s%s", plan.title, plan.unit, plan.note);
    ImGui::PopStyleColor();
    hover_text(meaning_of(plan.term));
    const float title = ImGui::GetTextLineHeightWithSpacing();
    ValueAxis axis = axis_of(context, plan);
    Plot plot = begin_plot(plan.title, {size.x, std::max(theme.px(40), size.y - title)},
                           context.time, axis, theme);
    if (plot.clicked_s.has_value()) context.commands.add(SeekCommand{{clicked_ns(plot)}});
    draw_marks(plot, context, plan);
    for (std::size_t i = 0; i < context.view.runs.size(); ++i) {
      if (i != context.selection.run) draw_run(plot, context, plan, i, now_s);
    }
    draw_run(plot, context, plan, context.selection.run, now_s);
    draw_ceiling_name(plot, context, plan);
    end_plot(plot, now_s, theme);
    if (plot.is_hovered && !plot.area_from.has_value()) show_values(context, plan);
  }

  ValueAxis axis_of(const PanelContext& context, const LinePlan& plan) const {
    ValueAxis axis;
    axis.unit = plan.unit;
    axis.is_share = plan.is_share;
    axis.is_logarithmic = plan.is_logarithmic;
    if (plan.is_share) return axis;
    double greatest = 0.0;
    double least = 1e300;
    for (const RunView& run : context.view.runs) {
      if (!is_shown(run)) continue;
      const Series* series = run.recorder->find(plan.series);
      if (series == nullptr) continue;
      greatest =
          std::max(greatest, greatest_in(*series, run.recorder->interval_ns(), context.time));
      if (plan.is_logarithmic) least = std::min(least, least_positive(run, plan, context.time));
    }
    axis.greatest = round_up(greatest * plan.factor);
    if (plan.has_offered && axis.greatest > 1.0) {
      // The ceiling is shown where it is near; far above it says nothing.
      const std::optional<HotKeyCeiling> ceiling =
          hot_key_ceiling_of(context.view.runs[context.selection.run]);
      if (ceiling.has_value() && ceiling->rows_per_s < axis.greatest * 1.8)
        axis.greatest = std::max(axis.greatest, round_up(ceiling->rows_per_s * 1.05));
    }
    if (plan.is_logarithmic) {
      axis.least = least < 1e300 ? decade_below(least * plan.factor) : 1e-6;
      axis.greatest = std::max(axis.greatest, axis.least * 10.0);
    }
    return axis;
  }

  static void draw_marks(const Plot& plot, const PanelContext& context, const LinePlan& plan) {
    const Theme& theme = context.theme;
    const RunView& selected = context.view.runs[context.selection.run];
    if (plan.has_offered) {
      const Series* offered = selected.recorder->find("offered_rps");
      if (offered != nullptr)
        draw_line(plot, *offered, selected.recorder->interval_ns(), seconds(context.view.now),
                  {theme.muted, theme.px(1.4f), theme.px(6), 1.0, false});
      const std::optional<HotKeyCeiling> ceiling = hot_key_ceiling_of(selected);
      if (ceiling.has_value() && ceiling->rows_per_s <= plot.value.greatest)
        draw_level(plot, ceiling->rows_per_s, theme.warning, theme);
    }
    if (!plan.is_of_queues) return;
    for (const double mark : {0.70, 0.85, 0.95})
      draw_level(plot, mark, mark > 0.9 ? theme.warning : theme.muted, theme);
  }

  /// Over the lines, so that it can be read.
  static void draw_ceiling_name(const Plot& plot, const PanelContext& context,
                                const LinePlan& plan) {
    if (!plan.has_offered) return;
    const std::optional<HotKeyCeiling> ceiling =
        hot_key_ceiling_of(context.view.runs[context.selection.run]);
    if (!ceiling.has_value() || ceiling->rows_per_s > plot.value.greatest) return;
    const std::string share = share_text(ceiling->hottest_share);
    const std::string names[] = {
        fmt::format("hot-key ceiling: no routing that keeps keys together can pass (hottest {})",
                    share),
        fmt::format("hot-key ceiling (hottest key {})", share), "hot-key ceiling"};
    draw_level_name(plot, ceiling->rows_per_s, names, seconds(context.view.now),
                    context.theme.warning, context.theme);
  }

  void draw_run(const Plot& plot, const PanelContext& context, const LinePlan& plan,
                std::size_t index, double now_s) const {
    const Theme& theme = context.theme;
    const RunView& run = context.view.runs[index];
    if (!is_shown(run)) return;
    const StrategyStyle style = style_of(theme, run);
    const bool is_selected = index == context.selection.run;
    LineStyle line;
    line.colour = with_alpha(style.colour, is_selected ? 1.0f : kOthers);
    line.width = theme.px(is_selected ? 2.0f : 1.2f);
    line.dash = theme.px(is_original_of_fork(context, index) ? 6.0f : style.dash);
    line.factor = plan.factor;
    if (style.edge != 0) line.edge = with_alpha(style.edge, is_selected ? 1.0f : kOthers);
    line.marker = style.marker;
    line.marker_every = theme.px(96);
    // Lines that lie over each other wear their markers in turn.
    line.marker_first = theme.px(10) + theme.px(23) * static_cast<float>(index % 4) +
                        theme.px(11) * static_cast<float>(index / 4 % 2);
    const std::int64_t interval = run.recorder->interval_ns();
    if (plan.is_of_queues) {
      draw_fullest_queue(plot, run, line, now_s);
      return;
    }
    const Series* series = run.recorder->find(plan.series);
    if (series == nullptr) return;
    if (is_selected && plan.band_low != nullptr) {
      const Series* low = run.recorder->find(plan.band_low);
      const Series* high = run.recorder->find(plan.band_high);
      if (low != nullptr && high != nullptr)
        draw_band(plot, *low, *high, interval, now_s, plan.factor, with_alpha(style.colour, 0.22f));
    }
    draw_line(plot, *series, interval, now_s, line);
  }

  static bool is_original_of_fork(const PanelContext& context, std::size_t index) {
    return std::any_of(context.view.runs.begin(), context.view.runs.end(),
                       [&](const RunView& run) { return run.forked_from == index; });
  }

  void show_values(const PanelContext& context, const LinePlan& plan) const {
    ImGui::BeginTooltip();
    ImGui::Text("%s at %s", plan.title,
                clock_text(static_cast<std::int64_t>(context.time.cursor_s * 1e9)).c_str());
    if (context.theme.mono != nullptr) ImGui::PushFont(context.theme.mono);
    for (const RunView& run : context.view.runs) {
      if (!is_shown(run)) continue;
      const std::optional<double> value = line_value_at(run, plan, context.time.cursor_s);
      const std::string text = value.has_value() ? plan_text(plan, *value) : std::string(kNoValue);
      // The marker has the colour, the words are read.
      const float line = ImGui::GetTextLineHeight();
      const ImVec2 at = ImGui::GetCursorScreenPos();
      draw_marker(*ImGui::GetWindowDrawList(), style_of(context.theme, run),
                  {at.x + line * 0.5f, at.y + line * 0.5f}, line * 0.28f);
      ImGui::Dummy({line, line});
      ImGui::SameLine(0, 0);
      ImGui::Text("%14s  %s", text.c_str(), run.display_name.c_str());
    }
    if (context.theme.mono != nullptr) ImGui::PopFont();
    ImGui::EndTooltip();
  }

  std::set<std::string, std::less<>> hidden_;  // strategies whose lines were clicked away
};

}  // namespace

extern const PanelInfo k_panel_lines;
const PanelInfo k_panel_lines = {
    "lines", "Over time",
    "Throughput with the offered load, latency, queues, lag and watermark. All charts share time "
    "and cursor. Shift-drag: figures of a stretch of time.",
    [] { return std::unique_ptr<Panel>(std::make_unique<Lines>()); }, true};

}  // namespace millrace
