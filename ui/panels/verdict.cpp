// ui/panels/verdict.cpp — right or wrong, and the evidence: expected and got, and the records behind it.
#include <fmt/format.h>

#include "ui/draw/number_text.hpp"
#include "ui/panels/panel.hpp"

namespace millrace {
namespace {

std::string values_text(const EvidenceRow& row) {
  std::string text =
      row.worker.has_value() ? fmt::format("worker {}:  ", row.worker->value) : std::string();
  for (std::size_t i = 0; i < row.values.size(); ++i) text += (i > 0 ? "   " : "") + row.values[i];
  return text;
}

class VerdictPanel final : public Panel {
 public:
  void draw(PanelContext& context) override {
    const RunView* run = run_or_empty(context);
    if (run == nullptr) return;
    const Theme& theme = context.theme;
    const OutcomeStyle style = theme.outcome(run->outcome);
    if (theme.large != nullptr) ImGui::PushFont(theme.large);
    ImGui::PushStyleColor(ImGuiCol_Text, style.colour);
    ImGui::Text("%s %s", run->display_name.c_str(), style.word);
    ImGui::PopStyleColor();
    if (theme.large != nullptr) ImGui::PopFont();
    if (!run->refusal.empty()) {
      ImGui::TextWrapped(
          "Validation refuses this plan: %s. It runs here all the same, to show what breaks.",
          run->refusal.c_str());
    } else if (run->plan != nullptr) {
      ImGui::TextWrapped("%s", run->plan->choice.reason.c_str());
    }
    if (run->first_split_at.has_value()) {
      if (ImGui::Button("go to the first split group")) {
        context.commands.add(PauseCommand{});
        context.commands.add(SeekCommand{*run->first_split_at});
      }
      ImGui::SameLine();
      ImGui::Text("at %s; %s groups are split now", clock_text(run->first_split_at->ns).c_str(),
                  count_text(run->now.split_groups).c_str());
    }
    ImGui::Separator();
    if (run->verdict == nullptr) {
      ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
      ImGui::TextWrapped(
          "At the end every result is held against one worker alone over the same records; the "
          "first differences are shown here.");
      ImGui::PopStyleColor();
      return;
    }
    draw_verdict(context, *run->verdict);
  }

 private:
  static void draw_verdict(const PanelContext& context, const Verdict& verdict) {
    const Theme& theme = context.theme;
    ImGui::TextWrapped(
        "%s of %s results compared are wrong: %s split, %s missing, %s doubled, %s with other "
        "values, %s unexpected.",
        count_text(verdict.wrong_results).c_str(), count_text(verdict.results_compared).c_str(),
        count_text(verdict.split).c_str(), count_text(verdict.missing).c_str(),
        count_text(verdict.doubled).c_str(), count_text(verdict.wrong).c_str(),
        count_text(verdict.unexpected).c_str());
    if (!verdict.reason.empty()) ImGui::TextWrapped("%s", verdict.reason.c_str());
    std::string columns;
    for (const std::string& column : verdict.columns)
      columns += (columns.empty() ? "" : "   ") + column;
    for (const GroupEvidence& group : verdict.first) {
      ImGui::Spacing();
      const std::string problem(to_text(group.problem));
      ImGui::Text("%s", group.group.c_str());
      ImGui::SameLine();
      ImGui::PushStyleColor(ImGuiCol_Text, theme.outcome(OutcomeKind::kInvalid).colour);
      ImGui::TextUnformatted(problem.c_str());
      ImGui::PopStyleColor();
      ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
      number(theme, ("          " + columns).c_str());
      ImGui::PopStyleColor();
      for (const EvidenceRow& row : group.expected)
        number(theme, ("expected  " + values_text(row)).c_str());
      for (const EvidenceRow& row : group.got)
        number(theme, ("got       " + values_text(row)).c_str());
      for (const EvidenceRecord& record : group.records) {
        number(theme, fmt::format("record    p{} offset {} \xe2\x86\x92 worker {}",
                                  record.source_partition.value, record.offset, record.worker.value)
                          .c_str());
      }
    }
  }
};

}  // namespace

extern const PanelInfo k_panel_verdict;
const PanelInfo k_panel_verdict = {
    "verdict", "Verdict", "Whether this strategy's totals are right, and the evidence.",
    [] { return std::unique_ptr<Panel>(std::make_unique<VerdictPanel>()); }};

}  // namespace millrace
