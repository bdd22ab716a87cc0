// ui/panels/log.cpp — the run in words: plan, reasons, and what became of every record.
#include <fmt/format.h>

#include "core/route/strategy_info.hpp"
#include "ui/draw/number_text.hpp"
#include "ui/panels/panel.hpp"

namespace millrace {
namespace {

class Log final : public Panel {
 public:
  void draw(PanelContext& context) override {
    const RunView* run = run_or_empty(context);
    if (run == nullptr) return;
    const SimulationSnapshot& now = run->now;
    const StrategyChoice& choice = run->plan->choice;
    ImGui::TextWrapped("%s: rule %s. %s", run->display_name.c_str(), choice.rule.c_str(),
                       choice.reason.c_str());
    if (run->plan->has_merge)
      ImGui::TextWrapped("A second phase merges the partial results of the workers.");
    ImGui::Separator();
    line(context, "records due", now.rows_due);
    line(context, "records read", now.rows_read);
    line(context, "in effect", now.rows_in_effect);
    line(context, "filtered by WHERE", now.rows_filtered);
    line(context, "late", now.rows_late);
    line(context, "dead letters", now.rows_dead_letter);
    line(context, "on their way", now.rows_in_flight);
    line(context, "result rows", now.results);
    line(context, "keys hashed", now.work.rows_hashed);
    line(context, "rows copied to another worker's batch", now.work.rows_copied);
    line(context, "batches handed over", now.work.hand_overs);
    ImGui::Separator();
    if (context.view.auto_choice == nullptr) return;
    ImGui::TextWrapped("Auto-selection: %s", context.view.auto_choice->reason.c_str());
    for (const StrategyAlternative& other : context.view.auto_choice->alternatives) {
      if (other.strategy == nullptr) continue;
      ImGui::BulletText("not %s: ", std::string(other.strategy->display_name).c_str());
      ImGui::SameLine(0, 0);
      ImGui::TextWrapped("%s", other.why.c_str());
    }
  }

 private:
  static void line(const PanelContext& context, const char* what, std::int64_t count) {
    number(context.theme, fmt::format("{:>9}", count_text(count)).c_str());
    ImGui::SameLine();
    ImGui::TextUnformatted(what);
  }
};

struct Binding {
  const char* keys;
  const char* action;
};

constexpr Binding kBindings[] = {
    {"Space", "play or pause"},
    {"Left, Right", "step back or forth by a second"},
    {",  .", "step by one event"},
    {"Home, End", "go to the start, to the end"},
    {"[  ]", "slower, faster"},
    {"1 … 6", "select a strategy"},
    {"Shift+1 … 6", "compare with a strategy"},
    {"F", "fit time to the charts"},
    {"L", "follow the present"},
    {"W A S D", "zoom and pan time"},
    {"E", "edit the scenario"},
    {"R, Shift+R", "restart, with a new seed"},
    {"Ctrl + / - / 0", "larger, smaller, normal"},
    {"T", "dark or light"},
    {"?", "this list"},
    {"Esc", "clear the selection"},
};

class Help final : public Panel {
 public:
  void draw(PanelContext& context) override {
    if (!ImGui::BeginTable("keys", 2, ImGuiTableFlags_SizingFixedFit)) return;
    for (const Binding& binding : kBindings) {
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      number(context.theme, binding.keys);
      ImGui::TableNextColumn();
      ImGui::TextUnformatted(binding.action);
    }
    ImGui::EndTable();
    ImGui::Separator();
    ImGui::TextWrapped(
        "Charts: drag pans, the wheel zooms at the cursor, double-click fits, click goes there. "
        "Everything runs on this machine.");
  }
};

}  // namespace

extern const PanelInfo k_panel_log;
const PanelInfo k_panel_log = {"log", "Run",
                               "The plan and its reasons, and what became of every record.",
                               [] { return std::unique_ptr<Panel>(std::make_unique<Log>()); }};
extern const PanelInfo k_panel_help;
const PanelInfo k_panel_help = {"help", "Help", "Keys, and how to read the charts.",
                                [] { return std::unique_ptr<Panel>(std::make_unique<Help>()); },
                                true};

}  // namespace millrace
