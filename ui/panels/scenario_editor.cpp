// ui/panels/scenario_editor.cpp — the scenario as text: problems at their place, the last good run keeps playing.
#include <fmt/format.h>

#include <algorithm>

#include "ui/panels/code_editor.hpp"
#include "ui/panels/panel.hpp"

namespace millrace {
namespace {

class ScenarioEditor final : public Panel {
 public:
  void draw(PanelContext& context) override {
    if (shown_ != context.view.scenario_text && !is_changed_) {
      shown_ = std::string(context.view.scenario_text);
      editor_.text = shown_;
    }
    collect_marks(context);
    const bool is_asked = ImGui::Button(is_changed_ ? "Run it###run" : "Run again###run");
    hover_text("Ctrl+Enter. What plays goes on until the text can be run.");
    if (is_changed_) {
      ImGui::SameLine();
      if (ImGui::Button("Undo changes")) {
        editor_.text = shown_;
        is_changed_ = false;
      }
    }
    ImGui::SameLine();
    muted_text(context.theme, std::string(context.view.scenario_name).c_str());
    draw_problems(context);
    if (context.selection.caret.has_value()) {
      editor_.go_to(*context.selection.caret);
      context.selection.caret.reset();
    }
    if (editor_.draw("##text", ImGui::GetContentRegionAvail(), marks_, context.theme))
      is_changed_ = editor_.text != shown_;
    if (is_asked || editor_.is_run_asked()) {
      context.commands.add(LoadTextCommand{editor_.text, std::string(context.view.scenario_name)});
      shown_ = editor_.text;
      is_changed_ = false;
    }
  }

  std::string copied_text(const PanelContext& context) const override {
    return std::string(context.view.scenario_text);
  }

 private:
  /// Problems are of the text that was given: while it is being changed, their places may have moved.
  void collect_marks(const PanelContext& context) {
    marks_.clear();
    for (const Diagnostic& problem : context.view.problems) {
      if (!problem.span.is_known() || is_changed_) continue;
      marks_.push_back({problem.span, problem.severity == Severity::kError, problem.message});
    }
  }

  void draw_problems(const PanelContext& context) {
    if (context.view.problems.empty()) return;
    const Theme& theme = context.theme;
    const bool has_error = has_errors(context.view.problems);
    const auto count = static_cast<float>(std::min<std::size_t>(4, context.view.problems.size()));
    ImGui::BeginChild("problems", {0, (count + (has_error ? 1.0f : 0.0f)) *
                                              ImGui::GetTextLineHeightWithSpacing() +
                                          theme.px(4)});
    int id = 0;
    for (const Diagnostic& problem : context.view.problems) {
      const bool is_error = problem.severity == Severity::kError;
      ImGui::PushStyleColor(ImGuiCol_Text,
                            is_error ? theme.outcome(OutcomeKind::kInvalid).colour : theme.warning);
      ImGui::PushID(id++);
      const std::string text = (is_error ? "\xe2\x9c\x97 " : "! ") + to_text(problem);
      if (ImGui::Selectable(text.c_str())) editor_.go_to(problem.span.begin);
      ImGui::PopID();
      ImGui::PopStyleColor();
      hover_text(text.c_str());
    }
    if (has_error) muted_text(theme, "The last scenario that could be run keeps playing.");
    ImGui::EndChild();
  }

  std::string shown_;
  bool is_changed_ = false;
  CodeEditor editor_;
  std::vector<CodeMark> marks_;
};

}  // namespace

extern const PanelInfo k_panel_scenario_editor;
const PanelInfo k_panel_scenario_editor = {
    "scenario_editor", "Scenario",
    "The scenario as YAML. Change it and run it; what is wrong is shown at its place.",
    [] { return std::unique_ptr<Panel>(std::make_unique<ScenarioEditor>()); }, true};

}  // namespace millrace
