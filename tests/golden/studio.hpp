// tests/golden/studio.hpp — the workbench with its real fonts on a screen in memory: for pictures and for timing.
#pragma once

#include <imgui.h>

#include <memory>
#include <string>

#include "tests/golden/software_screen.hpp"
#include "ui/frame/frame.hpp"

namespace millrace::test {

struct StudioOptions {
  int width = 1280;  // in units
  int height = 800;
  float density = 1.0f;  // pixels a unit
  bool is_dark = true;
  bool has_high_contrast = false;
  float scale = 1.0f;  // of text
};

/// One at a time: ImGui has one context.
class Studio {
 public:
  explicit Studio(const StudioOptions& options);
  ~Studio();
  Studio(const Studio&) = delete;
  Studio& operator=(const Studio&) = delete;

  /// The last of some frames: layouts settle in the first ones.
  template <typename Draw>
  Pixels draw(Draw draw_all) {
    for (int i = 0; i < 4; ++i) frame(draw_all);
    return picture();
  }
  template <typename Draw>
  void frame(Draw draw_all) {
    begin();
    draw_all();
    ImGui::Render();
  }
  /// Of the last frame.
  Pixels picture() const;

  const Theme& theme() const { return theme_; }
  SoftTextures& textures() { return textures_; }

 private:
  void begin();

  Theme theme_;
  SoftTexture atlas_;
  SoftTextures textures_;
};

/// A scenario of the folder `scenarios`, played to this instant and held there.
std::unique_ptr<Session> played(const std::string& scenario, VirtualTime at);

}  // namespace millrace::test
