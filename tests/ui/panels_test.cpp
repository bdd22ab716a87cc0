// tests/ui/panels_test.cpp — every panel is drawn without a screen: before anything runs, on the way, at the end.
#include <doctest/doctest.h>
#include <imgui.h>

#include <string>

#include "tests/ui/panels_stage.hpp"
#include "ui/frame/frame.hpp"
#include "ui/panels/panel.hpp"

namespace millrace::test {
namespace {

class Screen {
 public:
  Screen(float width, float height) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {width, height};
    io.DeltaTime = 1.0f / 60.0f;
    unsigned char* pixels = nullptr;
    int atlas_width = 0;
    int atlas_height = 0;
    io.Fonts->GetTexDataAsRGBA32(&pixels, &atlas_width, &atlas_height);
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    theme = dark_theme();
    apply_theme(theme);
  }
  ~Screen() { ImGui::DestroyContext(); }

  /// Vertices of two frames' last: ImGui settles sizes in the second.
  template <typename Draw>
  int vertices(Draw draw) {
    for (int i = 0; i < 2; ++i) {
      ImGui::NewFrame();
      draw();
      ImGui::Render();
    }
    return ImGui::GetDrawData()->TotalVtxCount;
  }

  Theme theme;
};

}  // namespace

TEST_CASE("every panel draws something: without a scenario, at the start, on the way, at the end") {
  Screen screen(900, 600);
  CountingTextures textures;
  Session session = new_session();
  Frame frame;
  const auto check_all = [&](const char* when) {
    for (const PanelInfo* info : panel_list()) {
      CAPTURE(when);
      CAPTURE(info->name);
      const int drawn =
          screen.vertices([&] { frame.draw_panel(session, screen.theme, textures, info->name); });
      CHECK(drawn > 50);
    }
    CHECK(screen.vertices([&] { static_cast<void>(frame.draw(session, screen.theme, textures)); }) >
          500);
  };
  check_all("nothing loaded");
  session.load(kTinyScenario, "tiny.yaml");
  REQUIRE(session.view().scenario != nullptr);
  check_all("at the start");
  play_to(session, 0.2);
  check_all("on the way");
  play_to(session, -1.0);
  CHECK(session.view().is_finished);
  check_all("at the end");
  CHECK(textures.pixels > 0);
}

TEST_CASE("a broken scenario leaves the last good one running, and says what is wrong") {
  Session session = new_session();
  session.load(kTinyScenario, "tiny.yaml");
  session.load("version: 1\npartitons: 3\n", "broken.yaml");
  const WorkbenchView view = session.view();
  REQUIRE(view.scenario != nullptr);
  CHECK(view.scenario->name == "tiny");
  CHECK(has_errors(view.problems));
  CHECK(view.scenario_text == "version: 1\npartitons: 3\n");
}

TEST_CASE("a session says which strategies are wrong, and judges at the end") {
  Session session = new_session();
  session.load(kTinyScenario, "tiny.yaml");
  play_to(session, -1.0);
  const WorkbenchView view = session.view();
  REQUIRE(view.runs.size() == 5);
  for (const RunView& run : view.runs) {
    CAPTURE(run.strategy);
    REQUIRE(run.verdict != nullptr);
    CHECK((run.outcome == OutcomeKind::kInvalid) == (run.strategy == "sticky_partition"));
    CHECK(run.refusal.empty() == (run.strategy != "sticky_partition"));
  }
  CHECK(view.auto_choice != nullptr);
}

TEST_CASE("going back and on again ends where going straight ends") {
  Session straight = new_session();
  Session winding = new_session();
  straight.load(kTinyScenario, "tiny.yaml");
  winding.load(kTinyScenario, "tiny.yaml");
  play_to(straight, 0.3);
  play_to(winding, 0.35);
  play_to(winding, 0.1);
  play_to(winding, 0.3);
  for (std::size_t i = 0; i < straight.view().runs.size(); ++i) {
    const SimulationSnapshot& a = straight.view().runs[i].now;
    const SimulationSnapshot& b = winding.view().runs[i].now;
    CHECK(a.rows_read == b.rows_read);
    CHECK(a.events == b.events);
    CHECK(a.routes.rows == b.routes.rows);
    CHECK(a.split_groups == b.split_groups);
  }
}

TEST_CASE("a narrow window and a large scale draw, too") {
  Screen screen(390, 780);
  CountingTextures textures;
  Session session = new_session();
  session.load(kTinyScenario, "tiny.yaml");
  play_to(session, 0.2);
  Frame frame;
  CHECK(screen.vertices([&] { static_cast<void>(frame.draw(session, screen.theme, textures)); }) >
        300);
  screen.theme.scale = 2.0f;
  apply_theme(screen.theme);
  CHECK(screen.vertices([&] { static_cast<void>(frame.draw(session, screen.theme, textures)); }) >
        300);
}

}  // namespace millrace::test
