// ui/panels/cores.cpp — what every core, queue and source partition did, over time.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/draw/choice_bar.hpp"
#include "ui/draw/difference_map.hpp"
#include "ui/draw/legend.hpp"
#include "ui/draw/number_text.hpp"
#include "ui/panels/core_marks.hpp"
#include "ui/panels/heat_rows.hpp"
#include "ui/panels/panel.hpp"

namespace millrace {
namespace {

constexpr int kColumns = 480;

constexpr std::array<ChoiceLabel, kHeatMeasures> kMeasures = {{
    {"busy", "Share of each core's time spent working (H: next measure)"},
    {"queue", "How full each worker's queue is (H: next measure)"},
    {"lag",
     "Rows that are due in each source partition and not yet taken, the most that any had = "
     "brightest (H: next measure)"},
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
    collect(context, *run);
    draw_head(context, *run);
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
    const std::uint32_t place =
        context.texture_place + static_cast<std::uint32_t>(context.selection.run % 16);
    const auto draw_cells = rows_.is_difference ? draw_difference_map : draw_heat_map;
    draw_cells(plot, rows_.data, context.textures, place, pixels_);
    draw_core_marks(plot, context, *run);
    end_plot(plot, seconds(context.view.now.ns), theme);
    if (plot.is_hovered && !plot.area_from.has_value()) show_value(context, plot, *run);
    if (has_area) draw_area(context);
  }

  std::string copied_text(const PanelContext& context) const override {
    const HeatMapData& data = rows_.data;
    std::string text = "time, s";
    for (int row = 0; row < data.row_count; ++row)
      text += fmt::format("\t{}, {}", heat_row_name(rows_, row),
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

  /// What is beside this strategy; null where one stands alone.
  static const RunView* other_of(const PanelContext& context) {
    const WorkbenchView& view = context.view;
    if (!view.compared.has_value()) return nullptr;
    const std::size_t other =
        context.selection.run == view.selected ? *view.compared : view.selected;
    const bool is_there = other < view.runs.size() && other != context.selection.run;
    return is_there && view.runs[other].can_run() ? &view.runs[other] : nullptr;
  }

  void collect(const PanelContext& context, const RunView& run) {
    collect_heat_rows(run, measure(), context.time, kColumns, rows_);
    const RunView* other = other_of(context);
    // Of two side by side the first shows what it has more or less; the second stays what that is told from.
    const bool is_first = context.selection.run == context.view.selected;
    if (!wants_difference_ || !is_first || other == nullptr) return;
    collect_heat_rows(*other, measure(), context.time, kColumns, other_rows_);
    subtract_heat_rows(rows_, other_rows_);
  }

  void draw_head(const PanelContext& context, const RunView& run) {
    const Theme& theme = context.theme;
    const float gap = theme.px(10);
    choice_bar("measure", kMeasures, measure_, theme);
    const RunView* other = other_of(context);
    if (other != nullptr && context.selection.run == context.view.selected) {
      const char* const label = wants_difference_ ? "values" : "difference";
      flow(ImGui::CalcTextSize(label).x + gap, gap);
      if (small_button(label, "What this strategy has more or less than the one beside it"))
        wants_difference_ = !wants_difference_;
    }
    const float width = theme.px(rows_.is_difference ? 210 : 170);
    flow(width, theme.px(12));
    draw_colours(theme, width);
    if (rows_.is_difference && other != nullptr) {
      const std::string note = "more or less than " + other->display_name;
      flow(ImGui::CalcTextSize(note.c_str()).x, gap);
      ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
      ImGui::TextUnformatted(note.c_str());
      ImGui::PopStyleColor();
    }
    // In a low panel the rows need the room more; hovering a mark says what it is.
    if (ImGui::GetWindowHeight() > theme.px(150)) draw_core_mark_legend(context, run);
  }

  void draw_colours(const Theme& theme, float width) const {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float line = ImGui::GetFontSize();
    const ImVec2 min = {at.x, at.y + theme.px(2)};
    const ImVec2 max = {at.x + width, at.y + theme.px(2) + line};
    const auto text = [&](double value) {
      return measure() == HeatMeasure::kLag ? count_text(static_cast<std::int64_t>(value)) + " rows"
                                            : share_text(value);
    };
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const std::string high = text(rows_.greatest);
    if (rows_.is_difference) {
      draw_difference_legend(list, min, max, ("-" + high).c_str(), ("+" + high).c_str(), theme);
    } else {
      draw_quantity_legend(list, min, max, measure() == HeatMeasure::kLag ? "0" : "0 %",
                           high.c_str(), theme);
    }
    ImGui::Dummy({width, line});
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

  /// A core is pointed at with its worker, where it has one only; a worker with its core.
  void point_at(PanelContext& context, int row, const RunView& run) const {
    const auto index = static_cast<std::uint32_t>(row);
    if (measure() == HeatMeasure::kLag) {
      if (rows_.per_row == 1) context.selection.route = {index, std::nullopt};
      return;
    }
    std::optional<std::uint32_t> worker;
    std::uint32_t workers = 0;
    for (std::uint32_t w = 0; w < run.now.workers.size(); ++w) {
      if (!is_row_of_worker(run, rows_, row, w)) continue;
      worker = w;
      ++workers;
    }
    if (workers != 1) worker.reset();
    context.selection.route = {std::nullopt, worker};
    context.selection.core = index;
    if (measure() != HeatMeasure::kBusy && worker.has_value())
      context.selection.core = run.now.workers[*worker].core;
  }

  int row_at(const Plot& plot, float y) const {
    const float share = (y - plot.min.y) / std::max(1.0f, plot.height());
    const int row = static_cast<int>(share * static_cast<float>(rows_.data.row_count));
    return std::clamp(row, 0, rows_.data.row_count - 1);
  }

  /// Of the worker or core that is pointed at, and of the workers where a followed key lives.
  bool is_lit(const PanelContext& context, const RunView& run, int row) const {
    const Selection& selection = context.selection;
    const auto shows = [&](std::uint32_t worker) {
      return is_row_of_worker(run, rows_, row, worker);
    };
    if (selection.route.worker.has_value() && shows(*selection.route.worker)) return true;
    if (selection.route.source.has_value() && is_row_of_source(rows_, row, *selection.route.source))
      return true;
    if (measure() == HeatMeasure::kBusy && selection.core == static_cast<std::uint32_t>(row))
      return true;
    if (selection.key.empty()) return false;
    for (const HotKeyFigures& key : run.now.hot_keys) {
      if (key.key == selection.key)
        return std::any_of(key.workers.begin(), key.workers.end(), shows);
    }
    return false;
  }

  void draw_row_names(const Plot& plot, const PanelContext& context, const RunView& run) const {
    const Theme& theme = context.theme;
    ImFont* font = theme.mono != nullptr ? theme.mono : ImGui::GetFont();
    const float size = font->FontSize * 0.85f;
    const float height = plot.height() / static_cast<float>(rows_.data.row_count);
    const int step = std::max(1, static_cast<int>(std::ceil(size / std::max(0.5f, height))));
    plot.list->PushClipRectFullScreen();
    for (int row = 0; row < rows_.data.row_count; ++row) {
      const float middle = plot.min.y + height * (static_cast<float>(row) + 0.5f);
      const bool is_row_lit = is_lit(context, run, row);
      if (is_row_lit) {
        const float half = std::min(height, size) * 0.5f;
        plot.list->AddRectFilled({plot.min.x - theme.px(4), middle - half},
                                 {plot.min.x - theme.px(1), middle + half}, theme.accent);
      }
      if (row % step != 0) continue;
      const std::string name = heat_row_name(rows_, row);
      const float width = font->CalcTextSizeA(size, 1e9f, 0.0f, name.c_str()).x;
      plot.list->AddText(font, size, {plot.min.x - width - theme.px(6), middle - size * 0.5f},
                         is_row_lit ? theme.foreground : theme.muted, name.c_str());
    }
    plot.list->PopClipRect();
  }

  void show_value(const PanelContext& context, const Plot& plot, const RunView& run) const {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const std::string mark = core_mark_text(plot, context, run, mouse);
    if (!mark.empty()) {
      ImGui::SetTooltip("%s", mark.c_str());
      return;
    }
    const int row = row_at(plot, mouse.y);
    const double at = plot.time->cursor_s;
    const int column = static_cast<int>((at - plot.time->begin_s) /
                                        std::max(1e-9, plot.time->span_s()) * kColumns);
    if (column < 0 || column >= kColumns) return;
    const float value = rows_.data.values[static_cast<std::size_t>(row * kColumns + column)];
    ImGui::SetTooltip("%s at %s: %s", heat_row_name(rows_, row).c_str(),
                      clock_text(static_cast<std::int64_t>(at * 1e9)).c_str(),
                      std::isnan(value)
                          ? "not measured"
                          : heat_value_text(rows_, static_cast<double>(value)).c_str());
  }

  void draw_area(PanelContext& context) const {
    const TimeAxis& time = context.time;
    const int last = last_row_ >= 0 ? last_row_ : rows_.data.row_count - 1;
    const std::optional<AreaFigures> figures = area_figures(rows_, time, first_row_, last);
    ImGui::AlignTextToFramePadding();
    if (figures.has_value()) {
      const auto text = [&](double value) { return heat_value_text(rows_, value); };
      ImGui::Text("%s \xe2\x80\x93 %s, %s to %s: mean %s, least %s, greatest %s (%s)",
                  clock_text(static_cast<std::int64_t>(time.area_begin_s * 1e9)).c_str(),
                  clock_text(static_cast<std::int64_t>(time.area_end_s * 1e9)).c_str(),
                  heat_row_name(rows_, std::max(0, first_row_)).c_str(),
                  heat_row_name(rows_, std::min(last, rows_.data.row_count - 1)).c_str(),
                  text(figures->mean).c_str(), text(figures->least).c_str(),
                  text(figures->greatest).c_str(),
                  heat_row_name(rows_, figures->greatest_row).c_str());
    } else {
      ImGui::TextUnformatted("Nothing was measured in this area");
    }
    ImGui::SameLine();
    if (small_button("clear", "No area is selected any more")) context.time.clear_area();
  }

  int measure_ = 0;
  int first_row_ = 0;              // of the selected area
  int last_row_ = -1;              // -1: all
  bool wants_difference_ = false;  // where two strategies are side by side
  HeatRows rows_;
  HeatRows other_rows_;
  std::vector<std::uint32_t> pixels_;
};

}  // namespace

extern const PanelInfo k_panel_cores;
const PanelInfo k_panel_cores = {"cores", "Cores \xc3\x97 time",
                                 "A row a core, queue or source partition, first on top. Click: go "
                                 "there. Drag, wheel, double-click: pan, zoom, "
                                 "fit. Shift-drag: figures of an area.",
                                 [] { return std::unique_ptr<Panel>(std::make_unique<Cores>()); }};

}  // namespace millrace
