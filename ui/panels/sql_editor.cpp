// ui/panels/sql_editor.cpp — the query: checked while it is typed, run with Ctrl+Enter.
#include <fmt/format.h>

#include "ui/panels/code_editor.hpp"
#include "ui/panels/panel.hpp"
#include "ui/panels/query_lint.hpp"

namespace millrace {
namespace {

/// What is supported, by example.
constexpr const char* kSupported =
    "Aggregates: COUNT SUM AVG MIN MAX FIRST_VALUE LAST_VALUE STDDEV VARIANCE MEDIAN STRING_AGG, "
    "COUNT(DISTINCT x)\n"
    "Windows: WINDOW TUMBLING(1m)   WINDOW SLIDING(10m, 1m)   WINDOW SESSION(30s)   with GRACE "
    "10s\n"
    "Over rows: AVG(x) OVER (PARTITION BY k ORDER BY t ROWS BETWEEN 99 PRECEDING AND CURRENT ROW)\n"
    "Also: WHERE, HAVING, DISTINCT, ORDER BY, LIMIT, CASE, CAST, EMIT CHANGES, EMIT FINAL\n"
    "Annotations before the statement: -- @partitioning_strategy: always_hash";

class SqlEditor final : public Panel {
 public:
  void draw(PanelContext& context) override {
    if (context.view.scenario == nullptr) {
      empty_state(context, "No query yet. Choose a scenario above, or drop a file anywhere.");
      return;
    }
    take_over(context);
    const Theme& theme = context.theme;
    const bool is_changed = editor_.text != context.view.scenario->query;
    ImGui::BeginDisabled(!is_changed);
    const bool is_asked = ImGui::Button("Run it");
    ImGui::EndDisabled();
    hover_text("Ctrl+Enter. What plays goes on until the query can be run.");
    ImGui::SameLine();
    ImGui::BeginDisabled(!is_changed);
    if (ImGui::Button("Undo changes")) {
      editor_.text = context.view.scenario->query;
      marks_ = query_problems(context.view, editor_.text);
    }
    ImGui::EndDisabled();
    draw_columns(context);
    const float below = footer_height();
    const float height = std::max(theme.px(60), ImGui::GetContentRegionAvail().y - below);
    if (editor_.draw("##sql", {ImGui::GetContentRegionAvail().x, height}, marks_, theme))
      marks_ = query_problems(context.view, editor_.text);
    draw_footer(context);
    if ((is_asked || editor_.is_run_asked()) && is_changed) run(context);
  }

  std::string copied_text(const PanelContext&) const override { return editor_.text; }

 private:
  /// The scenario's query, unless one is being typed.
  void take_over(const PanelContext& context) {
    const std::string& query = context.view.scenario->query;
    if (query == given_) return;
    given_ = query;
    editor_.text = query;
    marks_ = query_problems(context.view, query);
  }

  void run(PanelContext& context) {
    for (const CodeMark& mark : marks_) {
      if (!mark.is_error) continue;
      editor_.go_to(mark.span.begin);
      return;
    }
    context.commands.add(SetValueCommand{"query", editor_.text});
  }

  static void draw_columns(const PanelContext& context) {
    for (const RunView& run : context.view.runs) {
      if (run.plan == nullptr || run.plan->query == nullptr) continue;
      std::string text = run.plan->query->topic + ":";
      for (const Field& field : run.plan->query->input->fields())
        text += fmt::format("  {} {}", field.name, to_text(field.type));
      ImGui::SameLine();
      ImGui::PushStyleColor(ImGuiCol_Text, context.theme.muted);
      ImGui::TextUnformatted(text.c_str());
      ImGui::PopStyleColor();
      hover_text(text.c_str());
      return;
    }
  }

  float footer_height() const {
    const float line = ImGui::GetTextLineHeightWithSpacing();
    return marks_.empty() ? line * 1.3f : line * 4.4f;
  }

  void draw_footer(const PanelContext& context) {
    const Theme& theme = context.theme;
    if (marks_.empty()) {
      muted_text(theme, "\xe2\x9c\x93 can be run. What is supported \xe2\x80\xa6");
      hover_text(kSupported);
      return;
    }
    const CodeMark& mark = marks_.front();
    const LineColumn place = line_column_of(editor_.text, mark.span.begin);
    const std::string message = fmt::format("{} {}:{}: {}", mark.is_error ? "\xe2\x9c\x97" : "!",
                                            place.line, place.column, mark.message);
    ImGui::PushStyleColor(
        ImGuiCol_Text, mark.is_error ? theme.outcome(OutcomeKind::kInvalid).colour : theme.warning);
    ImGui::TextWrapped("%s", message.c_str());
    ImGui::PopStyleColor();
    if (ImGui::IsItemClicked()) editor_.go_to(mark.span.begin);
    number(theme, caret_lines(editor_.text, mark.span.begin).c_str());
    muted_text(theme, mark.is_error
                          ? "The last good run keeps playing. What is supported \xe2\x80\xa6"
                          : "It can be run all the same. What is supported \xe2\x80\xa6");
    hover_text(kSupported);
  }

  std::string given_;
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
