// tests/ui/panels_stage.hpp — panels without a screen: a context of ImGui, mouse and keys fed to it, and what was drawn
// and asked for.
#pragma once

#include <doctest/doctest.h>
#include <imgui.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "ui/panels/panel.hpp"
#include "ui/session/session.hpp"

namespace millrace::test {

/// A small scenario with everything: keys, windows, faults possible; 12 partitions, 4 workers, 400 ms.
extern const char* const kTinyScenario;

/// Remembers what was shown.
class CountingTextures final : public TextureStore {
 public:
  ImTextureID show(std::uint32_t place, int width, int height, const std::uint32_t* rgba) override;
  int shown = 0;
  int pixels = 0;
};

Session new_session();
/// `seconds` < 0: to the end, verdicts too.
void play_to(Session& session, double seconds);

/// One panel in a window of its own.
class Stage {
 public:
  Stage(float width, float height, const Theme& look = dark_theme(), float scale = 1.0f);
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  /// A frame; what the panel asked for is returned, and done when `session` is to follow.
  std::vector<Command> frame(const WorkbenchView& view, Panel& panel);
  std::vector<Command> frame(Session& session, Panel& panel);

  // Input for the next frames.
  void move_to(ImVec2 at);
  void press(ImGuiMouseButton button = 0);
  void release(ImGuiMouseButton button = 0);
  void wheel(float steps);
  void key(ImGuiKey key, bool is_down);
  void type(const char* text);
  /// Moves, presses and releases over some frames; all that was asked for meanwhile.
  std::vector<Command> click(Session& session, Panel& panel, ImVec2 at);
  std::vector<Command> tap(Session& session, Panel& panel, ImGuiKey key);

  /// Of the last frame.
  int vertices() const;
  /// Items with the same id in one frame, in words; empty is good.
  std::vector<std::string> clashes() const;
  /// Where an item was in the last frame, by its label as the code says it, "##hidden" ones too. Fails without one.
  ImVec2 centre_of(const std::string& label) const;
  bool has_item(const std::string& label) const;

  Theme theme;
  TimeAxis time;
  Selection selection;
  CountingTextures textures;
};

template <typename Wanted>
const Wanted* find_command(const std::vector<Command>& commands) {
  for (const Command& command : commands) {
    if (const auto* found = std::get_if<Wanted>(&command)) return found;
  }
  return nullptr;
}

}  // namespace millrace::test
