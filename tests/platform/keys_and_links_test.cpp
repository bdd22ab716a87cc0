// tests/platform/keys_and_links_test.cpp — keys of keyboards that are not American; links that a desktop opens.
#include <SDL.h>
#include <doctest/doctest.h>

#include "sim/scenario/share_link.hpp"
#include "ui/platform/desktop_loop.hpp"
#include "ui/platform/key_places.hpp"

namespace millrace::test {

TEST_CASE("the row of digits is digits by its place, and plus is where it is typed") {
  CHECK(key_by_place('&', SDL_SCANCODE_1) == ImGuiKey_1);
  CHECK(key_by_place(0xe0, SDL_SCANCODE_0) == ImGuiKey_0);
  CHECK(key_by_place(SDLK_1, SDL_SCANCODE_1) == ImGuiKey_None);  // ImGui knows it already
  CHECK(key_by_place(SDLK_PLUS, SDL_SCANCODE_RIGHTBRACKET) == ImGuiKey_Equal);
  CHECK(key_by_place('a', SDL_SCANCODE_Q) == ImGuiKey_None);
}

TEST_CASE("a letter with Ctrl is a chord; Ctrl alone, and a letter alone, are none") {
  CHECK(is_chord(SDLK_k, KMOD_LCTRL));
  CHECK(is_chord(SDLK_p, KMOD_LCTRL | KMOD_RSHIFT));
  CHECK_FALSE(is_chord(SDLK_LCTRL, KMOD_LCTRL));
  CHECK_FALSE(is_chord(SDLK_k, KMOD_NUM));
}

TEST_CASE("a shared link opens with its scenario, strategy and instant; a broken one says so") {
  DesktopLoop loop({}, {});
  loop.session().apply(LoadBundledCommand{std::string(kFirstScenario)});
  SharedScenario shared;
  shared.text = std::string(loop.session().view().scenario_text);
  shared.name = "floor.yaml";
  shared.at = VirtualTime{50'000'000};
  shared.strategy = "fan_in";
  const std::string link = "https://example.org/millrace/" + share_fragment(shared);
  CHECK(DesktopLoop::is_link(link));
  CHECK_FALSE(DesktopLoop::is_link("scenarios/hot-trader.yaml"));
  CHECK(loop.open_link(link));
  const WorkbenchView view = loop.session().view();
  CHECK(view.scenario_name == "floor.yaml");
  CHECK(view.selected_run()->strategy == "fan_in");
  CHECK(view.wanted == VirtualTime{50'000'000});
  CHECK_FALSE(loop.open_link("#s=broken"));
  CHECK(loop.session().view().scenario_name == "floor.yaml");
}

TEST_CASE("where the window stood, and whether it filled the screen, is remembered") {
  ViewSettings settings;
  CHECK_FALSE(view_settings_from(to_text(settings)).window_x.has_value());
  settings.window_x = -300;
  settings.window_y = 40;
  settings.is_maximised = true;
  CHECK(view_settings_from(to_text(settings)) == settings);
}

}  // namespace millrace::test
