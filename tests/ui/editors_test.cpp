// tests/ui/editors_test.cpp — texts that are typed: nothing typed is lost, nothing runs under another's name, and what
// is wrong is said while it is typed.
#include <doctest/doctest.h>

#include "tests/ui/panel_scene.hpp"
#include "ui/panels/query_lint.hpp"

namespace millrace::test {
namespace {

constexpr ImVec2 kInText = {400.0f, 250.0f};
constexpr const char* kQuery = "SELECT symbol, COUNT(*) AS n FROM trades GROUP BY symbol";

std::string other_scenario() {
  std::string text = kTinyScenario;
  text.replace(text.find("name: tiny"), 10, "name: other");
  text.replace(text.find("AS n FROM"), 9, "AS m FROM");
  return text;
}

/// A second of frames: typing rests.
void rest(Scene& scene) {
  for (int i = 0; i < 20; ++i) scene.settle();
}

}  // namespace

TEST_CASE("Esc leaves an editor and keeps what was typed") {
  for (const char* name : {"sql_editor", "scenario_editor"}) {
    CAPTURE(name);
    Scene scene(name);
    scene.retype(kInText, kQuery);
    REQUIRE(scene.copied() == kQuery);
    static_cast<void>(scene.stage.tap(scene.session, *scene.panel, ImGuiKey_Escape));
    scene.settle();
    CHECK(scene.copied() == kQuery);
    CHECK_FALSE(ImGui::GetIO().WantTextInput);
  }
}

TEST_CASE("Cmd+Enter runs a query as Ctrl+Enter does, and makes no new line") {
  Scene scene("sql_editor");
  scene.retype(kInText, kQuery);
  scene.stage.key(ImGuiMod_Super, true);
  const std::vector<Command> asked = scene.stage.tap(scene.session, *scene.panel, ImGuiKey_Enter);
  scene.stage.key(ImGuiMod_Super, false);
  const auto* set = find_command<SetValueCommand>(asked);
  REQUIRE(set != nullptr);
  CHECK(set->value == kQuery);
}

TEST_CASE(
    "what was typed for one scenario is not run under another's name, and comes back with it") {
  Scene scene("scenario_editor");
  std::string typed = kTinyScenario;
  typed.replace(typed.find("20k/s"), 5, "30k/s");
  scene.retype(kInText, typed.c_str());
  REQUIRE(scene.copied() == typed);
  scene.session.load(other_scenario(), "other.yaml");
  scene.settle();
  CHECK(scene.copied() == other_scenario());
  const std::vector<Command> asked = scene.click("Run again###run");
  const auto* load = find_command<LoadTextCommand>(asked);
  REQUIRE(load != nullptr);
  CHECK(load->name == "other.yaml");
  CHECK(load->text == other_scenario());

  scene.session.load(kTinyScenario, "tiny.yaml");
  scene.settle();
  CHECK(scene.copied() == typed);
  static_cast<void>(scene.click("Undo changes"));
  CHECK(scene.copied() == kTinyScenario);
}

TEST_CASE("a query that was typed comes back with its scenario") {
  Scene scene("sql_editor");
  scene.retype(kInText, kQuery);
  scene.session.load(other_scenario(), "other.yaml");
  scene.settle();
  CHECK(scene.copied() == scene.session.view().scenario->query);
  scene.session.load(kTinyScenario, "tiny.yaml");
  scene.settle();
  CHECK(scene.copied() == kQuery);
}

TEST_CASE("a control that changes the scenario leaves what is being typed, and says so") {
  Scene scene("scenario_editor");
  std::string typed = kTinyScenario;
  typed += "# mine\n";
  scene.retype(kInText, typed.c_str());
  scene.session.apply(SetValueCommand{"load.rate", "25k/s"});
  scene.settle();
  CHECK(scene.copied() == typed);
  static_cast<void>(scene.click("show that one"));
  scene.settle();
  CHECK(scene.copied() == scene.session.view().scenario_text);
  CHECK_FALSE(scene.stage.has_item("show that one"));
}

TEST_CASE("a scenario that is wrong is said while it is typed, before it runs") {
  Scene scene("scenario_editor");
  std::string typed = kTinyScenario;
  typed.replace(typed.find("partitions"), 10, "partitons");
  scene.retype(kInText, typed.c_str());
  const int before = scene.stage.vertices();
  rest(scene);
  CHECK(scene.stage.vertices() > before + 100);  // the sentence, and a wavy line
  CHECK_FALSE(has_errors(scene.session.view().problems));

  const std::vector<CodeMark> marks = scenario_problems(scene.session.view(), typed);
  REQUIRE_FALSE(marks.empty());
  CHECK(typed.substr(marks.front().span.begin, 9) == "partitons");
  CHECK(marks.front().message.find("'partitions'") != std::string::npos);
  CHECK(scenario_problems(scene.session.view(), kTinyScenario).empty());
}

TEST_CASE("beside a wrong query stands what is supported there") {
  Scene scene("sql_editor");
  const WorkbenchView view = scene.session.view();
  const auto hint = [&](const char* query) {
    const std::vector<CodeMark> marks = query_problems(view, query);
    REQUIRE_FALSE(marks.empty());
    return supported_text(view, marks.front());
  };
  CHECK(hint("SELECT COUNT(*) FROM trades GROUP BY tradr_id").find("trader_id") !=
        std::string::npos);
  CHECK(hint("SELECT SUMM(price) FROM trades").find("COUNT SUM AVG") != std::string::npos);
  CHECK(hint("SELECT COUNT(*) FROM trades WINDOW TUMBLNG(1m)").find("TUMBLING(1m)") !=
        std::string::npos);
  CHECK(hint("SELECT COUNT(*) FROM trades GRUP BY symbol").find("GROUP BY") != std::string::npos);
}

}  // namespace millrace::test
