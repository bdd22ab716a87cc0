// ui/panels/verdict.cpp — right or wrong, and the evidence: expected and got, and the records behind it; and what the
// routing cost.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ui/draw/choice_bar.hpp"
#include "ui/draw/legend.hpp"
#include "ui/draw/number_text.hpp"
#include "ui/panels/glossary.hpp"
#include "ui/panels/panel.hpp"
#include "ui/panels/repro_command.hpp"
#include "ui/panels/run_figures.hpp"
#include "ui/panels/table.hpp"
#include "ui/panels/trail_steps.hpp"

namespace millrace {
namespace {

constexpr std::array<ChoiceLabel, 2> kParts = {{
    {"evidence", "Expected and got, and the records behind it"},
    {"cost", "What the routing cost: bytes moved, hops, state held twice"},
}};

constexpr std::array<std::string_view, 10> kCosts = {
    "hops",        "copied rows", "hashed rows", "hand-overs", "zero-cost",
    "moved bytes", "state",       "held twice",  "max/mean",   "aligned"};

constexpr const char* kReproHelp =
    "A command for a shell that runs exactly this: the scenario as it is now (sliders, edits, "
    "events, the fork's changes) goes along with it.";

std::string tabbed(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : "\t") + value;
  return text;
}

class VerdictPanel final : public Panel {
 public:
  void draw(PanelContext& context) override {
    const RunView* run = run_or_empty(context);
    if (run == nullptr) return;
    draw_head(context, *run);
    choice_bar("part", kParts, part_, context.theme);
    ImGui::SameLine(0, context.theme.px(12));
    if (small_button("copy repro command", kReproHelp))
      ImGui::SetClipboardText(repro_command(context.view, *run).c_str());
    draw_shrink(context, *run);
    // Where the sentences take all room, the panel scrolls.
    ImGui::BeginChild("part",
                      {0, std::max(ImGui::GetContentRegionAvail().y, context.theme.px(120))});
    if (part_ == 1) {
      draw_cost(context, *run);
    } else if (run->verdict != nullptr) {
      draw_evidence(context, *run->verdict);
    } else {
      draw_so_far(context, *run);
    }
    ImGui::EndChild();
  }

  std::string copied_text(const PanelContext& context) const override {
    if (context.selection.run >= context.view.runs.size()) return {};
    const RunView& run = context.view.runs[context.selection.run];
    if (part_ == 1 && run.can_run()) return tab_separated(run);
    const Verdict* const shown = run.verdict != nullptr ? run.verdict : run.first_wrong;
    if (shown == nullptr) return run.can_run() ? so_far_text(run) : std::string();
    std::string text = "group\tproblem\twhich\tworker";
    for (const std::string& column : shown->columns) text += "\t" + column;
    text += '\n';
    for (const GroupEvidence& group : shown->first) {
      for (const auto* rows : {&group.expected, &group.got}) {
        for (const EvidenceRow& row : *rows)
          text += fmt::format("{}\t{}\t{}\t{}\t{}\n", group.group, to_text(group.problem),
                              rows == &group.expected ? "expected" : "got",
                              row.worker.has_value() ? std::to_string(row.worker->value) : "",
                              tabbed(row.values));
      }
    }
    return text;
  }

 private:
  /// Only where something is wrong, or may turn out to be.
  static void draw_shrink(PanelContext& context, const RunView& run) {
    const bool is_shrinking = context.view.is_shrinking;
    if (context.view.is_measured) return;
    if (!is_shrinking && run.outcome != OutcomeKind::kInvalid) return;
    const char* const label = is_shrinking ? "stop shrinking" : "shrink";
    flow(ImGui::CalcTextSize(label).x + context.theme.px(14), context.theme.px(8));
    const char* const help =
        is_shrinking
            ? "Enough: the smallest scenario so far is loaded"
            : "Looks for the smallest scenario in which this strategy is still wrong (fewer "
              "records, keys, partitions, workers and faults), and loads it";
    if (small_button(label, help)) context.commands.add(ShrinkCommand{context.selection.run});
    if (!is_shrinking) return;
    flow(ImGui::CalcTextSize(std::string(context.view.busy).c_str()).x, context.theme.px(8));
    muted_text(context.theme, std::string(context.view.busy).c_str());
  }

  static void draw_head(PanelContext& context, const RunView& run) {
    const Theme& theme = context.theme;
    const OutcomeStyle style = theme.outcome(run.outcome);
    if (theme.large != nullptr) ImGui::PushFont(theme.large);
    ImGui::PushStyleColor(ImGuiCol_Text, style.colour);
    ImGui::Text("%s %s %s", style.glyph, run.display_name.c_str(), style.word);
    ImGui::PopStyleColor();
    if (theme.large != nullptr) ImGui::PopFont();
    if (!run.refusal.empty()) {
      ImGui::TextWrapped(
          "Validation refuses this plan: %s. It runs here all the same, to show what breaks.",
          run.refusal.c_str());
    } else if (run.plan != nullptr) {
      ImGui::TextWrapped("%s", run.plan->choice.reason.c_str());
    }
    if (!run.auto_remark.empty()) ImGui::TextWrapped("%s", run.auto_remark.c_str());
    const auto step_to = [&](const char* label, VirtualTime at) {
      if (!small_button(label, "Stops, and goes to that instant")) return;
      context.commands.add(PauseCommand{});
      context.commands.add(SeekCommand{at});
    };
    if (run.first_split_at.has_value()) {
      step_to("go to the first split group", *run.first_split_at);
      ImGui::SameLine();
      ImGui::Text("%s; %s split now", clock_text(run.first_split_at->ns).c_str(),
                  count_text(run.now.split_groups).c_str());
    }
    if (run.first_wrong_at.has_value()) {
      const char* const label = "go to the first wrong result";
      const std::string at = clock_text(run.first_wrong_at->ns);
      const float width = ImGui::CalcTextSize((label + at).c_str()).x + ImGui::GetFontSize() * 2.0f;
      if (run.first_split_at.has_value()) flow(width, theme.px(16));
      step_to(label, *run.first_wrong_at);
      ImGui::SameLine();
      ImGui::TextUnformatted(at.c_str());
    }
  }

  /// Before the end there is no evidence, but what is known by now.
  static std::string so_far_text(const RunView& run) {
    const auto seconds = [](const std::optional<VirtualTime>& at) {
      return at.has_value() ? fmt::format("{:.9g}", static_cast<double>(at->ns) * 1e-9)
                            : std::string();
    };
    return fmt::format(
        "strategy\ttime, s\tsplit groups\tfirst split, s\tresults checked\tresults "
        "wrong\tfirst wrong, s\n{}\t{:.9g}\t{}\t{}\t{}\t{}\t{}\n",
        run.display_name, static_cast<double>(run.now.now.ns) * 1e-9, run.now.split_groups,
        seconds(run.first_split_at), run.results_checked, run.results_wrong,
        seconds(run.first_wrong_at));
  }

  static void draw_so_far(PanelContext& context, const RunView& run) {
    if (run.results_checked > 0) {
      ImGui::TextWrapped("So far %s of %s results held against one worker alone are wrong.",
                         count_text(run.results_wrong).c_str(),
                         count_text(run.results_checked).c_str());
    }
    if (run.first_wrong != nullptr) {
      muted_text(context.theme, "The first of them, in the first window that was wrong:");
      draw_groups(context, *run.first_wrong);
      return;
    }
    muted_text(
        context.theme,
        "Every window is held against one worker alone over the same records as soon as both "
        "have closed it; the first differences are shown here, with the records behind them.");
  }

  static void draw_cost(const PanelContext& context, const RunView& run) {
    static constexpr Heading kHeadings[] = {{"what the routing cost", "Since the start.", 2.0f},
                                            {"value", "With its unit.", 1.2f, true},
                                            {"meaning", "In words.", 4.0f}};
    if (!begin_table("cost", kHeadings)) return;
    for (const std::string_view name : kCosts) {
      ImGui::TableNextRow();
      text_cell(name.data());
      number_cell(context.theme, figure_text(run, name));
      text_cell(meaning_of(name));
      hover_text(meaning_of(name));
    }
    ImGui::EndTable();
  }

  static void draw_evidence(PanelContext& context, const Verdict& verdict) {
    const Theme& theme = context.theme;
    if (verdict.kind == VerdictKind::kValid) {
      ImGui::TextWrapped(
          "\xe2\x9c\x93 All %s results equal those of one worker alone over the same records.",
          count_text(verdict.results_compared).c_str());
      return;
    }
    if (verdict.kind == VerdictKind::kInvalid) {
      ImGui::TextWrapped(
          "%s of %s results compared are wrong: %s split, %s missing, %s doubled, %s with other "
          "values, %s unexpected.",
          count_text(verdict.wrong_results).c_str(), count_text(verdict.results_compared).c_str(),
          count_text(verdict.split).c_str(), count_text(verdict.missing).c_str(),
          count_text(verdict.doubled).c_str(), count_text(verdict.wrong).c_str(),
          count_text(verdict.unexpected).c_str());
    }
    if (!verdict.reason.empty()) muted_text(theme, verdict.reason.c_str());
    draw_groups(context, verdict);
  }

  static void draw_groups(PanelContext& context, const Verdict& verdict) {
    for (std::size_t i = 0; i < verdict.first.size(); ++i) {
      ImGui::PushID(static_cast<int>(i));
      draw_group(context, verdict, verdict.first[i]);
      ImGui::PopID();
    }
  }

  static void draw_group(PanelContext& context, const Verdict& verdict,
                         const GroupEvidence& group) {
    const Theme& theme = context.theme;
    ImGui::Spacing();
    ImGui::TextUnformatted(group.group.c_str());
    ImGui::SameLine();
    ImGui::PushStyleColor(ImGuiCol_Text, theme.outcome(OutcomeKind::kInvalid).colour);
    ImGui::Text("\xe2\x9c\x97 %s: expected %zu row%s, got %s",
                std::string(to_text(group.problem)).c_str(), group.expected.size(),
                group.expected.size() == 1 ? "" : "s", count_text(group.got_count).c_str());
    ImGui::PopStyleColor();
    constexpr ImGuiTableFlags kFlags = ImGuiTableFlags_RowBg | ImGuiTableFlags_SizingFixedFit |
                                       ImGuiTableFlags_BordersInnerV | ImGuiTableFlags_ScrollX;
    const auto columns = static_cast<int>(verdict.columns.size()) + 2;
    const auto rows = static_cast<float>(group.expected.size() + group.got.size()) + 1.8f;
    const float height = rows * ImGui::GetTextLineHeightWithSpacing();
    if (columns <= 60 && ImGui::BeginTable("rows", columns, kFlags, {0, height})) {
      ImGui::TableSetupColumn(" ");
      ImGui::TableSetupColumn("from");
      for (const std::string& column : verdict.columns) ImGui::TableSetupColumn(column.c_str());
      ImGui::TableHeadersRow();
      for (const EvidenceRow& row : group.expected) draw_row(theme, row, "expected");
      for (const EvidenceRow& row : group.got) draw_row(theme, row, "got");
      ImGui::EndTable();
    }
    draw_records(context, group);
  }

  static void draw_row(const Theme& theme, const EvidenceRow& row, const char* which) {
    ImGui::TableNextRow();
    text_cell(which);
    text_cell(row.worker.has_value() ? fmt::format("worker {}", row.worker->value).c_str()
                                     : (which[0] == 'e' ? "one alone" : "merge"));
    for (const std::string& value : row.values) number_cell(theme, value, false);
  }

  static void draw_records(PanelContext& context, const GroupEvidence& group) {
    if (group.records.empty()) return;
    muted_text(context.theme,
               fmt::format("{} record{} behind it; click one to follow its path:",
                           count_text(group.record_count), group.record_count == 1 ? "" : "s")
                   .c_str());
    bool is_first = true;
    for (std::size_t i = 0; i < group.records.size(); ++i) {
      const EvidenceRecord& record = group.records[i];
      const std::string label =
          fmt::format("p{} offset {} \xe2\x86\x92 w{}", record.source_partition.value,
                      record.offset, record.worker.value);
      ImGui::PushID(static_cast<int>(i));
      const float width = ImGui::CalcTextSize(label.c_str()).x + context.theme.px(14);
      if (!is_first) {
        const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
        if (ImGui::GetItemRectMax().x + width + context.theme.px(8) < right) ImGui::SameLine();
      }
      is_first = false;
      if (small_button(label.c_str(), "Step to it: its path, here and in the inspector"))
        follow(context, record);
      ImGui::PopID();
    }
    draw_followed(context, group);
  }

  /// The path of the record that was clicked, under its group.
  static void draw_followed(PanelContext& context, const GroupEvidence& group) {
    const TrailView* trail = context.view.trail;
    if (trail == nullptr || !trail->key.empty() || trail->records.size() != 1) return;
    const TrailRecord& followed = trail->records.front();
    for (const EvidenceRecord& record : group.records) {
      if (record.source_partition.value != followed.source_partition ||
          record.offset != followed.offset)
        continue;
      ImGui::PushID("followed");
      ImGui::Text("p%u offset %s", followed.source_partition,
                  std::to_string(followed.offset).c_str());
      draw_trail_record(context, *trail, followed);
      ImGui::PopID();
      return;
    }
  }

  static void follow(PanelContext& context, const EvidenceRecord& record) {
    InspectCommand inspect;
    inspect.source_partition = record.source_partition.value;
    inspect.offset = record.offset;
    context.commands.add(inspect);
    context.selection.route = {record.source_partition.value, record.worker.value};
  }

  int part_ = 0;
};

}  // namespace

extern const PanelInfo k_panel_verdict;
const PanelInfo k_panel_verdict = {
    "verdict", "Verdict", "Whether this strategy's totals are right, the evidence, and the cost.",
    [] { return std::unique_ptr<Panel>(std::make_unique<VerdictPanel>()); }};

}  // namespace millrace
