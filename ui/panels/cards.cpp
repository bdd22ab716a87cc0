// ui/panels/cards.cpp — a card a strategy: the verdict, and the figures one chooses by.
#include <fmt/format.h>

#include <algorithm>

#include "core/metrics/imbalance.hpp"
#include "ui/draw/line_chart.hpp"
#include "ui/draw/number_text.hpp"
#include "ui/panels/panel.hpp"

namespace millrace {
namespace {

struct Row {
  const char* label;
  std::string value;
  const char* help;
};

std::int64_t lag_of(const RunView& run) {
  std::int64_t lag = 0;
  for (const SourcePartitionState& source : run.now.sources) lag += source.lag_rows;
  return lag;
}

std::string skew_of(const RunView& run) {
  std::vector<std::int64_t> rows;
  for (const WorkerState& worker : run.now.workers) rows.push_back(worker.rows_processed);
  const std::optional<Imbalance> imbalance = imbalance_of(rows);
  if (!imbalance.has_value()) return std::string(kNoValue);
  return fmt::format("{} \xc2\xb7 {:.0f} %", times_text(imbalance->max_over_mean),
                     imbalance->flink_percent);
}

std::vector<Row> rows_of(const RunView& run) {
  const SimulationSnapshot& now = run.now;
  const std::int64_t lag = lag_of(run);
  std::vector<Row> rows;
  rows.push_back(
      {"aligned", now.alignment_rate < 0 ? std::string(kNoValue) : share_text(now.alignment_rate),
       "Alignment rate: share of rows whose worker is the natural one of their source partition "
       "(partition mod workers)."});
  rows.push_back({"skew", skew_of(run),
                  "Busiest worker's rows over the mean, and Flink's skew score (mean absolute "
                  "deviation over mean)."});
  rows.push_back({"p99",
                  now.latency.rows == 0
                      ? std::string(kNoValue)
                      : length_text(static_cast<std::int64_t>(now.latency.p99_us * 1e3)),
                  "99th percentile of latency: from when a record was due to when its effect left "
                  "the worker."});
  rows.push_back(
      {"lag", count_text(lag) + " rows", "Rows that are due and not yet taken from the topic."});
  rows.push_back(
      {"split", count_text(now.split_groups),
       "Groups with state on more than one worker, which nothing merges: their totals are wrong."});
  return rows;
}

class Cards final : public Panel {
 public:
  void draw(PanelContext& context) override {
    const WorkbenchView& view = context.view;
    if (view.runs.empty()) {
      empty_state(context, "No strategies yet. Choose a scenario above, or drop a file anywhere.");
      return;
    }
    const auto count = static_cast<float>(view.runs.size());
    const float gap = context.theme.px(6);
    const float room = ImGui::GetContentRegionAvail().x;
    const float width = std::max(context.theme.px(150), (room - gap * (count - 1)) / count);
    double fastest = 1.0;
    for (const RunView& run : view.runs) {
      if (run.recorder == nullptr) continue;
      const Series* series = run.recorder->find("throughput_rps");
      if (series == nullptr) continue;
      for (const SeriesPoint& point : series->points) fastest = std::max(fastest, point.last);
    }
    for (std::size_t i = 0; i < view.runs.size(); ++i) {
      if (i > 0) ImGui::SameLine(0, gap);
      ImGui::PushID(static_cast<int>(i));
      draw_card(context, i, width, fastest);
      ImGui::PopID();
    }
  }

 private:
  static void draw_card(PanelContext& context, std::size_t index, float width, double fastest) {
    const Theme& theme = context.theme;
    const RunView& run = context.view.runs[index];
    const OutcomeStyle outcome = theme.outcome(run.outcome);
    const StrategyStyle style = theme.strategy(run.strategy);
    const float height = ImGui::GetContentRegionAvail().y;
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const ImVec2 max = {min.x + width, min.y + height};
    const bool is_selected = index == context.view.selected;
    if (ImGui::InvisibleButton("card", {width, height})) {
      if (ImGui::GetIO().KeyShift) {
        context.commands.add(CompareCommand{index});
      } else {
        context.commands.add(SelectCommand{index});
      }
    }
    const bool is_hovered = ImGui::IsItemHovered();
    const bool is_focused = ImGui::IsItemFocused();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImU32 fill = is_selected
                           ? mixed(theme.panel, style.colour, 0.14f)
                           : mixed(theme.panel, theme.foreground, is_hovered ? 0.06f : 0.02f);
    list.AddRectFilled(min, max, fill, theme.px(6));
    list.AddRect(min, max, is_selected || is_focused ? style.colour : theme.border, theme.px(6), 0,
                 theme.px(is_selected ? 2.0f : 1.0f));
    list.PushClipRect(min, max, true);
    const float pad = theme.px(9);
    const float line = ImGui::GetFontSize() * 1.22f;
    float y = min.y + pad * 0.7f;
    draw_marker(list, style.marker, {min.x + pad + theme.px(4), y + line * 0.45f}, theme.px(5),
                style.colour);
    list.AddText({min.x + pad + theme.px(15), y}, theme.foreground, run.display_name.c_str());
    if (run.is_auto_choice) {
      const ImVec2 extent = ImGui::CalcTextSize("auto");
      const ImVec2 badge = {max.x - extent.x - pad, y};
      list.AddRectFilled({badge.x - theme.px(4), badge.y},
                         {badge.x + extent.x + theme.px(4), badge.y + extent.y},
                         with_alpha(theme.accent, 0.22f), theme.px(3));
      list.AddText(badge, theme.accent, "auto");
    }
    y += line;
    if (theme.mono != nullptr) ImGui::PushFont(theme.mono);
    list.AddText({min.x + pad, y}, outcome.colour, outcome.glyph);
    if (theme.mono != nullptr) ImGui::PopFont();
    list.AddText({min.x + pad + theme.px(15), y}, outcome.colour, outcome.word);
    y += line * 1.05f;
    if (run.can_run()) {
      draw_figures(context, run, list, min, max, y, fastest, style.colour);
    }
    list.PopClipRect();
    if (is_hovered) show_help(run);
  }

  static void draw_figures(const PanelContext& context, const RunView& run, ImDrawList& list,
                           ImVec2 min, ImVec2 max, float y, double fastest, ImU32 colour) {
    const Theme& theme = context.theme;
    const float pad = theme.px(9);
    const float line = ImGui::GetFontSize() * 1.22f;
    ImFont* mono = theme.mono != nullptr ? theme.mono : ImGui::GetFont();
    const Series* series = run.recorder->find("throughput_rps");
    if (series != nullptr) {
      draw_sparkline(list, {min.x + 2, y}, {max.x - 2, y + line * 1.6f}, *series, fastest * 1.05,
                     colour);
    }
    const std::string rate = si_text(run.now.throughput_rps, "rows/s");
    ImFont* large = theme.large != nullptr ? theme.large : mono;
    list.AddText(large, large->FontSize, {min.x + pad, y}, theme.foreground, rate.c_str());
    y += line * 1.7f;
    for (const Row& row : rows_of(run)) {
      if (y + line > max.y) break;
      list.AddText({min.x + pad, y}, theme.muted, row.label);
      const ImVec2 extent = mono->CalcTextSizeA(mono->FontSize, 1e9f, 0.0f, row.value.c_str());
      list.AddText(mono, mono->FontSize, {max.x - pad - extent.x, y}, theme.foreground,
                   row.value.c_str());
      y += line;
    }
  }

  static void show_help(const RunView& run) {
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(ImGui::GetFontSize() * 28.0f);
    ImGui::TextUnformatted(run.display_name.c_str());
    if (run.plan != nullptr) ImGui::TextWrapped("%s", run.plan->choice.reason.c_str());
    if (!run.refusal.empty()) ImGui::TextWrapped("Validation refuses it: %s", run.refusal.c_str());
    if (!run.problem.empty()) ImGui::TextWrapped("%s", run.problem.c_str());
    for (const Row& row : run.can_run() ? rows_of(run) : std::vector<Row>()) {
      ImGui::BulletText("%s %s", row.label, row.value.c_str());
      ImGui::TextDisabled("%s", row.help);
    }
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
  }
};

}  // namespace

extern const PanelInfo k_panel_cards;
const PanelInfo k_panel_cards = {
    "cards", "Strategies",
    "Each card is a full run of its own on the very same records. Click to look inside, "
    "Shift-click to compare.",
    [] { return std::unique_ptr<Panel>(std::make_unique<Cards>()); }};

}  // namespace millrace
