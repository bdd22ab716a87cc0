// tests/ui/frame_tour_test.cpp — the tour: its stops, walking it by keyboard, and what it leaves behind.
#include "ui/frame/tour.hpp"

#include <doctest/doctest.h>

#include <string>

#include "tests/ui/frame_desk.hpp"

namespace millrace::test {
namespace {

std::size_t sentences_in(const std::string& text) {
  std::size_t count = 1;
  for (std::size_t at = text.find(". "); at != std::string::npos; at = text.find(". ", at + 1))
    ++count;
  return count;
}

std::string selected_strategy(const Desk& desk) {
  return desk.view().selected_run()->strategy;
}

}  // namespace

TEST_CASE("every stop of the tour has a panel, something lit, and at most two sentences") {
  Desk desk;
  for (const double at_s : {0.0, 0.3, -1.0}) {
    play_to(desk.session(), at_s);
    for (const TourStop& stop : tour_stops()) {
      CAPTURE(stop.title);
      CHECK(find_panel(stop.panel) != nullptr);
      CHECK(stop.lights != 0);
      const std::string text = stop.text(desk.view());
      CAPTURE(text);
      CHECK_FALSE(text.empty());
      CHECK(text.back() == '.');
      CHECK(sentences_in(text) <= 2);
    }
  }
  for (const TourStop& stop : tour_stops()) CHECK_FALSE(stop.text(WorkbenchView()).empty());
}

TEST_CASE(
    "the tour loads the trading floor, is walked by Enter to its end, and is offered no more") {
  Desk desk;
  CHECK(desk.shows("90-second tour"));
  CHECK_FALSE(desk.frame().settings().has_seen_tour);
  desk.press(ImGuiKey_T, ImGuiMod_Shift);
  desk.frames(3);
  CHECK(desk.view().scenario_name == "trading-floor.yaml");
  for (std::size_t stop = 0; stop < tour_stops().size(); ++stop) {
    CAPTURE(stop);
    const TourStop& now = tour_stops()[stop];
    CHECK(desk.shows(now.title));
    if (now.strategy != nullptr) CHECK(selected_strategy(desk) == now.strategy);
    CHECK_FALSE(desk.frame().settings().has_seen_tour);
    desk.press(ImGuiKey_Enter);
    desk.frames(2);
  }
  CHECK(desk.frame().settings().has_seen_tour);
  CHECK_FALSE(desk.shows(tour_stops().back().title));
  CHECK_FALSE(desk.shows("90-second tour"));
}

TEST_CASE("arrows go through the tour and leave the time alone") {
  Desk desk;
  desk.press(ImGuiKey_T, ImGuiMod_Shift);
  desk.frames(3);
  desk.press(ImGuiKey_RightArrow);
  desk.frames(3);
  CHECK(selected_strategy(desk) == "round_robin");
  CHECK_FALSE(desk.view().is_playing);
  const VirtualTime held = desk.view().now;
  CHECK(held.ns > 0);
  desk.press(ImGuiKey_RightArrow);
  desk.frames(3);
  CHECK(selected_strategy(desk) == "sticky_partition");
  desk.press(ImGuiKey_LeftArrow);
  desk.frames(3);
  CHECK(selected_strategy(desk) == "round_robin");
  CHECK(desk.view().now == held);
}

TEST_CASE("Esc leaves the tour where it is: layout, selection and scenario stay") {
  ViewSettings settings;
  settings.layout = LayoutKind::kLearn;
  Desk desk({1280, 800}, settings);
  desk.press(ImGuiKey_T, ImGuiMod_Shift);
  desk.frames(3);
  desk.press(ImGuiKey_Enter);
  desk.frames(3);
  desk.press(ImGuiKey_Escape);
  CHECK(desk.frame().settings().has_seen_tour);
  CHECK(desk.frame().settings().layout == LayoutKind::kLearn);
  CHECK(selected_strategy(desk) == "round_robin");
  CHECK(desk.view().scenario_name == "trading-floor.yaml");
  desk.press(ImGuiKey_Enter);
  CHECK_FALSE(desk.shows(tour_stops()[2].title));
}

TEST_CASE("on a narrow window the card of the tour stays within it") {
  Desk desk({390, 844});
  desk.press(ImGuiKey_T, ImGuiMod_Shift);
  for (std::size_t stop = 0; stop < tour_stops().size(); ++stop) {
    desk.frames(3);
    const ImGuiWindow* card = nullptr;
    for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
      if (std::string(window->Name).find("/tour_") != std::string::npos && window->Active)
        card = window;
    }
    REQUIRE(card != nullptr);
    CHECK(card->Pos.x >= 0.0f);
    CHECK(card->Pos.y >= 0.0f);
    CHECK(card->Pos.x + card->Size.x <= 390.0f);
    CHECK(card->Pos.y + card->Size.y <= 844.0f);
    desk.press(ImGuiKey_Enter);
  }
}

TEST_CASE("whether the tour was seen is a setting of the window") {
  ViewSettings settings;
  CHECK_FALSE(view_settings_from(to_text(settings)).has_seen_tour);
  settings.has_seen_tour = true;
  CHECK(view_settings_from(to_text(settings)).has_seen_tour);
}

}  // namespace millrace::test
