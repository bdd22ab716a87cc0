// tests/golden/golden_test.cpp — the workbench looks as it did when somebody last looked at it. New pictures after a
// change that was meant: MILLRACE_GOLDEN=write (scripts/pictures does that), then look at each of them.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/golden/pixels.hpp"
#include "tests/golden/png_file.hpp"
#include "tests/golden/studio.hpp"
#include "ui/panels/panel.hpp"

namespace millrace::test {
namespace {

struct Shot {
  const char* name;
  const char* scenario;
  std::int64_t at_ms;
  StudioOptions studio = {};
  LayoutKind layout = LayoutKind::kWorkbench;
  const char* tab = "";
  const char* popup = "";
  const char* compared = "";
};

constexpr const char* kRight = "hot-trader.yaml";
constexpr const char* kWrong = "trading-floor.yaml";

std::vector<Shot> frame_shots() {
  StudioOptions light;
  light.is_dark = false;
  StudioOptions narrow = {390, 844, 1.0f, true, false, 1.0f};
  StudioOptions narrow_light = {390, 844, 1.0f, false, false, 1.0f};
  StudioOptions sharp = {840, 525, 2.0f, true, false, 1.0f};
  StudioOptions contrast = {1280, 800, 1.0f, true, true, 1.0f};
  StudioOptions large = {1440, 900, 1.0f, false, false, 1.5f};
  return {
      {"frame_dark", kRight, 500},
      {"frame_light", kWrong, 4'000, light},
      {"frame_narrow", kWrong, 4'000, narrow},
      {"frame_narrow_light", kRight, 500, narrow_light},
      {"frame_sharp", kRight, 500, sharp},
      {"frame_contrast", kWrong, 4'000, contrast},
      {"frame_large", kRight, 500, large},
      {"frame_start", kRight, 0},
      {"frame_end", kRight, 3'600'000},
      {"frame_learn", kWrong, 4'000, {}, LayoutKind::kLearn},
      {"frame_present", kRight, 500, {}, LayoutKind::kPresent},
      {"frame_compared", kWrong, 4'000, {}, LayoutKind::kWorkbench, "", "", "round_robin"},
      {"frame_palette", kRight, 500, {}, LayoutKind::kWorkbench, "", "palette"},
      {"frame_settings", kRight, 500, light, LayoutKind::kWorkbench, "", "settings"},
  };
}

std::string folder() {
  return std::string(MILLRACE_SOURCE_DIR) + "/tests/golden/pictures/";
}

bool is_writing() {
  const char* wish = std::getenv("MILLRACE_GOLDEN");
  return wish != nullptr && std::string(wish) == "write";
}

/// Holds a picture against its golden; what differs is left in the folder the test runs in.
void hold(const std::string& name, const Pixels& actual) {
  CAPTURE(name);
  const std::string golden = folder() + name + ".png";
  if (is_writing()) {
    std::error_code error;
    std::filesystem::create_directories(folder(), error);
    // Files stay as they are where nobody could see a difference.
    const std::optional<Pixels> before = read_png(golden);
    if (before.has_value() && !differs_visibly(difference(*before, actual))) return;
    CHECK(write_small_png(actual, golden));
    return;
  }
  const std::optional<Pixels> expected = read_png(golden);
  REQUIRE_MESSAGE(expected.has_value(), "no golden picture; make it with scripts/pictures");
  const Difference found = difference(*expected, actual);
  if (!differs_visibly(found)) return;
  CHECK(write_png(actual, "golden_" + name + "_actual.png"));
  CHECK(write_png(marked(*expected, actual), "golden_" + name + "_marked.png"));
  FAIL_CHECK(name, ": ", to_text(found), "; see golden_", name,
             "_actual.png and _marked.png beside the test program");
}

/// Sessions are played once for all pictures of the same instant.
Session& session_of(const std::string& scenario, std::int64_t at_ms) {
  static std::map<std::pair<std::string, std::int64_t>, std::unique_ptr<Session>> sessions;
  std::unique_ptr<Session>& session = sessions[{scenario, at_ms}];
  if (!session) session = played(scenario, {at_ms * 1'000'000});
  return *session;
}

Pixels picture_of(const Shot& shot) {
  StudioOptions as_seen = shot.studio;
  if (shot.layout == LayoutKind::kPresent) as_seen.scale *= kPresentScale;
  Studio studio(as_seen);
  Session& session = session_of(shot.scenario, shot.at_ms);
  ViewSettings settings;
  settings.layout = shot.layout;
  Frame frame(settings);
  frame.follow_system({shot.studio.is_dark, shot.studio.has_high_contrast, true});
  if (*shot.tab != 0) frame.show_panel(shot.tab);
  if (*shot.popup != 0) frame.show_popup(shot.popup);
  const WorkbenchView view = session.view();
  session.apply(CompareCommand{std::nullopt});
  for (std::size_t i = 0; i < view.runs.size(); ++i) {
    if (view.runs[i].strategy == shot.compared) session.apply(CompareCommand{i});
  }
  Pixels pixels = studio.draw(
      [&] { static_cast<void>(frame.draw(session, studio.theme(), studio.textures())); });
  session.apply(CompareCommand{std::nullopt});
  return pixels;
}

}  // namespace

TEST_CASE("the whole window looks as in its pictures") {
  for (const Shot& shot : frame_shots()) hold(shot.name, picture_of(shot));
}

TEST_CASE("every panel looks as in its pictures, on two scenarios") {
  for (const char* scenario : {kRight, kWrong}) {
    const bool is_right = scenario == std::string(kRight);
    for (const PanelInfo* info : panel_list()) {
      // The right one in the dark, on its way; the wrong one in the light, four seconds on.
      Studio studio({720, 420, 1.0f, is_right, false, 1.0f});
      Session& session = session_of(scenario, is_right ? 500 : 4'000);
      session.apply(SelectCommand{is_right ? 1u : 3u});
      Frame frame;
      const Pixels pixels = studio.draw(
          [&] { frame.draw_panel(session, studio.theme(), studio.textures(), info->name); });
      hold(std::string("panel_") + info->name + (is_right ? "_dark" : "_light"), pixels);
    }
  }
}

TEST_CASE("a window without a scenario says what to do") {
  Studio studio({900, 600, 1.0f, true, false, 1.0f});
  Session session((SessionFiles()));
  Frame frame;
  hold("frame_empty", studio.draw([&] {
    static_cast<void>(frame.draw(session, studio.theme(), studio.textures()));
  }));
}

TEST_CASE("a scenario with errors shows them over the last good run") {
  Studio studio({1280, 800, 1.0f, true, false, 1.0f});
  const std::unique_ptr<Session> session = played(kRight, {500'000'000});
  session->load("version: 1\nname: broken\nduratoin: 3s\ntopic: {partitons: 4}\n", "trades.yaml");
  Frame frame;
  frame.show_panel("scenario_editor");
  hold("frame_errors", studio.draw([&] {
    static_cast<void>(frame.draw(*session, studio.theme(), studio.textures()));
  }));
}

}  // namespace millrace::test
