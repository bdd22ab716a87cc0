// tests/ui/frame_keys_test.cpp — every action by key and by name, without a screen.
#include <doctest/doctest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <set>
#include <string>

#include "tests/ui/frame_desk.hpp"
#include "ui/frame/actions.hpp"
#include "ui/frame/popups.hpp"

namespace millrace::test {

TEST_CASE("no two actions have the same name or the same key, and each has a key") {
  const Desk desk;  // names of keys are ImGui's
  std::set<std::string> names;
  std::set<std::string> keys;
  for (const Action& action : action_list()) {
    CAPTURE(action.name);
    CHECK(names.insert(action.name).second);
    CHECK(action.chord.is_set());
    CHECK(keys.insert(chord_text(action.chord)).second);
    if (action.other.is_set()) CHECK(keys.insert(chord_text(action.other)).second);
    CHECK_FALSE(keys_text(action).empty());
    if (action.tab != nullptr) CHECK(find_panel(action.tab) != nullptr);
    CHECK((action.run != nullptr || action.tab != nullptr || action.chord.has_ctrl));
  }
}

TEST_CASE("keys do what the table says") {
  Desk desk;
  desk.press(ImGuiKey_Space);
  CHECK(desk.view().is_playing);
  desk.press(ImGuiKey_Space);
  CHECK_FALSE(desk.view().is_playing);
  desk.press(ImGuiKey_2);
  CHECK(desk.view().selected == 1);
  desk.press(ImGuiKey_3, ImGuiMod_Shift);
  CHECK(desk.view().compared == std::optional<std::size_t>(2));
  desk.press(ImGuiKey_Escape);
  CHECK_FALSE(desk.view().compared.has_value());
  desk.press(ImGuiKey_R, ImGuiMod_Shift);
  CHECK(desk.view().scenario->seed != 42);
  desk.press(ImGuiKey_Equal, ImGuiMod_Ctrl);
  CHECK(desk.frame().settings().scale > 1.05f);
  desk.press(ImGuiKey_0, ImGuiMod_Ctrl);
  CHECK(desk.frame().settings().scale == 1.0f);
  desk.press(ImGuiKey_P);
  CHECK(desk.frame().settings().layout == LayoutKind::kPresent);
  desk.press(ImGuiKey_Escape);
  CHECK(desk.frame().settings().layout == LayoutKind::kWorkbench);
  desk.press(ImGuiKey_L, ImGuiMod_Ctrl | ImGuiMod_Shift);
  CHECK(desk.has_asked_for_link());
}

TEST_CASE("keys with a character follow the keyboard's layout, not its places") {
  Desk desk;
  const double before = desk.view().speed;
  desk.type("]");
  CHECK(desk.view().speed == before * 2.0);
  desk.press(ImGuiKey_RightBracket);  // the place alone types nothing
  CHECK(desk.view().speed == before * 2.0);
}

TEST_CASE("the palette opens by key, finds by letters and does what was chosen") {
  Desk desk;
  desk.press(ImGuiKey_K, ImGuiMod_Ctrl);
  desk.type("export csv");
  desk.press(ImGuiKey_Enter);
  CHECK(desk.exported() == std::optional<ExportKind>(ExportKind::kCsv));
  desk.press(ImGuiKey_P, ImGuiMod_Ctrl | ImGuiMod_Shift);
  desk.type("dark or");
  desk.press(ImGuiKey_Enter);
  CHECK(desk.frame().settings().theme == ThemeChoice::kLight);
}

TEST_CASE("what is typed right after the key that opens a field is in the field") {
  Desk desk;
  const ViewSettings before = desk.frame().settings();
  // Each of these letters is a key of its own elsewhere: live, loop, fork, slower ...
  desk.press_and_type(ImGuiKey_K, ImGuiMod_Ctrl, "export csv");
  desk.press(ImGuiKey_Enter);
  CHECK(desk.exported() == std::optional<ExportKind>(ExportKind::kCsv));
  CHECK(desk.frame().settings() == before);
  CHECK_FALSE(desk.view().loop.has_value());
  desk.press_and_type(ImGuiKey_G, 0, "end");
  desk.press(ImGuiKey_Enter);
  desk.frames(200);
  CHECK(desk.view().is_finished);
}

TEST_CASE("while a text is typed, letters are letters") {
  Desk desk;
  desk.press(ImGuiKey_K, ImGuiMod_Ctrl);
  desk.type("p");
  desk.press(ImGuiKey_P);
  CHECK(desk.frame().settings().layout == LayoutKind::kWorkbench);
  desk.press(ImGuiKey_Escape);
  desk.press(ImGuiKey_P);
  CHECK(desk.frame().settings().layout == LayoutKind::kPresent);
}

TEST_CASE("after Tab, space belongs to what has the focus; arrows move it, time stays") {
  Desk desk;
  desk.press(ImGuiKey_Tab);
  CHECK(ImGui::GetIO().NavVisible);
  const VirtualTime before = desk.view().now;
  desk.press(ImGuiKey_RightArrow);
  CHECK(desk.view().now == before);
  desk.press(ImGuiKey_Escape);
  desk.press(ImGuiKey_Escape);
  CHECK_FALSE(ImGui::GetIO().NavVisible);
  desk.press(ImGuiKey_Home);
  desk.press(ImGuiKey_RightArrow);
  CHECK(desk.view().wanted.ns > 0);
}

TEST_CASE("Tab goes through what can be pressed, from the top to the bottom, and comes round") {
  Desk desk;
  std::set<ImGuiID> seen;
  float lowest = 0.0f;
  bool has_come_round = false;
  for (int presses = 0; presses < 300 && !has_come_round; ++presses) {
    desk.press(ImGuiKey_Tab);
    has_come_round = !seen.insert(ImGui::GetCurrentContext()->NavId).second;
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    lowest = std::max(lowest, g.NavWindow->Pos.y + g.NavWindow->NavRectRel[g.NavLayer].Max.y);
  }
  CHECK(has_come_round);
  CHECK(seen.size() > 25);
  CHECK(lowest > 700.0f);  // the time bar is among them
}

TEST_CASE("letters of a search stand in the title in their order; close ones fit better") {
  CHECK(palette_fit("", "anything").has_value());
  CHECK(palette_fit("pp", "Play or pause").has_value());
  CHECK_FALSE(palette_fit("xyz", "Play or pause").has_value());
  CHECK_FALSE(palette_fit("esuap", "Play or pause").has_value());
  CHECK(*palette_fit("play", "Play or pause") < *palette_fit("play", "Split layout ready"));
}

}  // namespace millrace::test
