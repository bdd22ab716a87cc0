// ui/panels/scenario_editor.cpp — the scenario as text: problems at their place, the last good run keeps playing.
#include <map>
#include <string>
#include <utility>

#include "ui/panels/code_editor.hpp"
#include "ui/panels/panel.hpp"
#include "ui/panels/query_lint.hpp"

namespace millrace {
namespace {

/// Typing rests this long before the text is read.
constexpr double kRestS = 0.25;

class ScenarioEditor final : public Panel {
 public:
  void draw(PanelContext& context) override {
    take_over(context);
    const bool is_asked = ImGui::Button(is_changed() ? "Run it###run" : "Run again###run");
    hover_text("Ctrl+Enter. What plays goes on until the text can be run.");
    if (is_changed()) {
      ImGui::SameLine();
      if (ImGui::Button("Undo changes")) {
        shown_ = given_;
        editor_.set_text(given_);
        is_elsewhere_ = false;
      }
    }
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    muted_text(context.theme, name_.c_str());
    draw_elsewhere(context);
    collect_marks(context);
    draw_problems(context);
    if (context.selection.caret.has_value()) {
      editor_.go_to(*context.selection.caret);
      context.selection.caret.reset();
    }
    if (editor_.draw("##text", ImGui::GetContentRegionAvail(), marks_, context.theme)) {
      changed_s_ = ImGui::GetTime();
      is_linted_ = false;
    }
    if (is_asked || editor_.is_run_asked() || is_run_wanted(context, is_changed())) run(context);
  }

  std::string copied_text(const PanelContext&) const override { return editor_.text(); }

 private:
  /// Says that there is something to run, and hears that it is to be run.
  static bool is_run_wanted(PanelContext& context, bool is_changed) {
    Selection& selection = context.selection;
    const bool is_mine = selection.edited == "scenario_editor";
    if (is_changed && !is_mine) selection.edited = "scenario_editor";
    if (!is_changed && is_mine) selection.edited.clear();
    // Where no text was changed, the scenario runs again.
    const bool is_asked = selection.edited.empty() || selection.edited == "scenario_editor";
    return is_asked && std::exchange(selection.wants_run, false);
  }

  bool is_changed() const { return editor_.text() != shown_; }

  /// What was typed for one file and not run is there again when that file comes back: never under another's name.
  void take_over(const PanelContext& context) {
    const std::string_view name = context.view.scenario_name;
    const std::string_view text = context.view.scenario_text;
    if (name == name_ && text == given_) return;
    const bool is_typed = is_changed();
    given_ = std::string(text);
    if (name == name_ && is_typed) {
      is_elsewhere_ = editor_.text() != given_;  // a slider, an event: what was typed stays
      if (!is_elsewhere_) shown_ = given_;
      return;
    }
    if (is_typed) drafts_[name_] = editor_.text();
    name_ = std::string(name);
    shown_ = given_;
    editor_.set_text(given_);
    if (const auto draft = drafts_.extract(name_)) editor_.set_text(draft.mapped());
    is_elsewhere_ = false;
    is_linted_ = false;
  }

  /// The scenario changed under the hands of the one who types.
  void draw_elsewhere(PanelContext& context) {
    if (!is_elsewhere_) return;
    ImGui::PushStyleColor(ImGuiCol_Text, context.theme.warning);
    ImGui::TextWrapped(
        "! A control or an event has changed the scenario meanwhile; this text does not have it.");
    ImGui::PopStyleColor();
    if (small_button("show that one", "What you have typed is dropped; it is on the clipboard")) {
      ImGui::SetClipboardText(editor_.text().c_str());
      shown_ = given_;
      editor_.set_text(given_);
      is_elsewhere_ = false;
      is_linted_ = false;
    }
  }

  void run(PanelContext& context) {
    context.commands.add(LoadTextCommand{editor_.text(), name_});
    shown_ = given_ = editor_.text();
    is_elsewhere_ = false;
    is_linted_ = false;
  }

  /// Of the text that runs the session knows the problems; what is being typed is read when typing rests.
  void collect_marks(const PanelContext& context) {
    if (is_changed()) {
      if (is_linted_ || ImGui::GetTime() - changed_s_ < kRestS) return;
      marks_ = scenario_problems(context.view, editor_.text());
      is_linted_ = true;
      return;
    }
    marks_.clear();
    for (const Diagnostic& problem : context.view.problems) {
      std::string message = problem.message;
      if (!problem.suggestion.empty()) message += " (did you mean '" + problem.suggestion + "'?)";
      marks_.push_back({problem.span, problem.severity == Severity::kError, std::move(message)});
    }
  }

  /// All of them, the first few in sight.
  void draw_problems(const PanelContext& context) {
    if (marks_.empty()) return;
    const float line = ImGui::GetTextLineHeightWithSpacing();
    ImGui::SetNextWindowSizeConstraints({0, line}, {1e9f, line * 5.5f});
    ImGui::BeginChild("problems", {0, 0}, ImGuiChildFlags_AutoResizeY);
    bool has_error = false;
    for (const CodeMark& mark : marks_) {
      has_error = has_error || mark.is_error;
      if (code_mark_text(editor_.text(), mark, context.theme)) editor_.go_to(mark.span.begin);
    }
    if (has_error) muted_text(context.theme, "The last scenario that could be run keeps playing.");
    ImGui::EndChild();
  }

  std::string name_;   // whose text it is
  std::string given_;  // of the session, when it was looked at last
  std::string shown_;  // what the text was before it was typed in
  std::map<std::string, std::string, std::less<>> drafts_;  // typed and not run, by name
  bool is_elsewhere_ = false;  // given_ has become another one while something was typed
  bool is_linted_ = false;     // marks_ are of the present text
  double changed_s_ = -1.0;    // ImGui's time of the last key
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
