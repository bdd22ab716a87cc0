// tests/ui/panel_scene.hpp — one panel on a stage, with the tiny scenario played to its middle.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/ui/panels_stage.hpp"

namespace millrace::test {

struct Scene {
  explicit Scene(const char* name, float width = 900, float height = 500)
      : stage(width, height), session(new_session()), panel(find_panel(name)->make()) {
    session.load(kTinyScenario, "tiny.yaml");
    REQUIRE(session.view().scenario != nullptr);
    play_to(session, 0.3);
    settle();
  }
  void settle() {
    for (int i = 0; i < 3; ++i) static_cast<void>(stage.frame(session, *panel));
  }
  std::vector<Command> click(const std::string& label) {
    settle();
    return stage.click(session, *panel, stage.centre_of(label));
  }
  /// What Ctrl+C would copy.
  std::string copied() {
    CommandList commands;
    const WorkbenchView view = session.view();
    PanelContext context = {view,       commands,        stage.theme,
                            stage.time, stage.selection, stage.textures};
    return panel->copied_text(context);
  }
  /// Shows another strategy.
  void select(std::string_view strategy) {
    for (std::size_t i = 0; i < session.view().runs.size(); ++i) {
      if (session.view().runs[i].strategy == strategy) session.apply(SelectCommand{i});
    }
  }
  /// Everything in the field under `at` is replaced.
  void retype(ImVec2 at, const char* text) {
    static_cast<void>(stage.click(session, *panel, at));
    stage.key(ImGuiMod_Ctrl, true);
    static_cast<void>(stage.tap(session, *panel, ImGuiKey_A));
    stage.key(ImGuiMod_Ctrl, false);
    settle();
    stage.type(text);
    settle();
  }

  Stage stage;
  Session session;
  std::unique_ptr<Panel> panel;
};

}  // namespace millrace::test
