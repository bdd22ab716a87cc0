// tests/ui/session_shrink_test.cpp — the workbench shrinks a wrong run to a small scenario, and loads that.
#include <doctest/doctest.h>

#include "tests/ui/panel_scene.hpp"

namespace millrace::test {
namespace {

void work_off(Session& session) {
  while (session.is_active() && !session.view().is_playing)
    session.advance(0.0, [] { return true; });
}

}  // namespace

TEST_CASE("a wrong run is shrunk to a scenario that is loaded and wrong again") {
  Scene scene("verdict", 900, 600);
  scene.select("sticky_partition");
  scene.settle();
  scene.stage.move_to(scene.stage.centre_of("shrink"));
  const std::vector<Command> asked = scene.click("shrink");
  REQUIRE(find_command<ShrinkCommand>(asked) != nullptr);
  work_off(scene.session);
  const WorkbenchView view = scene.session.view();
  CHECK_FALSE(view.is_shrinking);
  CHECK(view.scenario_name == "tiny-shrunk.yaml");
  CHECK(view.scenario->description.find("StickyPartition") != std::string::npos);
  play_to(scene.session, -1.0);
  REQUIRE(scene.session.view().runs.size() == 1);
  CHECK(scene.session.view().runs.front().outcome == OutcomeKind::kInvalid);
  CHECK(scene.session.view().runs.front().now.rows_read < 40);
}

TEST_CASE("shrinking that has gone on long enough gives the smallest so far") {
  Session session = new_session();
  session.load(kTinyScenario, "tiny.yaml");
  play_to(session, 0.2);
  std::size_t sticky = 0;
  while (session.view().runs[sticky].strategy != "sticky_partition") ++sticky;
  session.apply(ShrinkCommand{sticky});
  CHECK(session.view().is_shrinking);
  for (int i = 0; i < 2'000 && session.view().scenario_name == "tiny.yaml"; ++i) {
    int slices = 3;
    session.advance(0.0, [&slices] { return --slices > 0; });
    if (session.view().busy.find("wrong with") != std::string::npos)
      session.apply(ShrinkCommand{sticky});
  }
  CHECK(session.view().scenario_name == "tiny-shrunk.yaml");
  CHECK_FALSE(session.view().is_shrinking);
}

TEST_CASE("a run that is right is not shrunk, and that is said") {
  Session session = new_session();
  session.load(kTinyScenario, "tiny.yaml");
  play_to(session, 0.2);
  std::size_t hash = 0;
  while (session.view().runs[hash].strategy != "always_hash") ++hash;
  session.apply(ShrinkCommand{hash});
  work_off(session);
  CHECK(session.view().scenario_name == "tiny.yaml");
  CHECK(session.view().notice.find("nothing to shrink") != std::string::npos);
}

}  // namespace millrace::test
