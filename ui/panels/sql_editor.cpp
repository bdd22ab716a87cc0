// ui/panels/sql_editor.cpp — the query: checked while it is typed, run with Ctrl+Enter.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "ui/draw/legend.hpp"
#include "ui/panels/code_editor.hpp"
#include "ui/panels/panel.hpp"
#include "ui/panels/query_lint.hpp"

namespace millrace {
namespace {

class SqlEditor final : public Panel {
 public:
  void draw(PanelContext& context) override {
    if (context.view.scenario == nullptr) {
      empty_state(context, "No query yet. Choose a scenario above, or drop a file anywhere.");
      return;
    }
    take_over(context);
    const Theme& theme = context.theme;
    const bool is_changed = editor_.text() != context.view.scenario->query;
    ImGui::BeginDisabled(!is_changed);
    const bool is_asked = ImGui::Button("Run it");
    ImGui::EndDisabled();
    hover_text("Ctrl+Enter. What plays goes on until the query can be run.");
    ImGui::SameLine();
    ImGui::BeginDisabled(!is_changed);
    if (ImGui::Button("Undo changes")) {
      editor_.set_text(context.view.scenario->query);
      marks_ = query_problems(context.view, editor_.text());
    }
    ImGui::EndDisabled();
    draw_columns(context);
    // As high as the footer was when it was drawn last: its lines break where the panel ends.
    const float least = ImGui::GetTextLineHeightWithSpacing() * 3.0f;
    const float height = std::max(least, ImGui::GetContentRegionAvail().y - footer_height_);
    if (editor_.draw("##sql", {ImGui::GetContentRegionAvail().x, height}, marks_, theme))
      marks_ = query_problems(context.view, editor_.text());
    const float below = ImGui::GetCursorPosY();
    draw_footer(context);
    footer_height_ = ImGui::GetCursorPosY() - below;
    const bool is_wanted = is_run_wanted(context, is_changed);
    if ((is_asked || editor_.is_run_asked() || is_wanted) && is_changed) run(context);
  }

  std::string copied_text(const PanelContext&) const override { return editor_.text(); }

 private:
  /// Says that there is something to run, and hears that it is to be run.
  static bool is_run_wanted(PanelContext& context, bool is_changed) {
    Selection& selection = context.selection;
    const bool is_mine = selection.edited == "sql_editor";
    if (is_changed && !is_mine) selection.edited = "sql_editor";
    if (!is_changed && is_mine) selection.edited.clear();
    return selection.edited == "sql_editor" && std::exchange(selection.wants_run, false);
  }

  /// The scenario's query. What was typed for one scenario and not run is there again when that one comes back.
  void take_over(const PanelContext& context) {
    const WorkbenchView& view = context.view;
    const std::string& query = view.scenario->query;
    const bool is_other = view.scenario->name != scenario_;
    if (query == given_ && !is_other) return;
    const bool is_typed = !scenario_.empty() && editor_.text() != given_;
    if (is_other && is_typed) drafts_[scenario_] = editor_.text();
    if (is_other || !is_typed) editor_.set_text(query);
    given_ = query;
    if (is_other) {
      scenario_ = view.scenario->name;
      if (const auto draft = drafts_.extract(scenario_)) editor_.set_text(draft.mapped());
    }
    marks_ = query_problems(view, editor_.text());
  }

  void run(PanelContext& context) {
    for (const CodeMark& mark : marks_) {
      if (!mark.is_error) continue;
      editor_.go_to(mark.span.begin);
      return;
    }
    context.commands.add(SetValueCommand{"query", editor_.text()});
  }

  static void draw_columns(const PanelContext& context) {
    for (const RunView& run : context.view.runs) {
      if (run.plan == nullptr || run.plan->query == nullptr) continue;
      std::string text = run.plan->query->topic + ":";
      for (const Field& field : run.plan->query->input->fields())
        text += fmt::format("  {} {}", field.name, to_text(field.type));
      flow(ImGui::CalcTextSize(text.c_str()).x, context.theme.px(8));
      ImGui::AlignTextToFramePadding();
      muted_text(context.theme, text.c_str());
      return;
    }
  }

  /// What is wrong first: where, the line with a caret, and what would be right there.
  void draw_footer(PanelContext& context) {
    const Theme& theme = context.theme;
    if (marks_.empty()) {
      muted_text(theme, "\xe2\x9c\x93 can be run. What is supported \xe2\x80\xa6");
      if (ImGui::IsItemHovered()) hover_text(supported_text().c_str());
      return;
    }
    const CodeMark& mark = marks_.front();
    if (code_mark_text(editor_.text(), mark, theme)) editor_.go_to(mark.span.begin);
    number(theme, caret_lines(editor_.text(), mark.span.begin).c_str());
    muted_text(theme, supported_text(context.view, mark).c_str());
    muted_text(theme,
               mark.is_error ? "The last good run keeps playing." : "It can be run all the same.");
  }

  std::string scenario_;                                    // whose query it is
  std::string given_;                                       // that query
  std::map<std::string, std::string, std::less<>> drafts_;  // typed and not run, by scenario
  float footer_height_ = 0.0f;
  CodeEditor editor_;
  std::vector<CodeMark> marks_;
};

}  // namespace

extern const PanelInfo k_panel_sql_editor;
const PanelInfo k_panel_sql_editor = {
    "sql_editor", "SQL",
    "The query that all strategies run. It is checked while you type; Ctrl+Enter runs it.",
    [] { return std::unique_ptr<Panel>(std::make_unique<SqlEditor>()); }, true};

}  // namespace millrace
