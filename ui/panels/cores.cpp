// ui/panels/cores.cpp — what every core or queue did, over time.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/draw/number_text.hpp"
#include "ui/panels/panel.hpp"

namespace millrace {
namespace {

constexpr int kColumns = 480;

class Cores final : public Panel {
 public:
  void draw(PanelContext& context) override {
    const RunView* run = run_or_empty(context);
    if (run == nullptr) return;
    const Theme& theme = context.theme;
    static const char* const kMetrics[] = {"busy", "queue"};
    for (int i = 0; i < 2; ++i) {
      if (i > 0) ImGui::SameLine();
      if (ImGui::RadioButton(kMetrics[i], metric_ == i)) metric_ = i;
    }
    hover_text(
        "H: next measure. Busy: share of the core's time spent working. Queue: how full the "
        "worker's queue is.");
    ImGui::SameLine();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float line = ImGui::GetFontSize();
    draw_quantity_legend(*ImGui::GetWindowDrawList(), {at.x + theme.px(8), at.y + theme.px(3)},
                         {at.x + theme.px(190), at.y + theme.px(3) + line}, "0 %", "100 %", theme);
    ImGui::NewLine();
    collect(*run, context.time);
    if (data_.row_count == 0) {
      empty_state(context, "Nothing measured yet \xe2\x80\x94 press Space to play.");
      return;
    }
    ValueAxis axis;
    axis.greatest = static_cast<double>(data_.row_count);
    axis.has_labels = false;
    Plot plot = begin_plot("cores", {0, 0}, context.time, axis, theme);
    draw_row_names(plot, theme);
    if (plot.clicked_s.has_value()) {
      context.commands.add(SeekCommand{{static_cast<std::int64_t>(*plot.clicked_s * 1e9)}});
    }
    draw_heat_map(plot, data_, context.textures,
                  context.texture_place + static_cast<std::uint32_t>(context.selection.run),
                  pixels_);
    draw_events(plot, *run, theme);
    end_plot(plot, static_cast<double>(context.view.now.ns) * 1e-9, theme);
    if (plot.is_hovered) show_value(plot, *run);
  }

 private:
  const char* series_name() const { return metric_ == 0 ? "busy" : "queue_rows"; }

  void collect(const RunView& run, const TimeAxis& time) {
    data_.row_count = 0;
    data_.values.clear();
    const double interval = static_cast<double>(run.recorder->interval_ns()) * 1e-9;
    for (int row = 0;; ++row) {
      const Series* series = run.recorder->find(series_name(), row);
      if (series == nullptr) break;
      double scale = 1.0;
      if (metric_ == 1 && static_cast<std::size_t>(row) < run.now.workers.size()) {
        const auto capacity = run.now.workers[static_cast<std::size_t>(row)].queue_capacity_rows;
        scale = capacity > 0 ? 1.0 / static_cast<double>(capacity) : 0.0;
      }
      for (int column = 0; column < kColumns; ++column) {
        const double seconds = time.begin_s + (column + 0.5) / kColumns * time.span_s();
        const double index = std::floor(seconds / interval);
        float value = std::numeric_limits<float>::quiet_NaN();
        if (index >= 0.0 && index < static_cast<double>(series->points.size())) {
          value =
              static_cast<float>(series->points[static_cast<std::size_t>(index)].greatest * scale);
        }
        data_.values.push_back(value);
      }
      ++data_.row_count;
    }
    data_.column_count = kColumns;
  }

  void draw_row_names(const Plot& plot, const Theme& theme) const {
    ImFont* font = theme.mono != nullptr ? theme.mono : ImGui::GetFont();
    const float size = font->FontSize * 0.85f;
    const float height = plot.height() / static_cast<float>(data_.row_count);
    const int step = std::max(1, static_cast<int>(size / std::max(0.5f, height)));
    plot.list->PushClipRectFullScreen();
    for (int row = 0; row < data_.row_count; row += step) {
      const float y = plot.min.y + height * (static_cast<float>(row) + 0.5f) - size * 0.5f;
      const std::string name = fmt::format("{}{}", metric_ == 0 ? "core " : "w", row);
      plot.list->AddText(font, size, {plot.min.x - theme.px(42), y}, theme.muted, name.c_str());
    }
    plot.list->PopClipRect();
  }

  static void draw_events(const Plot& plot, const RunView& run, const Theme& theme) {
    if (run.events != nullptr) {
      for (const TimelineEvent& event : *run.events) {
        const float x = plot.x(static_cast<double>(event.at.ns) * 1e-9);
        plot.list->AddTriangleFilled({x, plot.min.y}, {x - theme.px(5), plot.min.y + theme.px(9)},
                                     {x + theme.px(5), plot.min.y + theme.px(9)}, theme.warning);
      }
    }
    if (!run.first_split_at.has_value()) return;
    const float x = plot.x(static_cast<double>(run.first_split_at->ns) * 1e-9);
    plot.list->AddLine({x, plot.min.y}, {x, plot.max.y},
                       theme.outcome(OutcomeKind::kInvalid).colour, theme.px(2));
  }

  void show_value(const Plot& plot, const RunView& run) const {
    const float share = (ImGui::GetIO().MousePos.y - plot.min.y) / std::max(1.0f, plot.height());
    const int row = static_cast<int>(share * static_cast<float>(data_.row_count));
    if (row < 0 || row >= data_.row_count) return;
    const double at = plot.time->cursor_s;
    const int column = static_cast<int>((at - plot.time->begin_s) / plot.time->span_s() * kColumns);
    if (column < 0 || column >= kColumns) return;
    const float value = data_.values[static_cast<std::size_t>(row * kColumns + column)];
    const char* what = metric_ == 0 ? "core" : "queue of worker";
    ImGui::SetTooltip(
        "%s %d at %s: %s %s", what, row, clock_text(static_cast<std::int64_t>(at * 1e9)).c_str(),
        std::isnan(value) ? "not measured" : share_text(static_cast<double>(value)).c_str(),
        metric_ == 0 ? "busy" : "full");
    static_cast<void>(run);
  }

  int metric_ = 0;
  HeatMapData data_;
  std::vector<std::uint32_t> pixels_;
};

}  // namespace

extern const PanelInfo k_panel_cores;
const PanelInfo k_panel_cores = {"cores", "Cores \xc3\x97 time",
                                 "A row a core, first on top. Triangles: what happened on the "
                                 "timeline. Red line: the first split group. Click: go "
                                 "there. Drag, wheel, double-click: pan, zoom, fit.",
                                 [] { return std::unique_ptr<Panel>(std::make_unique<Cores>()); }};

}  // namespace millrace
