// tests/ui/panels_interaction_test.cpp — what mouse and keys do in panels: the one grammar of charts, selections, and
// the commands that are asked for.
#include <doctest/doctest.h>

#include <imgui_internal.h>

#include <cmath>

#include "tests/ui/panel_scene.hpp"

namespace millrace::test {
namespace {

/// A point in the middle of a chart, by the label of its button.
ImVec2 chart_of(Scene& scene, const char* label) {
  scene.settle();
  return scene.stage.centre_of(label);
}

}  // namespace

TEST_CASE("a click on a card selects, with Shift compares, with Alt hides") {
  Scene scene("cards", 1400, 180);
  // Cards stand side by side; the second one is about a sixth of the way.
  const ImVec2 second = {1400.0f * 0.28f, 90.0f};
  const std::size_t before = scene.session.view().selected;
  std::vector<Command> asked = scene.stage.click(scene.session, *scene.panel, second);
  const auto* select = find_command<SelectCommand>(asked);
  REQUIRE(select != nullptr);
  CHECK(select->run != before);
  CHECK(scene.session.view().selected == select->run);

  const ImVec2 third = {1400.0f * 0.46f, 90.0f};
  scene.stage.key(ImGuiMod_Shift, true);
  asked = scene.stage.click(scene.session, *scene.panel, third);
  scene.stage.key(ImGuiMod_Shift, false);
  CHECK(find_command<CompareCommand>(asked) != nullptr);
  CHECK(find_command<SelectCommand>(asked) == nullptr);

  scene.stage.key(ImGuiMod_Alt, true);
  asked = scene.stage.click(scene.session, *scene.panel, third);
  scene.stage.key(ImGuiMod_Alt, false);
  CHECK(find_command<RemoveRunCommand>(asked) != nullptr);
}

TEST_CASE("cards stand right ones first") {
  Scene scene("cards", 1400, 180);
  play_to(scene.session, -1.0);
  scene.settle();
  // The last of five cards is the wrong one: a click there selects it.
  const std::vector<Command> asked =
      scene.stage.click(scene.session, *scene.panel, {1400.0f * 0.88f, 90.0f});
  const auto* select = find_command<SelectCommand>(asked);
  REQUIRE(select != nullptr);
  CHECK(scene.session.view().runs[select->run].outcome == OutcomeKind::kInvalid);
}

TEST_CASE("the wheel zooms every chart at the cursor, and double-click fits") {
  for (const char* name : {"lines", "cores"}) {
    CAPTURE(name);
    Scene scene(name);
    const ImVec2 at = chart_of(scene, name[0] == 'l' ? "throughput" : "cores");
    scene.stage.move_to(at);
    scene.settle();
    const double under = scene.stage.time.cursor_s;
    REQUIRE(under > 0.0);
    const double span = scene.stage.time.span_s();
    scene.stage.wheel(2.0f);
    static_cast<void>(scene.stage.frame(scene.session, *scene.panel));
    scene.settle();
    CHECK(scene.stage.time.span_s() < span * 0.7);
    CHECK(scene.stage.time.cursor_s == doctest::Approx(under).epsilon(0.02));

    const VirtualTime now = scene.session.view().now;
    static_cast<void>(scene.stage.click(scene.session, *scene.panel, at));
    static_cast<void>(scene.stage.click(scene.session, *scene.panel, at));
    while (scene.session.is_active()) scene.session.advance(0.0, [] { return true; });
    CHECK(scene.stage.time.span_s() == doctest::Approx(scene.stage.time.limit_s));
    CHECK(scene.session.view().now == now);  // the first click of the two was taken back
  }
}

TEST_CASE("a drag pans without going anywhere, and a click goes there") {
  Scene scene("cores");
  const ImVec2 at = chart_of(scene, "cores");
  scene.stage.time.zoom(0.25, 0.2);
  scene.settle();
  const double begin = scene.stage.time.begin_s;
  scene.stage.move_to(at);
  scene.settle();
  scene.stage.press();
  scene.settle();
  scene.stage.move_to({at.x + 120.0f, at.y});
  std::vector<Command> asked = scene.stage.frame(scene.session, *scene.panel);
  scene.stage.release();
  for (const Command& command : scene.stage.frame(scene.session, *scene.panel))
    asked.push_back(command);
  CHECK(scene.stage.time.begin_s < begin);
  CHECK(find_command<SeekCommand>(asked) == nullptr);

  for (int i = 0; i < 40; ++i) scene.settle();  // so that it is no double-click
  asked = scene.stage.click(scene.session, *scene.panel, at);
  const auto* seek = find_command<SeekCommand>(asked);
  REQUIRE(seek != nullptr);
  CHECK(static_cast<double>(seek->to.ns) * 1e-9 ==
        doctest::Approx(scene.stage.time.cursor_s).epsilon(0.02));
}

TEST_CASE("Shift-drag selects a stretch of time for its figures") {
  Scene scene("cores");
  const ImVec2 at = chart_of(scene, "cores");
  scene.stage.key(ImGuiMod_Shift, true);
  scene.stage.move_to({at.x - 100.0f, at.y});
  scene.settle();
  scene.stage.press();
  scene.settle();
  scene.stage.move_to({at.x + 100.0f, at.y + 40.0f});
  scene.settle();
  scene.stage.release();
  scene.stage.key(ImGuiMod_Shift, false);
  scene.settle();
  CHECK(scene.stage.time.has_area());
  CHECK(scene.stage.has_item("clear"));
  CHECK(scene.session.view().now.ns == 300'000'000);
}

TEST_CASE("H shows the next measure") {
  Scene cores("cores");
  static_cast<void>(cores.stage.tap(cores.session, *cores.panel, ImGuiKey_H));
  cores.settle();
  CommandList commands;
  const WorkbenchView view = cores.session.view();
  PanelContext context = {view,
                          commands,
                          cores.stage.theme,
                          cores.stage.time,
                          cores.stage.selection,
                          cores.stage.textures};
  CHECK(cores.panel->copied_text(context).find("w0, queue") != std::string::npos);
}

TEST_CASE("M shows the matrix") {
  Scene routing("routing");
  const int ribbons = routing.stage.vertices();
  static_cast<void>(routing.stage.tap(routing.session, *routing.panel, ImGuiKey_M));
  routing.settle();
  CHECK(routing.stage.vertices() < ribbons);
}

TEST_CASE("a click on a legend hides its line, and shows it again") {
  Scene scene("lines");
  const int all = scene.stage.vertices();
  // Legend entries are buttons of one name in an order: the first is AlwaysHash's.
  static_cast<void>(scene.click("legend"));
  scene.stage.move_to({1.0f, 1.0f});
  scene.settle();
  CHECK(scene.stage.vertices() < all);
  static_cast<void>(scene.click("legend"));
  scene.stage.move_to({1.0f, 1.0f});
  scene.settle();
  CHECK(std::abs(scene.stage.vertices() - all) <= all / 50);
}

TEST_CASE("a key is followed with a click, and let go with another") {
  Scene scene("keys");
  const std::string key = scene.session.view().selected_run()->now.hot_keys.front().key;
  std::vector<Command> asked = scene.click(key);
  const auto* inspect = find_command<InspectCommand>(asked);
  REQUIRE(inspect != nullptr);
  CHECK(inspect->key == key);
  CHECK(scene.stage.selection.key == key);
  static_cast<void>(scene.click(key));
  CHECK(scene.stage.selection.key.empty());
}

TEST_CASE("a fault is added by click at the present instant, and removed") {
  Scene scene("events");
  static_cast<void>(scene.click("##type"));
  static_cast<void>(scene.click("slow_core"));
  const std::vector<Command> asked = scene.click("Add at 00:00:00.300###add");
  const auto* added = find_command<AddEventCommand>(asked);
  REQUIRE(added != nullptr);
  CHECK(added->event.type == "slow_core");
  CHECK(added->event.at.ns == 300'000'000);
  bool has_factor = false;
  for (const auto& [name, value] : added->event.parameters)
    has_factor = has_factor || (name == "factor" && value == "4");
  CHECK(has_factor);
  REQUIRE(scene.session.view().scenario->faults.size() == 1);
  const std::vector<Command> removing = scene.click("remove");
  const auto* removed = find_command<RemoveEventCommand>(removing);
  REQUIRE(removed != nullptr);
  CHECK(removed->event == 0);
  CHECK(scene.session.view().scenario->faults.empty());
}

TEST_CASE("a query that is wrong is said at its column while it is typed, and not run") {
  Scene scene("sql_editor");
  scene.session.apply(LoadTextCommand{kTinyScenario, "tiny.yaml"});
  scene.settle();
  scene.stage.move_to({400.0f, 150.0f});
  scene.settle();
  static_cast<void>(scene.stage.click(scene.session, *scene.panel, {400.0f, 150.0f}));
  // To the start, then a word that is no column.
  scene.stage.key(ImGuiMod_Ctrl, true);
  static_cast<void>(scene.stage.tap(scene.session, *scene.panel, ImGuiKey_A));
  scene.stage.key(ImGuiMod_Ctrl, false);
  scene.settle();
  scene.stage.type("SELECT tradr_id, COUNT(*) FROM trades GROUP BY tradr_id");
  scene.settle();
  std::vector<Command> asked = scene.click("Run it");
  CHECK(find_command<SetValueCommand>(asked) == nullptr);
  // Once it is right, the same click runs it.
  scene.stage.key(ImGuiMod_Ctrl, true);
  static_cast<void>(scene.stage.click(scene.session, *scene.panel, {400.0f, 150.0f}));
  static_cast<void>(scene.stage.tap(scene.session, *scene.panel, ImGuiKey_A));
  scene.stage.key(ImGuiMod_Ctrl, false);
  scene.settle();
  scene.stage.type("SELECT trader_id, COUNT(*) FROM trades GROUP BY trader_id");
  scene.settle();
  asked = scene.click("Run it");
  CHECK(find_command<SetValueCommand>(asked) != nullptr);
}

TEST_CASE("Ctrl+Enter runs a query that is right") {
  Scene scene("sql_editor");
  static_cast<void>(scene.stage.click(scene.session, *scene.panel, {400.0f, 150.0f}));
  scene.stage.key(ImGuiMod_Ctrl, true);
  static_cast<void>(scene.stage.tap(scene.session, *scene.panel, ImGuiKey_A));
  scene.stage.key(ImGuiMod_Ctrl, false);
  scene.settle();
  scene.stage.type("SELECT symbol, COUNT(*) AS n FROM trades GROUP BY symbol");
  scene.settle();
  scene.stage.key(ImGuiMod_Ctrl, true);
  const std::vector<Command> asked = scene.stage.tap(scene.session, *scene.panel, ImGuiKey_Enter);
  scene.stage.key(ImGuiMod_Ctrl, false);
  const auto* set = find_command<SetValueCommand>(asked);
  REQUIRE(set != nullptr);
  CHECK(set->path == "query");
  CHECK(scene.session.view().scenario->query ==
        "SELECT symbol, COUNT(*) AS n FROM trades GROUP BY symbol");
  CHECK_FALSE(has_errors(scene.session.view().problems));
}

TEST_CASE("a control changes its value, a checkbox adds a strategy") {
  Scene scene("controls", 900, 700);
  std::vector<Command> asked = scene.click("TwoPhase");
  const auto* add = find_command<AddRunCommand>(asked);
  REQUIRE(add != nullptr);
  CHECK(add->strategy == "two_phase");
  asked = scene.click("run what would be refused");
  const auto* set = find_command<SetValueCommand>(asked);
  REQUIRE(set != nullptr);
  CHECK(set->path == "engine.allow_invalid");
}

TEST_CASE("evidence leads to its records") {
  Scene scene("verdict", 900, 700);
  for (std::size_t i = 0; i < scene.session.view().runs.size(); ++i) {
    if (scene.session.view().runs[i].strategy == "sticky_partition")
      scene.session.apply(SelectCommand{i});
  }
  play_to(scene.session, -1.0);
  scene.settle();
  const std::vector<Command> asked = scene.click("go to the first split group");
  CHECK(find_command<SeekCommand>(asked) != nullptr);
}

}  // namespace millrace::test
