// ui/panels/scenario_editor.cpp — the scenario as text: problems at their place, the last good run keeps playing.
#include <fmt/format.h>

#include "ui/panels/panel.hpp"

namespace millrace {
namespace {

int grow(ImGuiInputTextCallbackData* data) {
  if (data->EventFlag == ImGuiInputTextFlags_CallbackResize) {
    auto* text = static_cast<std::string*>(data->UserData);
    text->resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = text->data();
  }
  return 0;
}

class ScenarioEditor final : public Panel {
 public:
  void draw(PanelContext& context) override {
    if (shown_ != context.view.scenario_text && !is_changed_) {
      shown_ = std::string(context.view.scenario_text);
      text_ = shown_;
    }
    const bool is_asked = ImGui::Button(is_changed_ ? "run it  (Ctrl+Enter)" : "run again") ||
                          (ImGui::GetIO().KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_Enter));
    if (is_changed_) {
      ImGui::SameLine();
      if (ImGui::Button("undo changes")) {
        text_ = shown_;
        is_changed_ = false;
      }
    }
    if (is_asked) {
      context.commands.add(LoadTextCommand{text_, std::string(context.view.scenario_name)});
      shown_ = text_;
      is_changed_ = false;
    }
    draw_problems(context);
    if (context.theme.mono != nullptr) ImGui::PushFont(context.theme.mono);
    if (ImGui::InputTextMultiline(
            "##text", text_.data(), text_.capacity() + 1, ImGui::GetContentRegionAvail(),
            ImGuiInputTextFlags_CallbackResize | ImGuiInputTextFlags_AllowTabInput, grow, &text_)) {
      is_changed_ = text_ != shown_;
    }
    if (context.theme.mono != nullptr) ImGui::PopFont();
  }

 private:
  static void draw_problems(const PanelContext& context) {
    const Theme& theme = context.theme;
    for (const Diagnostic& problem : context.view.problems) {
      const bool is_error = problem.severity == Severity::kError;
      ImGui::PushStyleColor(ImGuiCol_Text,
                            is_error ? theme.outcome(OutcomeKind::kInvalid).colour : theme.warning);
      ImGui::TextWrapped("%s", to_text(problem).c_str());
      ImGui::PopStyleColor();
    }
    if (has_errors(context.view.problems)) {
      ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
      ImGui::TextUnformatted("The last scenario that could be run keeps playing.");
      ImGui::PopStyleColor();
    }
  }

  std::string shown_;
  std::string text_;
  bool is_changed_ = false;
};

}  // namespace

extern const PanelInfo k_panel_scenario_editor;
const PanelInfo k_panel_scenario_editor = {
    "scenario_editor", "Scenario",
    "The scenario as YAML. Change it and run it; what is wrong is shown with its place.",
    [] { return std::unique_ptr<Panel>(std::make_unique<ScenarioEditor>()); }, true};

}  // namespace millrace
