// tests/ui/panels_scenarios_test.cpp — every panel on every bundled scenario, in every state, size and theme: it draws
// something, and no two items share an id.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "sim/cli/scenario_words.hpp"
#include "tests/ui/panels_stage.hpp"

namespace millrace::test {
namespace {

const std::string kFolder = std::string(MILLRACE_SOURCE_DIR) + "/scenarios/";

std::string contents_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> bundled_names() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Session session_of_files() {
  SessionFiles files;
  files.surroundings.vocabulary = &cli::scenario_words();
  files.workload.folder = kFolder;
  files.workload.contents =
      [](const std::string& path) -> Result<std::shared_ptr<const std::string>> {
    const std::string text = contents_of(path.substr(0, 1) == "/" ? path : kFolder + path);
    if (text.empty()) return Error{ErrorCode::kInput, "cannot read '" + path + "'", {}};
    return std::make_shared<const std::string>(text);
  };
  return Session(std::move(files));
}

/// Two frames: ImGui settles sizes in the second.
void check_drawn(Stage& stage, Session& session, const PanelInfo& info, Panel& panel) {
  const std::string name(info.name);
  CAPTURE(name);
  static_cast<void>(stage.frame(session.view(), panel));
  static_cast<void>(stage.frame(session.view(), panel));
  CHECK(stage.vertices() > 40);
  for (const std::string& clash : stage.clashes()) FAIL_CHECK(clash);
}

void check_all_panels(Stage& stage, Session& session) {
  for (const PanelInfo* info : panel_list()) {
    const std::unique_ptr<Panel> panel = info->make();
    check_drawn(stage, session, *info, *panel);
  }
}

}  // namespace

TEST_CASE("every panel draws every bundled scenario") {
  Stage stage(760, 420);
  for (const std::string& name : bundled_names()) {
    CAPTURE(name);
    Session session = session_of_files();
    session.load(contents_of(kFolder + name), name);
    REQUIRE(session.view().scenario != nullptr);
    stage.time.fit();
    play_to(session, 0.15);
    check_all_panels(stage, session);
  }
  CHECK(stage.textures.pixels > 0);
}

TEST_CASE("every panel draws every state, narrow and wide, small and large, light and dark") {
  struct Look {
    const char* name;
    float width;
    float height;
    float scale;
    bool is_dark;
  };
  for (const Look& look :
       {Look{"wide", 900, 600, 1.0f, true}, Look{"narrow", 390, 640, 1.0f, false},
        Look{"tiny", 150, 90, 1.0f, true}, Look{"small", 700, 400, 0.75f, false},
        Look{"large", 1200, 800, 3.0f, true}}) {
    const std::string size(look.name);
    CAPTURE(size);
    Stage stage(look.width, look.height, look.is_dark ? dark_theme() : light_theme(), look.scale);
    Session session = new_session();
    check_all_panels(stage, session);  // empty
    session.load(kTinyScenario, "tiny.yaml");
    session.apply(PauseCommand{});
    check_all_panels(stage, session);  // at the start
    play_to(session, 0.2);
    check_all_panels(stage, session);  // paused on the way
    stage.selection.route = {3, 1};
    stage.selection.key = "T7";
    stage.selection.core = 1;
    InspectCommand inspect;
    inspect.key = "T7";
    session.apply(inspect);
    check_all_panels(stage, session);  // with a selection
    session.apply(CompareCommand{2});
    ForkCommand fork;
    fork.events.push_back({"rescale", {}, {}, {}, {{"workers", "2"}}});
    session.apply(fork);
    while (session.is_active()) session.advance(0.0, [] { return true; });
    CHECK(session.view().runs.size() == 6);
    check_all_panels(stage, session);  // with a branch beside its original
    play_to(session, -1.0);
    CHECK(session.view().is_finished);
    for (std::size_t run = 0; run < session.view().runs.size(); ++run) {
      session.apply(SelectCommand{run});
      check_all_panels(stage, session);  // finished, with verdicts
    }
    session.load("version: 1\npartitons: 3\n", "broken.yaml");
    CHECK(has_errors(session.view().problems));
    check_all_panels(stage, session);  // in error
  }
}

TEST_CASE("a panel that has shown another strategy shows the first one as before") {
  Stage stage(900, 500);
  Session session = new_session();
  session.load(kTinyScenario, "tiny.yaml");
  play_to(session, 0.2);
  for (const PanelInfo* info : panel_list()) {
    const std::string name(info->name);
    CAPTURE(name);
    const std::unique_ptr<Panel> panel = info->make();
    session.apply(SelectCommand{0});
    for (int i = 0; i < 3; ++i) static_cast<void>(stage.frame(session.view(), *panel));
    const int first = stage.vertices();
    session.apply(SelectCommand{2});
    static_cast<void>(stage.frame(session.view(), *panel));
    session.apply(SelectCommand{0});
    for (int i = 0; i < 3; ++i) static_cast<void>(stage.frame(session.view(), *panel));
    CHECK(first > 0);
    CHECK(stage.vertices() == first);
  }
}

TEST_CASE("what Ctrl+C copies is a table: as many columns in every line as in its head") {
  Stage stage(760, 420);
  Session session = new_session();
  session.load(kTinyScenario, "tiny.yaml");
  play_to(session, -1.0);
  int tables = 0;
  for (const PanelInfo* info : panel_list()) {
    const std::string name(info->name);
    if (name == "scenario_editor" || name == "sql_editor" || name == "help") continue;
    CAPTURE(name);
    const std::unique_ptr<Panel> panel = info->make();
    session.apply(SelectCommand{2});
    InspectCommand inspect;
    inspect.source_partition = 1;
    session.apply(inspect);
    while (session.is_active()) session.advance(0.0, [] { return true; });
    static_cast<void>(stage.frame(session.view(), *panel));
    CommandList commands;
    const WorkbenchView view = session.view();
    PanelContext context = {view,       commands,        stage.theme,
                            stage.time, stage.selection, stage.textures};
    context.selection.run = view.selected;
    const std::string text = panel->copied_text(context);
    if (text.empty()) continue;
    ++tables;
    const std::string head = text.substr(0, text.find('\n'));
    const auto columns = std::count(head.begin(), head.end(), '\t');
    CHECK(columns >= 1);
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      CHECK(std::count(text.begin() + static_cast<std::ptrdiff_t>(at),
                       text.begin() + static_cast<std::ptrdiff_t>(end), '\t') == columns);
      at = end + 1;
    }
  }
  CHECK(tables >= 9);
}

}  // namespace millrace::test
