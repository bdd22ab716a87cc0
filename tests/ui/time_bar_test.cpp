// tests/ui/time_bar_test.cpp — the bar at the bottom: keys, the ruler under the mouse, popups,
// what the line above says.
#include <imgui.h>

#include "tests/ui/played_session.hpp"
#include "ui/frame/frame.hpp"
#include "ui/frame/status_line.hpp"
#include "ui/frame/time_bar.hpp"
#include "ui/frame/view_settings.hpp"

namespace millrace::test {
namespace {

class NoTextures final : public TextureStore {
 public:
  ImTextureID show(std::uint32_t, int, int, const std::uint32_t*) override { return nullptr; }
};

/// A window with a mouse and a keyboard; the session moves on between frames.
class Bar {
 public:
  Bar() : session(new_session()) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {1400, 800};
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    unsigned char* pixels = nullptr;
    int width = 0;
    int height = 0;
    io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
    theme_ = theme_of({});
    apply_theme(theme_);
    go_to(session, ms(500));
    frames(3);
  }
  ~Bar() { ImGui::DestroyContext(); }

  void frames(int count) {
    for (int i = 0; i < count; ++i) {
      ImGui::GetIO().DeltaTime = 1.0f / 60.0f;
      session.advance(0.0, has_always_time);
      ImGui::NewFrame();
      static_cast<void>(frame_.draw(session, theme_, textures_));
      ImGui::Render();
    }
  }
  void press(ImGuiKey key, bool has_shift = false) {
    ImGuiIO& io = ImGui::GetIO();
    if (has_shift) io.AddKeyEvent(ImGuiMod_Shift, true);
    io.AddKeyEvent(key, true);
    frames(2);
    io.AddKeyEvent(key, false);
    if (has_shift) io.AddKeyEvent(ImGuiMod_Shift, false);
    frames(2);
  }
  void type(const char* text) {
    ImGui::GetIO().AddInputCharactersUTF8(text);
    frames(2);
  }
  /// Along the bar, at this height above the lower edge.
  void drag(float from_x, float to_x, bool has_shift = false) {
    ImGuiIO& io = ImGui::GetIO();
    const float y = io.DisplaySize.y - 22.0f;
    if (has_shift) io.AddKeyEvent(ImGuiMod_Shift, true);
    io.AddMousePosEvent(from_x, y);
    frames(2);
    io.AddMouseButtonEvent(0, true);
    frames(2);
    io.AddMousePosEvent(to_x, y);
    frames(2);
    io.AddMouseButtonEvent(0, false);
    frames(2);
    if (has_shift) io.AddKeyEvent(ImGuiMod_Shift, false);
    frames(2);
  }

  Session session;

 private:
  Frame frame_;
  Theme theme_;
  NoTextures textures_;
};

}  // namespace

TEST_CASE("B marks this instant, and again takes the mark away") {
  Bar bar;
  bar.press(ImGuiKey_B);
  REQUIRE(bar.session.view().marks.size() == 1);
  CHECK(bar.session.view().marks.front() == ms(500));
  bar.press(ImGuiKey_B);
  CHECK(bar.session.view().marks.empty());
}

TEST_CASE("O loops what the charts show, I from here, Shift+I to here, O again no more") {
  Bar bar;
  bar.press(ImGuiKey_O);
  REQUIRE(bar.session.view().loop.has_value());
  CHECK(bar.session.view().loop->begin == VirtualTime{0});
  CHECK(bar.session.view().loop->end == ms(2'000));
  bar.press(ImGuiKey_I);
  CHECK(bar.session.view().loop->begin == ms(500));
  bar.press(ImGuiKey_O);
  CHECK_FALSE(bar.session.view().loop.has_value());
  bar.press(ImGuiKey_I, true);
  REQUIRE(bar.session.view().loop.has_value());
  CHECK(bar.session.view().loop->end == ms(500));
}

TEST_CASE("G opens a field for the time; what cannot be read is said and goes nowhere") {
  Bar bar;
  bar.press(ImGuiKey_G);
  bar.type("+200ms");
  bar.press(ImGuiKey_Enter);
  CHECK(bar.session.view().wanted == ms(700));
  bar.press(ImGuiKey_G);
  bar.type("12 parsecs");
  bar.press(ImGuiKey_Enter);
  CHECK(bar.session.view().wanted == ms(700));
}

TEST_CASE("dragging the ruler goes back and forth; with Shift it chooses a loop") {
  Bar bar;
  bar.drag(700, 900);
  const VirtualTime late = bar.session.view().wanted;
  CHECK(late > ms(500));
  bar.drag(900, 600);
  CHECK(bar.session.view().wanted < late);
  CHECK_FALSE(bar.session.view().loop.has_value());
  bar.drag(600, 800, true);
  REQUIRE(bar.session.view().loop.has_value());
  CHECK(bar.session.view().loop->begin < bar.session.view().loop->end);
}

TEST_CASE("popups for conditions and forks open by key, draw, and close") {
  Bar bar;
  bar.press(ImGuiKey_B, true);
  CHECK(ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel));
  bar.press(ImGuiKey_Escape);
  CHECK_FALSE(ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel));
  bar.press(ImGuiKey_K);
  CHECK(ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel));
  bar.press(ImGuiKey_Escape);
  CHECK(bar.session.view().runs.size() == 5);
}

TEST_CASE("the line above the bar says what could not be done before anything else") {
  Session session = new_session();
  CHECK(status_of(session.view()).kind == StatusKind::kSentence);
  session.apply(MarkCommand{ms(100)});
  play(session);
  CHECK(status_of(session.view()).kind == StatusKind::kStopped);
  session.apply(SetValueCommand{"load.rat", "1"});
  CHECK(status_of(session.view()).kind == StatusKind::kNotice);
  session.apply(SelectCommand{0});
  CHECK(status_of(session.view()).kind == StatusKind::kStopped);
}

}  // namespace millrace::test
