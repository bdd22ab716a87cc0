// ui/panels/tables.cpp — workers and source partitions as tables: every figure of this instant.
#include <fmt/format.h>

#include "ui/draw/number_text.hpp"
#include "ui/panels/panel.hpp"

namespace millrace {
namespace {

constexpr ImGuiTableFlags kFlags = ImGuiTableFlags_ScrollY | ImGuiTableFlags_RowBg |
                                   ImGuiTableFlags_SizingStretchProp |
                                   ImGuiTableFlags_BordersInnerV;

struct Heading {
  const char* name;
  const char* help;
};

void headings(std::span<const Heading> all) {
  ImGui::TableSetupScrollFreeze(0, 1);
  for (const Heading& heading : all) ImGui::TableSetupColumn(heading.name);
  ImGui::TableNextRow(ImGuiTableRowFlags_Headers);
  for (const Heading& heading : all) {
    ImGui::TableNextColumn();
    ImGui::TableHeader(heading.name);
    hover_text(heading.help);
  }
}

void cell(const Theme& theme, const std::string& text) {
  ImGui::TableNextColumn();
  number(theme, text.c_str());
}

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
    static constexpr Heading kHeadings[] = {
        {"worker", "A processing partition: its own queue, state and output."},
        {"core", "The CPU it runs on; with fewer cores than workers they take turns."},
        {"now", "What it is doing at this instant."},
        {"queue, rows", "Waiting in its queue, of its capacity."},
        {"pressure",
         "Below 70 % healthy, below 85 % warning, below 95 % critical, else saturated."},
        {"rows", "Worked through since the start."},
        {"results", "Result rows handed to its sink."},
        {"late", "Rows whose windows were all closed."},
        {"state", "Live (window, group) states."}};
    if (!ImGui::BeginTable("workers", 9, kFlags)) return;
    headings(kHeadings);
    for (std::size_t i = 0; i < run->now.workers.size(); ++i) {
      const WorkerState& worker = run->now.workers[i];
      ImGui::TableNextRow();
      cell(context.theme, fmt::format("w{}", i));
      cell(context.theme, fmt::format("{}", worker.core));
      cell(context.theme, activity_text(worker.activity));
      cell(context.theme, fmt::format("{} / {}", count_text(worker.queued_rows),
                                      count_text(worker.queue_capacity_rows)));
      cell(context.theme, std::string(to_text(worker.pressure)));
      cell(context.theme, count_text(worker.rows_processed));
      cell(context.theme, count_text(worker.results));
      cell(context.theme, count_text(worker.late));
      cell(context.theme, count_text(worker.states));
    }
    ImGui::EndTable();
  }
};

class Sources final : public Panel {
 public:
  void draw(PanelContext& context) override {
    const RunView* run = run_or_empty(context);
    if (run == nullptr) return;
    static constexpr Heading kHeadings[] = {
        {"partition", "A partition of the topic."},
        {"read to", "Offset of the next record to be taken."},
        {"end", "Offset after the last record that is due."},
        {"lag, rows", "Due and not yet taken."},
        {"behind W", "How far its watermark is before the global one, which is the least of all."},
        {"state", "Idle: left out of the watermark. Refused: a full queue turned its batch away."}};
    if (!ImGui::BeginTable("sources", 6, kFlags)) return;
    headings(kHeadings);
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(run->now.sources.size()));
    while (clipper.Step()) {
      for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
        draw_row(context, *run, static_cast<std::size_t>(i));
    }
    ImGui::EndTable();
  }

 private:
  static void draw_row(const PanelContext& context, const RunView& run, std::size_t i) {
    const SourcePartitionState& source = run.now.sources[i];
    ImGui::TableNextRow();
    cell(context.theme, fmt::format("p{}", i));
    cell(context.theme, count_text(source.read_offset));
    cell(context.theme, count_text(source.end_offset));
    cell(context.theme, count_text(source.lag_rows));
    const bool has_watermark =
        source.watermark > EventTime::min() && run.now.watermark > EventTime::min() &&
        source.watermark < EventTime::max() && run.now.watermark < EventTime::max();
    cell(context.theme, has_watermark
                            ? length_text((source.watermark.ms - run.now.watermark.ms) * 1'000'000)
                            : std::string(kNoValue));
    cell(context.theme,
         source.is_paused
             ? "paused"
             : (source.is_idle ? "idle" : (source.is_refused ? "refused" : "reading")));
  }
};

class Events final : public Panel {
 public:
  void draw(PanelContext& context) override {
    const RunView* run = run_or_empty(context);
    if (run == nullptr) return;
    if (run->events == nullptr || run->events->empty()) {
      empty_state(context,
                  "Nothing has happened on the timeline yet. Faults and changes are written under "
                  "`faults:` of the scenario.");
      return;
    }
    if (!ImGui::BeginTable("events", 3, kFlags)) return;
    static constexpr Heading kHeadings[] = {{"time", "Virtual time. Click to go there."},
                                            {"what", "Its kind."},
                                            {"", "What happened."}};
    headings(kHeadings);
    int id = 0;
    for (const TimelineEvent& event : *run->events) {
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      ImGui::PushID(++id);
      if (ImGui::Selectable(clock_text(event.at.ns).c_str(), false,
                            ImGuiSelectableFlags_SpanAllColumns)) {
        context.commands.add(SeekCommand{event.at});
      }
      ImGui::PopID();
      ImGui::TableNextColumn();
      ImGui::TextUnformatted(event.type.c_str());
      ImGui::TableNextColumn();
      ImGui::TextWrapped("%s", event.text.c_str());
    }
    ImGui::EndTable();
  }
};

}  // namespace

extern const PanelInfo k_panel_workers;
const PanelInfo k_panel_workers = {
    "workers", "Workers", "Every processing partition at this instant.",
    [] { return std::unique_ptr<Panel>(std::make_unique<Workers>()); }};
extern const PanelInfo k_panel_sources;
const PanelInfo k_panel_sources = {
    "sources", "Partitions", "Every partition of the topic at this instant: lag and watermark.",
    [] { return std::unique_ptr<Panel>(std::make_unique<Sources>()); }};
extern const PanelInfo k_panel_events;
const PanelInfo k_panel_events = {
    "events", "Events", "Faults, their ends, strategy switches and refusals, in order of time.",
    [] { return std::unique_ptr<Panel>(std::make_unique<Events>()); }};

}  // namespace millrace
