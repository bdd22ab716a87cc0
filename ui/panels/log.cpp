// ui/panels/log.cpp — the run in words: the plan and its reasons, what happened and when, what became of every record.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/route/strategy_info.hpp"
#include "ui/draw/choice_bar.hpp"
#include "ui/draw/number_text.hpp"
#include "ui/panels/event_log.hpp"
#include "ui/panels/glossary.hpp"
#include "ui/panels/panel.hpp"
#include "ui/panels/run_figures.hpp"

namespace millrace {
namespace {

constexpr std::array<ChoiceLabel, 2> kParts = {{
    {"log", "What has happened, in its order; a click goes there"},
    {"figures", "Where the records are, every figure, and why auto chooses as it does"},
}};

class Log final : public Panel {
 public:
  void draw(PanelContext& context) override {
    const RunView* run = run_or_empty(context);
    if (run == nullptr) return;
    draw_plan(context, *run);
    draw_balance_line(context, *run);
    choice_bar("part", kParts, part_, context.theme);
    // Where the sentences take all room, the panel scrolls.
    ImGui::BeginChild("part",
                      {0, std::max(ImGui::GetContentRegionAvail().y, context.theme.px(120))});
    if (part_ == 0) {
      draw_log(context, *run);
    } else {
      ImGui::SeparatorText("Where the records are");
      draw_balance(context, *run);
      ImGui::SeparatorText("Every figure");
      draw_figures(context, *run);
      draw_selection(context);
    }
    ImGui::EndChild();
  }

  std::string copied_text(const PanelContext& context) const override {
    if (context.selection.run >= context.view.runs.size()) return {};
    const RunView& run = context.view.runs[context.selection.run];
    if (!run.can_run()) return {};
    if (part_ == 1) return tab_separated(run);
    return "state\ttime, s\twhat\ttext\n" + tab_separated(log_entries(run));
  }

 private:
  static void draw_plan(const PanelContext& context, const RunView& run) {
    const StrategyChoice& choice = run.plan->choice;
    ImGui::TextWrapped("%s, by rule %s: %s", run.display_name.c_str(), choice.rule.c_str(),
                       choice.reason.c_str());
    if (context.view.is_measured)
      ImGui::TextWrapped("Measured: real threads, and time on the wall; not simulated.");
    if (run.plan->has_merge)
      ImGui::TextWrapped("A second phase merges the partial results of the workers.");
    if (!run.plan->remark.empty()) ImGui::TextWrapped("%s", run.plan->remark.c_str());
    if (!run.overload.empty()) ImGui::TextWrapped("%s", run.overload.c_str());
    if (!run.auto_remark.empty()) ImGui::TextWrapped("%s", run.auto_remark.c_str());
    if (!run.run_hash.has_value()) return;
    number(context.theme, fmt::format("run hash {:016x}", *run.run_hash).c_str());
    hover_text("Same scenario, seed and version: the same hash on every machine. Click to copy.");
    if (ImGui::IsItemClicked())
      ImGui::SetClipboardText(fmt::format("{:016x}", *run.run_hash).c_str());
  }

  /// "12.1 k rows due, 12.0 k read, 11.9 k in effect, 112 on their way".
  static void draw_balance_line(const PanelContext& context, const RunView& run) {
    const SimulationSnapshot& now = run.now;
    std::string text = fmt::format("{} rows due, {} read, {} in effect", count_text(now.rows_due),
                                   count_text(now.rows_read), count_text(now.rows_in_effect));
    const auto add = [&text](std::int64_t count, const char* what) {
      if (count > 0) text += fmt::format(", {} {}", count_text(count), what);
    };
    add(now.rows_filtered, "filtered by WHERE");
    add(now.rows_late, "late");
    add(now.rows_dead_letter, "dead letters");
    add(now.rows_in_flight, "on their way");
    muted_text(context.theme, text.c_str());
  }

  static void draw_log(PanelContext& context, const RunView& run) {
    const std::vector<LogEntry> entries = log_entries(run);
    if (entries.empty()) {
      empty_state(context,
                  "Nothing has happened yet. Faults, switches, refusals of full queues, the first "
                  "split group and the first wrong result are listed here with their instants.");
      return;
    }
    draw_event_log(context, entries);
  }

  static void draw_balance(const PanelContext& context, const RunView& run) {
    const SimulationSnapshot& now = run.now;
    line(context, "due", now.rows_due, meaning_of("offered load"));
    line(context, "read", now.rows_read, "Taken from the topic.");
    line(context, "in effect", now.rows_in_effect, meaning_of("in effect"));
    line(context, "filtered by WHERE", now.rows_filtered, "Rows that the query does not want.");
    line(context, "late", now.rows_late, meaning_of("late rows"));
    line(context, "dead letters", now.rows_dead_letter, meaning_of("dead letters"));
    line(context, "on their way", now.rows_in_flight, "Read, and not yet through a worker.");
  }

  static void line(const PanelContext& context, const char* what, std::int64_t count,
                   const char* help) {
    number(context.theme, fmt::format("{:>9} rows", count_text(count)).c_str());
    ImGui::SameLine();
    ImGui::TextUnformatted(what);
    hover_text(help);
  }

  static void draw_figures(const PanelContext& context, const RunView& run) {
    if (!ImGui::BeginTable("figures", 2, ImGuiTableFlags_SizingFixedFit)) return;
    for (const RunFigure& figure : run_figures()) {
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      ImGui::TextUnformatted(figure.name.data());
      hover_text(meaning_of(figure.name));
      ImGui::TableNextColumn();
      number(context.theme, fmt::format("{:>16}", figure_text(run, figure.name)).c_str());
    }
    ImGui::EndTable();
  }

  static void draw_selection(const PanelContext& context) {
    if (context.view.auto_choice == nullptr) return;
    ImGui::SeparatorText("Why auto chooses as it does");
    ImGui::TextWrapped("%s", context.view.auto_choice->reason.c_str());
    for (const StrategyAlternative& other : context.view.auto_choice->alternatives) {
      if (other.strategy == nullptr) continue;
      ImGui::Bullet();
      ImGui::TextWrapped("not %s: %s", std::string(other.strategy->display_name).c_str(),
                         other.why.c_str());
    }
  }

  int part_ = 0;
};

}  // namespace

extern const PanelInfo k_panel_log;
const PanelInfo k_panel_log = {
    "log", "Run",
    "What has happened in this run, with its instants; the plan and its reasons; what became of "
    "every record.",
    [] { return std::unique_ptr<Panel>(std::make_unique<Log>()); }};

}  // namespace millrace
