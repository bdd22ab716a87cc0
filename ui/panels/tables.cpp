// ui/panels/tables.cpp — workers and source partitions as tables: every figure of this instant.
#include <fmt/format.h>

#include "ui/draw/number_text.hpp"
#include "ui/draw/touch.hpp"
#include "ui/panels/glossary.hpp"
#include "ui/panels/panel.hpp"
#include "ui/panels/table.hpp"

namespace millrace {
namespace {

const char* activity_text(WorkerActivity activity) {
  switch (activity) {
    case WorkerActivity::kIdle:
      return "idle";
    case WorkerActivity::kBusy:
      return "busy";
    case WorkerActivity::kBackPressured:
      return "held back";
    case WorkerActivity::kStalled:
      return "stalled";
    case WorkerActivity::kCrashed:
      return "crashed";
  }
  return "";
}

class Workers final : public Panel {
 public:
  void draw(PanelContext& context) override {
    const RunView* run = run_or_empty(context);
    if (run == nullptr) return;
    static const Heading kHeadings[] = {
        {"worker", meaning_of("worker w"), 0.8f},
        {"core", meaning_of("core"), 0.7f, true},
        {"now", "What it is doing at this instant.", 1.4f},
        {"queue, rows", "Waiting in its queue, of its capacity.", 2.1f, true},
        {"pressure", meaning_of("back-pressure"), 1.4f},
        {"rows", "Worked through since the start.", 1.0f, true},
        {"results", meaning_of("result rows"), 1.0f, true},
        {"late", meaning_of("late rows"), 0.8f, true},
        {"state", meaning_of("state"), 0.8f, true}};
    if (!begin_table("workers", kHeadings)) return;
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(run->now.workers.size()));
    while (clipper.Step()) {
      for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
        draw_row(context, run->now.workers[static_cast<std::size_t>(i)],
                 static_cast<std::uint32_t>(i));
    }
    ImGui::EndTable();
  }

  std::string copied_text(const PanelContext& context) const override {
    if (context.selection.run >= context.view.runs.size()) return {};
    std::string text =
        "worker\tcore\tnow\tqueue, rows\tcapacity, rows\tpressure\trows\tresults\tlate\tstate\n";
    std::size_t i = 0;
    for (const WorkerState& worker : context.view.runs[context.selection.run].now.workers) {
      text += fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\n", i++, worker.core,
                          activity_text(worker.activity), worker.queued_rows,
                          worker.queue_capacity_rows, to_text(worker.pressure),
                          worker.rows_processed, worker.results, worker.late, worker.states);
    }
    return text;
  }

 private:
  static void draw_row(PanelContext& context, const WorkerState& worker, std::uint32_t index) {
    const Theme& theme = context.theme;
    RouteHit& route = context.selection.route;
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    const bool is_selected = route.worker == index;
    if (ImGui::Selectable(fmt::format("w{}", index).c_str(), is_selected,
                          ImGuiSelectableFlags_SpanAllColumns, {0, row_height(theme)}))
      route = is_selected ? RouteHit{} : RouteHit{std::nullopt, index};
    number_cell(theme, fmt::format("{}", worker.core));
    text_cell(activity_text(worker.activity));
    number_cell(theme, fmt::format("{} / {}", count_text(worker.queued_rows),
                                   count_text(worker.queue_capacity_rows)));
    text_cell(std::string(to_text(worker.pressure)).c_str());
    number_cell(theme, count_text(worker.rows_processed));
    number_cell(theme, count_text(worker.results));
    number_cell(theme, count_text(worker.late));
    number_cell(theme, count_text(worker.states));
  }
};

const char* reading_text(const SourcePartitionState& source) {
  if (source.is_paused) return "paused";
  if (source.is_idle) return "idle";
  return source.is_refused ? "refused" : "reading";
}

class Sources final : public Panel {
 public:
  void draw(PanelContext& context) override {
    const RunView* run = run_or_empty(context);
    if (run == nullptr) return;
    static const Heading kHeadings[] = {
        {"partition", meaning_of("source partition p"), 1.0f},
        {"read to", "Offset of the next record to be taken.", 1.0f, true},
        {"committed", "Offset from which it would be read again after a crash.", 1.0f, true},
        {"end", "Offset after the last record that is due.", 1.0f, true},
        {"lag, rows", meaning_of("lag"), 1.0f, true},
        {"state", "Idle: left out of the watermark. Refused: a full queue turned its batch away.",
         1.0f}};
    if (!begin_table("sources", kHeadings)) return;
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(run->now.sources.size()));
    while (clipper.Step()) {
      for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
        draw_row(context, run->now.sources[static_cast<std::size_t>(i)],
                 static_cast<std::uint32_t>(i));
    }
    ImGui::EndTable();
  }

  std::string copied_text(const PanelContext& context) const override {
    if (context.selection.run >= context.view.runs.size()) return {};
    std::string text = "partition\tread to\tcommitted\tend\tlag, rows\tstate\n";
    std::size_t i = 0;
    for (const SourcePartitionState& source :
         context.view.runs[context.selection.run].now.sources) {
      text +=
          fmt::format("{}\t{}\t{}\t{}\t{}\t{}\n", i++, source.read_offset, source.committed_offset,
                      source.end_offset, source.lag_rows, reading_text(source));
    }
    return text;
  }

 private:
  static void draw_row(PanelContext& context, const SourcePartitionState& source,
                       std::uint32_t index) {
    const Theme& theme = context.theme;
    RouteHit& route = context.selection.route;
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    const bool is_selected = route.source == index;
    if (ImGui::Selectable(fmt::format("p{}", index).c_str(), is_selected,
                          ImGuiSelectableFlags_SpanAllColumns, {0, row_height(theme)}))
      route = is_selected ? RouteHit{} : RouteHit{index, std::nullopt};
    number_cell(theme, count_text(source.read_offset));
    number_cell(theme, count_text(source.committed_offset));
    number_cell(theme, count_text(source.end_offset));
    number_cell(theme, count_text(source.lag_rows));
    text_cell(reading_text(source));
  }
};

}  // namespace

extern const PanelInfo k_panel_workers;
const PanelInfo k_panel_workers = {
    "workers", "Workers", "Every processing partition at this instant.",
    [] { return std::unique_ptr<Panel>(std::make_unique<Workers>()); }};
extern const PanelInfo k_panel_sources;
const PanelInfo k_panel_sources = {
    "sources", "Partitions", "Every partition of the topic at this instant: offsets and lag.",
    [] { return std::unique_ptr<Panel>(std::make_unique<Sources>()); }};

}  // namespace millrace
