// ui/panels/inspector.cpp — one thing closely: a core, a worker, a source partition, a key, or a record with its whole
// path.
#include <fmt/format.h>

#include <algorithm>

#include "ui/draw/number_text.hpp"
#include "ui/panels/glossary.hpp"
#include "ui/panels/panel.hpp"
#include "ui/panels/trail_steps.hpp"
#include "ui/panels/value_field.hpp"

namespace millrace {
namespace {

/// "name   value" with the value in the number font, in two columns.
void fact(const Theme& theme, const char* name, const std::string& value,
          const char* help = nullptr) {
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
  ImGui::TextUnformatted(name);
  ImGui::PopStyleColor();
  if (help != nullptr) hover_text(help);
  ImGui::TableNextColumn();
  number(theme, value.c_str());
}

bool begin_facts(const char* id) {
  return ImGui::BeginTable(id, 2, ImGuiTableFlags_SizingFixedFit);
}

class Inspector final : public Panel {
 public:
  void draw(PanelContext& context) override {
    const RunView* run = run_or_empty(context);
    if (run == nullptr) return;
    draw_questions(context);
    ImGui::BeginChild("answers");
    const Selection& selection = context.selection;
    const bool has_trail = context.view.trail != nullptr;
    const bool is_any = selection.route.is_any() || selection.core.has_value() ||
                        !selection.key.empty() || has_trail;
    if (!is_any) {
      empty_state(context,
                  "Click a ribbon, a row of the cores, a partition, a worker or a key to see it "
                  "closely; or name a record or key above to follow its path.");
    }
    if (selection.route.source.has_value()) draw_source(context, *run, *selection.route.source);
    if (selection.route.worker.has_value()) draw_worker(context, *run, *selection.route.worker);
    if (selection.core.has_value()) draw_core(context, *run, *selection.core);
    if (!selection.key.empty()) draw_key(context, *run);
    if (has_trail) draw_trail(context, *context.view.trail);
    ImGui::EndChild();
  }

  std::string copied_text(const PanelContext& context) const override {
    const TrailView* trail = context.view.trail;
    if (trail == nullptr) return {};
    std::string text = "source partition\toffset\tkey\tworker\ttime, s\tstep\n";
    for (const TrailRecord& record : trail->records) {
      for (const TrailStep& step : record.steps)
        text +=
            fmt::format("{}\t{}\t{}\t{}\t{:.9g}\t{}\n", record.source_partition, record.offset,
                        record.key, record.worker.has_value() ? std::to_string(*record.worker) : "",
                        static_cast<double>(step.at.ns) * 1e-9, step.text);
    }
    return text;
  }

 private:
  void draw_questions(PanelContext& context) {
    const Theme& theme = context.theme;
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted("Record p");
    ImGui::SameLine(0, theme.px(2));
    ImGui::SetNextItemWidth(theme.px(52));
    ImGui::InputInt("##partition", &partition_, 0);
    ImGui::SameLine(0, theme.px(6));
    ImGui::TextUnformatted("offset");
    ImGui::SameLine(0, theme.px(4));
    ImGui::SetNextItemWidth(theme.px(84));
    ImGui::InputInt("##offset", &offset_, 0);
    ImGui::SameLine(0, theme.px(4));
    if (ImGui::Button("Follow##record")) {
      InspectCommand inspect;
      inspect.source_partition = static_cast<std::uint32_t>(std::max(0, partition_));
      inspect.offset = std::max(0, offset_);
      context.commands.add(inspect);
    }
    hover_text("The path of this record in the selected strategy");
    ImGui::SameLine(0, theme.px(16));
    ImGui::TextUnformatted("key");
    ImGui::SameLine(0, theme.px(4));
    ImGui::SetNextItemWidth(theme.px(110));
    const bool is_entered = value_field("##key", "trader_7", key_);
    ImGui::SameLine(0, theme.px(4));
    if ((ImGui::Button("Follow##key") || is_entered) && !key_.empty()) {
      InspectCommand inspect;
      inspect.key = key_;
      context.selection.key = key_;
      context.commands.add(inspect);
    }
    hover_text("The newest records of this key, and where they went");
    if (context.view.trail == nullptr) return;
    ImGui::SameLine();
    if (small_button("follow nothing", "Lets go of the record or key")) {
      context.selection.key.clear();
      context.commands.add(InspectCommand{});
    }
  }

  static void draw_source(const PanelContext& context, const RunView& run, std::uint32_t index) {
    if (index >= run.now.sources.size()) return;
    const SourcePartitionState& source = run.now.sources[index];
    ImGui::SeparatorText(fmt::format("Source partition p{}", index).c_str());
    if (!begin_facts("source")) return;
    const Theme& theme = context.theme;
    const std::uint32_t workers = run.now.routes.worker_count;
    if (workers > 0)
      fact(theme, "natural worker", fmt::format("w{}", index % workers),
           meaning_of("natural partition"));
    fact(theme, "read to",
         fmt::format("{} of {}", count_text(source.read_offset), count_text(source.end_offset)));
    fact(theme, "committed to", count_text(source.committed_offset));
    fact(theme, "lag", count_text(source.lag_rows) + " rows", meaning_of("lag"));
    std::string spread;
    for (std::uint32_t w = 0; w < workers; ++w) {
      const std::int64_t rows = run.now.routes.rows[std::size_t{index} * workers + w];
      if (rows > 0) spread += fmt::format("w{} {}   ", w, count_text(rows));
    }
    fact(theme, "rows to", spread.empty() ? std::string(kNoValue) : spread);
    ImGui::EndTable();
  }

  static void draw_worker(PanelContext& context, const RunView& run, std::uint32_t index) {
    if (index >= run.now.workers.size()) return;
    const WorkerState& worker = run.now.workers[index];
    ImGui::SeparatorText(fmt::format("Worker w{}", index).c_str());
    if (!begin_facts("worker")) return;
    const Theme& theme = context.theme;
    fact(theme, "runs on", fmt::format("core {}", worker.core), meaning_of("core"));
    fact(theme, "queue",
         fmt::format("{} of {} rows, {}", count_text(worker.queued_rows),
                     count_text(worker.queue_capacity_rows), to_text(worker.pressure)),
         meaning_of("back-pressure"));
    fact(theme, "fullest so far", count_text(worker.queue_rows_max) + " rows");
    fact(theme, "oldest row waits", length_text(worker.oldest_row_age_ns),
         "Since it was due at the source");
    fact(theme, "rows", count_text(worker.rows_processed));
    fact(theme, "results", count_text(worker.results), meaning_of("result rows"));
    fact(theme, "late", count_text(worker.late), meaning_of("late rows"));
    fact(theme, "state", count_text(worker.states) + " groups", meaning_of("state"));
    ImGui::EndTable();
  }

  static void draw_core(const PanelContext& context, const RunView& run, std::uint32_t index) {
    if (index >= run.now.cores.size()) return;
    const CoreShares& core = run.now.cores[index];
    ImGui::SeparatorText(fmt::format("Core {}", index).c_str());
    if (!begin_facts("core")) return;
    const Theme& theme = context.theme;
    fact(theme, "busy", share_text(core.busy), meaning_of("core"));
    fact(theme, "held back", share_text(core.back_pressured), meaning_of("held back"));
    fact(theme, "idle", share_text(core.idle));
    std::string workers;
    for (std::size_t w = 0; w < run.now.workers.size(); ++w) {
      if (run.now.workers[w].core == index) workers += fmt::format("w{} ", w);
    }
    fact(theme, "runs", workers.empty() ? std::string(kNoValue) : workers);
    ImGui::EndTable();
  }

  static void draw_key(const PanelContext& context, const RunView& run) {
    const Theme& theme = context.theme;
    ImGui::SeparatorText(("Key " + context.selection.key).c_str());
    for (const HotKeyFigures& key : run.now.hot_keys) {
      if (key.key != context.selection.key) continue;
      if (!begin_facts("key")) return;
      fact(theme, "rows",
           fmt::format("{}{}", key.error_rows > 0 ? "at most " : "", count_text(key.rows)));
      std::string workers;
      for (const std::uint32_t w : key.workers) workers += fmt::format("w{} ", w);
      fact(theme, "lives on", workers.empty() ? std::string(kNoValue) : workers);
      fact(theme, "split", key.is_split ? "yes: its totals are wrong" : "no",
           meaning_of("split groups"));
      ImGui::EndTable();
      return;
    }
    muted_text(theme, "Not among the heaviest keys; its newest records are below.");
  }

  static void draw_trail(PanelContext& context, const TrailView& trail) {
    const Theme& theme = context.theme;
    ImGui::SeparatorText(trail.key.empty() ? "The record's path" : "Its newest records");
    if (!trail.problem.empty()) {
      muted_text(theme, trail.problem.c_str());
      return;
    }
    if (trail.records.empty()) {
      muted_text(theme, "No record yet at this instant.");
      return;
    }
    if (trail.record_count > static_cast<std::int64_t>(trail.records.size()))
      muted_text(theme, fmt::format("{} records so far; the newest {}",
                                    count_text(trail.record_count), trail.records.size())
                            .c_str());
    for (std::size_t i = trail.records.size(); i-- > 0;) {
      const TrailRecord& record = trail.records[i];
      const std::string title =
          fmt::format("p{} offset {}  key {}  {}###record{}", record.source_partition,
                      record.offset, record.key.empty() ? "\xe2\x80\x94" : record.key,
                      record.worker.has_value() ? fmt::format("\xe2\x86\x92 w{}", *record.worker)
                                                : std::string("on its way"),
                      i);
      const ImGuiTreeNodeFlags flags =
          trail.records.size() == 1 ? ImGuiTreeNodeFlags_DefaultOpen : 0;
      if (!ImGui::TreeNodeEx(title.c_str(), flags)) continue;
      draw_trail_record(context, trail, record);
      ImGui::TreePop();
    }
  }

  int partition_ = 0;
  int offset_ = 0;
  std::string key_;
};

}  // namespace

extern const PanelInfo k_panel_inspector;
const PanelInfo k_panel_inspector = {
    "inspector", "Inspector",
    "Any core, worker, partition, key or record: its figures and its whole path.",
    [] { return std::unique_ptr<Panel>(std::make_unique<Inspector>()); }};

}  // namespace millrace
