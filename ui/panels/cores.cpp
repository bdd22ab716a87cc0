// ui/panels/cores.cpp — what every core or queue did, over time.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/draw/choice_bar.hpp"
#include "ui/draw/legend.hpp"
#include "ui/draw/line_chart.hpp"
#include "ui/draw/number_text.hpp"
#include "ui/panels/glossary.hpp"
#include "ui/panels/heat_rows.hpp"
#include "ui/panels/panel.hpp"

namespace millrace {
namespace {

constexpr int kColumns = 480;
constexpr std::size_t kClosesMax = 200;

constexpr std::array<ChoiceLabel, kHeatMeasures> kMeasures = {{
    {"busy", "Share of each core's time spent working (H: next measure)"},
    {"queue", "How full each worker's queue is (H: next measure)"},
    {"lag", "Rows that wait in each worker's queue, the most that any had = brightest (H)"},
}};

double seconds(std::int64_t ns) {
  return static_cast<double>(ns) * 1e-9;
}

class Cores final : public Panel {
 public:
  void draw(PanelContext& context) override {
    const RunView* run = run_or_empty(context);
    if (run == nullptr) return;
    const Theme& theme = context.theme;
    if (is_key_pressed(context, ImGuiKey_H)) measure_ = (measure_ + 1) % kHeatMeasures;
    draw_head(context, *run);
    collect_heat_rows(*run, measure(), context.time, kColumns, rows_);
    if (rows_.data.row_count == 0 || run->recorder->series().front().points.empty()) {
      empty_state(context, "Nothing measured yet \xe2\x80\x94 press Space to play.");
      return;
    }
    const bool has_area = context.time.has_area();
    const float footer = has_area ? ImGui::GetFrameHeightWithSpacing() : 0.0f;
    ValueAxis axis;
    axis.greatest = static_cast<double>(rows_.data.row_count);
    axis.has_labels = false;
    const float height = ImGui::GetContentRegionAvail().y - footer;
    Plot plot = begin_plot("cores", {0, height}, context.time, axis, theme);
    answer_mouse(context, plot, *run);
    draw_row_names(plot, context, *run);
    draw_heat_map(plot, rows_.data, context.textures,
                  context.texture_place + static_cast<std::uint32_t>(context.selection.run % 16),
                  pixels_);
    draw_marks(plot, context, *run);
    end_plot(plot, seconds(context.view.now.ns), theme);
    if (plot.is_hovered && !plot.area_from.has_value()) show_value(context, plot, *run);
    if (has_area) draw_area(context);
  }

  std::string copied_text(const PanelContext& context) const override {
    const HeatMapData& data = rows_.data;
    std::string text = "time, s";
    for (int row = 0; row < data.row_count; ++row)
      text += fmt::format("\t{}, {}", heat_row_name(measure(), row),
                          kMeasures[static_cast<std::size_t>(measure_)].label);
    text += '\n';
    for (int column = 0; column < data.column_count; ++column) {
      const double at =
          context.time.begin_s + (column + 0.5) / data.column_count * context.time.span_s();
      text += fmt::format("{:.6g}", at);
      for (int row = 0; row < data.row_count; ++row) {
        const float value = data.values[static_cast<std::size_t>(row * data.column_count + column)];
        text += std::isnan(value) ? "\t" : fmt::format("\t{:.4g}", value * rows_.greatest);
      }
      text += '\n';
    }
    return text;
  }

 private:
  HeatMeasure measure() const { return static_cast<HeatMeasure>(measure_); }

  void draw_head(const PanelContext& context, const RunView& run) {
    const Theme& theme = context.theme;
    choice_bar("measure", kMeasures, measure_, theme);
    ImGui::SameLine(0, theme.px(12));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float line = ImGui::GetFontSize();
    const std::string high = measure() == HeatMeasure::kLag
                                 ? count_text(static_cast<std::int64_t>(rows_.greatest)) + " rows"
                                 : "100 %";
    draw_quantity_legend(*ImGui::GetWindowDrawList(), {at.x, at.y + theme.px(2)},
                         {at.x + theme.px(170), at.y + theme.px(2) + line},
                         measure() == HeatMeasure::kLag ? "0" : "0 %", high.c_str(), theme);
    ImGui::Dummy({theme.px(170), line});
    const float gap = theme.px(10);
    const auto note = [&](const char* label, Sample sample, ImU32 colour, const char* help) {
      flow(legend_width(label, theme), gap);
      legend_note(label, sample, colour, help, theme);
    };
    note("window closes", Sample::kTick, theme.foreground, meaning_of("window"));
    if (run.events != nullptr && !run.events->empty())
      note("event", Sample::kTriangle, theme.warning,
           "Something happened on the timeline: hover a triangle");
    if (run.first_split_at.has_value())
      note("\xe2\x9c\x97 first split", Sample::kTick, theme.outcome(OutcomeKind::kInvalid).colour,
           meaning_of("split groups"));
  }

  /// Click: go there and point at the row's worker. Shift-drag: an area.
  void answer_mouse(PanelContext& context, const Plot& plot, const RunView& run) {
    const int row = row_at(plot, ImGui::GetIO().MousePos.y);
    if (plot.clicked_s.has_value()) {
      context.commands.add(SeekCommand{{clicked_ns(plot)}});
      if (plot.is_hovered && row >= 0) point_at(context, row, run);
    }
    if (!plot.area_from.has_value()) return;
    const int from = row_at(plot, plot.area_from->y);
    first_row_ = std::min(from, row);
    last_row_ = std::max(from, row);
  }

  void point_at(PanelContext& context, int row, const RunView& run) const {
    const auto index = static_cast<std::uint32_t>(row);
    context.selection.core = index;
    if (measure() != HeatMeasure::kBusy) {
      context.selection.route = {std::nullopt, index};
    } else if (run.now.workers.size() == run.now.cores.size()) {
      context.selection.route = {std::nullopt, index};
    }
  }

  int row_at(const Plot& plot, float y) const {
    const float share = (y - plot.min.y) / std::max(1.0f, plot.height());
    const int row = static_cast<int>(share * static_cast<float>(rows_.data.row_count));
    return std::clamp(row, 0, rows_.data.row_count - 1);
  }

  void draw_row_names(const Plot& plot, const PanelContext& context, const RunView& run) const {
    const Theme& theme = context.theme;
    ImFont* font = theme.mono != nullptr ? theme.mono : ImGui::GetFont();
    const float size = font->FontSize * 0.85f;
    const float height = plot.height() / static_cast<float>(rows_.data.row_count);
    const int step = std::max(1, static_cast<int>(std::ceil(size / std::max(0.5f, height))));
    const HotKeyFigures* followed = nullptr;
    for (const HotKeyFigures& key : run.now.hot_keys) {
      if (!context.selection.key.empty() && key.key == context.selection.key) followed = &key;
    }
    plot.list->PushClipRectFullScreen();
    for (int row = 0; row < rows_.data.row_count; row += step) {
      const float y = plot.min.y + height * (static_cast<float>(row) + 0.5f) - size * 0.5f;
      const auto index = static_cast<std::uint32_t>(row);
      const bool is_followed =
          followed != nullptr && std::find(followed->workers.begin(), followed->workers.end(),
                                           index) != followed->workers.end();
      const bool is_lit = context.selection.route.worker == index || is_followed;
      const std::string name = heat_row_name(measure(), row);
      const float width = font->CalcTextSizeA(size, 1e9f, 0.0f, name.c_str()).x;
      plot.list->AddText(font, size, {plot.min.x - width - theme.px(6), y},
                         is_lit ? theme.foreground : theme.muted, name.c_str());
      if (is_lit)
        plot.list->AddRectFilled({plot.min.x - theme.px(4), y},
                                 {plot.min.x - theme.px(1), y + size}, theme.accent);
    }
    plot.list->PopClipRect();
  }

  /// Window closings at the lower edge, events at the upper one, the first split group from edge to edge.
  static void draw_marks(const Plot& plot, const PanelContext& context, const RunView& run) {
    const Theme& theme = context.theme;
    draw_closings(plot, context, run);
    if (run.events != nullptr) {
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
    if (!run.first_split_at.has_value()) return;
    const ImU32 colour = theme.outcome(OutcomeKind::kInvalid).colour;
    const float x = plot.x(seconds(run.first_split_at->ns));
    plot.list->AddLine({x, plot.min.y}, {x, plot.max.y}, colour, theme.px(2));
    const ImVec2 flag = {x + theme.px(14), plot.min.y + theme.px(16)};
    plot.list->AddRectFilled({x, plot.min.y}, flag, colour);
    plot.list->AddText({x + theme.px(2), plot.min.y}, theme.is_dark ? theme.window : theme.panel,
                       "\xe2\x9c\x97");
  }

  /// Where event time runs with virtual time, windows end at multiples of their step; recordings have none drawn.
  static void draw_closings(const Plot& plot, const PanelContext& context, const RunView& run) {
    const Scenario* scenario = context.view.scenario;
    if (scenario == nullptr || run.plan == nullptr || run.plan->query == nullptr) return;
    const auto& window = run.plan->query->window;
    if (!window.has_value() || window->durations_ms.empty() || window->signature->is_session)
      return;
    if (!scenario->topic.recording.empty() || !(scenario->topic.time_scale > 0.0)) return;
    const double step_s =
        static_cast<double>(window->durations_ms.back()) * 1e-3 / scenario->topic.time_scale;
    if (!(step_s > 0.0) || plot.time->span_s() / step_s > static_cast<double>(kClosesMax)) return;
    // Windows begin at multiples of the step since the epoch.
    const double start_s =
        static_cast<double>(scenario->topic.start_time_ms % window->durations_ms.back()) * 1e-3 /
        scenario->topic.time_scale;
    const double first = std::ceil((plot.time->begin_s + start_s) / step_s) * step_s - start_s;
    for (double at = first; at <= plot.time->end_s; at += step_s) {
      if (at <= 0.0) continue;
      const float x = plot.x(at);
      // Light on dark: cells are dark where little is done, in both themes.
      const float top = plot.max.y - context.theme.px(9);
      const bool is_over_cells = at <= seconds(context.view.now.ns);
      if (is_over_cells)
        plot.list->AddLine({x, top}, {x, plot.max.y}, 0xff000000u, context.theme.px(3.5f));
      plot.list->AddLine({x, top}, {x, plot.max.y},
                         is_over_cells ? 0xffffffffu : context.theme.muted, context.theme.px(1.5f));
    }
  }

  void show_value(const PanelContext& context, const Plot& plot, const RunView& run) const {
    const float reach = context.theme.px(7);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (run.events != nullptr && mouse.y < plot.min.y + context.theme.px(14)) {
      for (const TimelineEvent& event : *run.events) {
        if (std::fabs(plot.x(seconds(event.at.ns)) - mouse.x) > reach) continue;
        ImGui::SetTooltip("%s  %s", clock_text(event.at.ns).c_str(), event.text.c_str());
        return;
      }
    }
    const int row = row_at(plot, mouse.y);
    const double at = plot.time->cursor_s;
    const int column = static_cast<int>((at - plot.time->begin_s) /
                                        std::max(1e-9, plot.time->span_s()) * kColumns);
    if (column < 0 || column >= kColumns) return;
    const float value = rows_.data.values[static_cast<std::size_t>(row * kColumns + column)];
    ImGui::SetTooltip("%s at %s: %s", heat_row_name(measure(), row).c_str(),
                      clock_text(static_cast<std::int64_t>(at * 1e9)).c_str(),
                      std::isnan(value)
                          ? "not measured"
                          : heat_value_text(measure(), rows_, static_cast<double>(value)).c_str());
  }

  void draw_area(PanelContext& context) const {
    const TimeAxis& time = context.time;
    const int last = last_row_ >= 0 ? last_row_ : rows_.data.row_count - 1;
    const std::optional<AreaFigures> figures = area_figures(rows_, time, first_row_, last);
    ImGui::AlignTextToFramePadding();
    if (figures.has_value()) {
      const auto text = [&](double value) { return heat_value_text(measure(), rows_, value); };
      ImGui::Text("%s \xe2\x80\x93 %s, %s to %s: mean %s, least %s, greatest %s (%s)",
                  clock_text(static_cast<std::int64_t>(time.area_begin_s * 1e9)).c_str(),
                  clock_text(static_cast<std::int64_t>(time.area_end_s * 1e9)).c_str(),
                  heat_row_name(measure(), std::max(0, first_row_)).c_str(),
                  heat_row_name(measure(), std::min(last, rows_.data.row_count - 1)).c_str(),
                  text(figures->mean).c_str(), text(figures->least).c_str(),
                  text(figures->greatest).c_str(),
                  heat_row_name(measure(), figures->greatest_row).c_str());
    } else {
      ImGui::TextUnformatted("Nothing was measured in this area");
    }
    ImGui::SameLine();
    if (small_button("clear", "No area is selected any more")) context.time.clear_area();
  }

  int measure_ = 0;
  int first_row_ = 0;  // of the selected area
  int last_row_ = -1;  // -1: all
  HeatRows rows_;
  std::vector<std::uint32_t> pixels_;
};

}  // namespace

extern const PanelInfo k_panel_cores;
const PanelInfo k_panel_cores = {
    "cores", "Cores \xc3\x97 time",
    "A row a core or queue, first on top. Click: go there. Drag, wheel, double-click: pan, zoom, "
    "fit. Shift-drag: figures of an area.",
    [] { return std::unique_ptr<Panel>(std::make_unique<Cores>()); }};

}  // namespace millrace
