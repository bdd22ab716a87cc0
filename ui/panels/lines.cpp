// ui/panels/lines.cpp — rates, lag, latency and state over time: the selected strategy strong, the others faint.
#include <fmt/format.h>

#include <array>

#include "core/metrics/imbalance.hpp"
#include "ui/draw/line_chart.hpp"
#include "ui/draw/number_text.hpp"
#include "ui/panels/panel.hpp"

namespace millrace {
namespace {

struct Chart {
  const char* title;
  const char* unit;
  const char* help;
  std::array<const char*, 2> series;  // the second may be null
  double factor = 1.0;
  bool is_logarithmic = false;
};

constexpr std::array<Chart, 4> kCharts = {{
    {"throughput",
     "rows/s",
     "Rows through the workers. Dashed grey: rows that came due (offered load). The gap is backlog "
     "growing.",
     {"throughput_rps", nullptr},
     1.0,
     false},
    {"latency p50, p99",
     "s",
     "From when a record was due to when its effect left the worker. Logarithmic.",
     {"latency_p99_us", "latency_p50_us"},
     1e-6,
     true},
    {"lag",
     "rows",
     "Rows that are due and not yet taken, over all partitions of the topic.",
     {"lag_rows", nullptr},
     1.0,
     false},
    {"state",
     "groups",
     "Live (window, group) states over all workers.",
     {"states", nullptr},
     1.0,
     false},
}};

class Lines final : public Panel {
 public:
  void draw(PanelContext& context) override {
    if (run_or_empty(context) == nullptr) return;
    const Theme& theme = context.theme;
    draw_legend(context);
    const ImVec2 space = ImGui::GetContentRegionAvail();
    const int shown = space.y > theme.px(330) ? 4 : (space.y > theme.px(170) ? 2 : 1);
    const float title = ImGui::GetFontSize() * 1.1f;
    const float height = space.y / static_cast<float>(shown) - title - theme.px(4);
    for (int i = 0; i < shown; ++i)
      draw_chart(context, kCharts[static_cast<std::size_t>(i)], height);
  }

 private:
  static std::vector<std::size_t> shown_runs(const PanelContext& context) {
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < context.view.runs.size(); ++i) {
      if (context.view.runs[i].recorder != nullptr && i != context.selection.run)
        shown.push_back(i);
    }
    shown.push_back(context.selection.run);  // last, so on top
    return shown;
  }

  static void draw_legend(const PanelContext& context) {
    const Theme& theme = context.theme;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    bool is_first = true;
    for (const RunView& run : context.view.runs) {
      if (run.recorder == nullptr) continue;
      if (!is_first) ImGui::SameLine(0, theme.px(12));
      is_first = false;
      const StrategyStyle style = theme.strategy(run.strategy);
      const ImVec2 at = ImGui::GetCursorScreenPos();
      draw_marker(list, style.marker, {at.x + theme.px(5), at.y + ImGui::GetFontSize() * 0.55f},
                  theme.px(4.5f), style.colour);
      ImGui::Dummy({theme.px(10), ImGui::GetFontSize()});
      ImGui::SameLine(0, theme.px(2));
      ImGui::TextUnformatted(run.display_name.c_str());
    }
  }

  static void draw_chart(PanelContext& context, const Chart& chart, float height) {
    const Theme& theme = context.theme;
    const RunView& selected = context.view.runs[context.selection.run];
    const double now_s = static_cast<double>(context.view.now.ns) * 1e-9;
    double greatest = 0.0;
    for (const std::size_t i : shown_runs(context)) {
      const RunView& run = context.view.runs[i];
      const Series* series = run.recorder->find(chart.series[0]);
      if (series != nullptr)
        greatest =
            std::max(greatest, greatest_in(*series, run.recorder->interval_ns(), context.time));
    }
    ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
    ImGui::Text("%s, %s", chart.title, chart.unit);
    ImGui::PopStyleColor();
    hover_text(chart.help);
    ValueAxis axis;
    axis.greatest = round_up(greatest * chart.factor);
    axis.unit = chart.unit;
    axis.is_logarithmic = chart.is_logarithmic;
    if (chart.is_logarithmic) axis.least = 1e-6;
    Plot plot = begin_plot(chart.title, {0, height}, context.time, axis, theme);
    if (plot.clicked_s.has_value()) {
      context.commands.add(SeekCommand{{static_cast<std::int64_t>(*plot.clicked_s * 1e9)}});
    }
    if (chart.series[0] == kCharts[0].series[0]) {
      const Series* offered = selected.recorder->find("offered_rps");
      if (offered != nullptr) {
        draw_line(plot, *offered, selected.recorder->interval_ns(), now_s,
                  {theme.muted, theme.px(1.2f), theme.px(6), 1.0, false});
      }
    }
    for (const std::size_t i : shown_runs(context)) draw_run(plot, context, chart, i, now_s);
    end_plot(plot, now_s, theme);
    if (plot.is_hovered) show_values(context, chart);
  }

  static void draw_run(const Plot& plot, const PanelContext& context, const Chart& chart,
                       std::size_t index, double now_s) {
    const Theme& theme = context.theme;
    const RunView& run = context.view.runs[index];
    const StrategyStyle style = theme.strategy(run.strategy);
    const bool is_selected = index == context.selection.run;
    for (std::size_t part = 0; part < chart.series.size(); ++part) {
      if (chart.series[part] == nullptr || (part > 0 && !is_selected)) continue;
      const Series* series = run.recorder->find(chart.series[part]);
      if (series == nullptr) continue;
      LineStyle line;
      line.colour = with_alpha(style.colour, is_selected ? 1.0f : 0.55f);
      line.width = theme.px(is_selected ? 2.0f : 1.2f);
      line.dash = part > 0 ? theme.px(3) : theme.px(style.dash);
      line.factor = chart.factor;
      line.has_band = is_selected;
      draw_line(plot, *series, run.recorder->interval_ns(), now_s, line);
    }
  }

  static void show_values(const PanelContext& context, const Chart& chart) {
    ImGui::BeginTooltip();
    ImGui::Text("%s at %s", chart.title,
                clock_text(static_cast<std::int64_t>(context.time.cursor_s * 1e9)).c_str());
    for (const RunView& run : context.view.runs) {
      if (run.recorder == nullptr) continue;
      const Series* series = run.recorder->find(chart.series[0]);
      if (series == nullptr) continue;
      const std::optional<double> value =
          value_at(*series, run.recorder->interval_ns(), context.time.cursor_s);
      const std::string text =
          value.has_value() ? si_text(*value * chart.factor, chart.unit) : std::string(kNoValue);
      ImGui::Text("%s  %s", text.c_str(), run.display_name.c_str());
    }
    ImGui::EndTooltip();
  }
};

}  // namespace

extern const PanelInfo k_panel_lines;
const PanelInfo k_panel_lines = {
    "lines", "Over time",
    "Throughput with the offered load, latency, lag and state. All charts share time and cursor.",
    [] { return std::unique_ptr<Panel>(std::make_unique<Lines>()); }, true};

}  // namespace millrace
