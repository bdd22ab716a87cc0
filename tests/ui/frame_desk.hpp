// tests/ui/frame_desk.hpp — a workbench at a keyboard, without a screen.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "sim/cli/scenario_words.hpp"
#include "tests/ui/panels_stage.hpp"
#include "ui/frame/frame.hpp"

namespace millrace::test {

/// A workbench at a keyboard.
class Desk {
 public:
  explicit Desk(ImVec2 size = {1280, 800}, ViewSettings settings = {})
      : session_(desk_session()), frame_(settings) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = size;
    io.DeltaTime = 1.0f / 60.0f;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    unsigned char* pixels = nullptr;
    int width = 0;
    int height = 0;
    io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
    session_.load(kTinyScenario, "tiny.yaml");
    session_.apply(PauseCommand{});
    theme_ = theme_of(look_of(settings, {}));
    apply_theme(theme_);
    frames(3);
  }
  ~Desk() { ImGui::DestroyContext(); }

  void frames(int count) {
    for (int i = 0; i < count; ++i) {
      ImGui::NewFrame();
      const FrameRequests requests = frame_.draw(session_, theme_, textures_);
      ImGui::Render();
      session_.advance(0.0, [] { return true; });
      has_asked_for_link_ = has_asked_for_link_ || requests.wants_link;
      if (requests.wants_export.has_value()) exported_ = requests.wants_export;
    }
  }
  void press(ImGuiKey key, int mods = 0) {
    ImGuiIO& io = ImGui::GetIO();
    for (const int mod : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt}) {
      if ((mods & mod) != 0) io.AddKeyEvent(static_cast<ImGuiKey>(mod), true);
    }
    io.AddKeyEvent(key, true);
    frames(2);
    io.AddKeyEvent(key, false);
    for (const int mod : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt}) {
      if ((mods & mod) != 0) io.AddKeyEvent(static_cast<ImGuiKey>(mod), false);
    }
    frames(2);
  }
  void type(const char* text) {
    for (const char* c = text; *c != 0; ++c) {
      ImGui::GetIO().AddInputCharacter(static_cast<unsigned int>(*c));
      frames(1);
    }
  }
  /// Keys as a fast typist or a slow screen brings them: all of them wait before the next frame is drawn.
  void press_and_type(ImGuiKey key, int mods, std::string_view text) {
    ImGuiIO& io = ImGui::GetIO();
    if (mods != 0) io.AddKeyEvent(static_cast<ImGuiKey>(mods), true);
    io.AddKeyEvent(key, true);
    io.AddKeyEvent(key, false);
    if (mods != 0) io.AddKeyEvent(static_cast<ImGuiKey>(mods), false);
    for (const char letter : text) {
      const bool is_letter = letter >= 'a' && letter <= 'z';
      const int place = is_letter ? ImGuiKey_A + (letter - 'a') : ImGuiKey_Space;
      io.AddKeyEvent(static_cast<ImGuiKey>(place), true);
      io.AddInputCharacter(static_cast<unsigned char>(letter));
      io.AddKeyEvent(static_cast<ImGuiKey>(place), false);
    }
    for (int i = 0; i < 100 && ImGui::GetCurrentContext()->InputEventsQueue.Size > 0; ++i)
      frames(1);
    frames(2);
  }
  /// Whether these words were drawn by the last frame; blanks aside, which draw nothing.
  bool shows(std::string_view words) const {
    std::map<std::pair<float, float>, char> letters;
    for (const ImFontGlyph& glyph : ImGui::GetIO().Fonts->Fonts[0]->Glyphs) {
      if (glyph.Visible && glyph.Codepoint < 0x80)
        letters[{glyph.U0, glyph.V0}] = static_cast<char>(glyph.Codepoint);
    }
    std::string drawn;
    const ImDrawData& data = *ImGui::GetDrawData();
    for (int i = 0; i < data.CmdListsCount; ++i) {
      for (const ImDrawVert& corner : data.CmdLists[i]->VtxBuffer) {
        const auto found = letters.find({corner.uv.x, corner.uv.y});
        if (found != letters.end()) drawn += found->second;
      }
    }
    std::string wanted;
    for (const char c : words) {
      if (c != ' ') wanted += c;
    }
    return drawn.find(wanted) != std::string::npos;
  }
  Session& session() { return session_; }
  WorkbenchView view() const { return session_.view(); }
  Frame& frame() { return frame_; }
  bool has_asked_for_link() const { return has_asked_for_link_; }
  std::optional<ExportKind> exported() const { return exported_; }

 private:
  /// The tiny scenario is the bundled trading floor, too.
  static Session desk_session() {
    SessionFiles files;
    files.surroundings.vocabulary = &cli::scenario_words();
    files.bundled.emplace("trading-floor.yaml", kTinyScenario);
    return Session(std::move(files));
  }

  Session session_;
  Frame frame_;
  Theme theme_;
  CountingTextures textures_;
  bool has_asked_for_link_ = false;
  std::optional<ExportKind> exported_;
};

}  // namespace millrace::test
