// ui/platform/window.hpp — a window with ImGui in it: SDL and OpenGL 3 (ES 3 in the browser), fonts at the screen's
// own resolution, pictures of what is shown.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "ui/draw/heat_map.hpp"
#include "ui/draw/theme.hpp"
#include "ui/frame/view_settings.hpp"

namespace millrace {

struct WindowOptions {
  int width = 1440;  // in units that the screen may map to several pixels each
  int height = 900;
  float pixels_a_unit = 1.0f;  // of a hidden window; a shown one asks its screen
  bool is_hidden = false;
  bool is_dark = true;
  float scale = 1.0f;
  bool has_high_contrast = false;
  bool has_reduced_motion = false;
  std::optional<int> x;  // of its upper left corner; none: in the middle
  std::optional<int> y;
  bool is_maximised = false;
};

/// One a program. Used by the main thread.
class Window {
 public:
  /// Errors: kInput (no screen, no OpenGL), saying what SDL said.
  static Result<std::unique_ptr<Window>> open(const WindowOptions& options);
  ~Window();

  /// Takes what happened; waits up to `wait_ms` for something when nothing has. False when the window was closed.
  bool poll(int wait_ms);
  /// Files, or texts such as an address, that were dropped on the window since the last call.
  std::vector<std::string> take_dropped();
  void begin_frame();
  void end_frame();
  /// Whether something happened that wants a new frame.
  bool has_news() const;

  /// Makes poll() return from its wait. By any thread.
  static void wake();
  /// Whether the window got the focus since the last call: the moment to look at what others may have changed.
  bool take_focus_gained();
  /// What the desktop's list of windows shows; cheap where nothing changed.
  void set_title(const std::string& title);
  /// In units, as the user has made it; not of a maximised window.
  int width() const;
  int height() const;
  /// Of its upper left corner, when it was not maximised; nothing before it was moved.
  std::optional<int> x() const;
  std::optional<int> y() const;
  bool is_maximised() const;
  /// Of the screen, in hertz; 60 where it is not known.
  int refresh_rate() const;

  const Theme& theme() const;
  void set_theme(bool is_dark, float scale);
  /// As set_theme(), with contrast and motion; nothing happens where it looks so already.
  void set_look(const Look& look);
  TextureStore& textures();
  /// What the last frame showed, as a PNG file.
  Status save_picture(const std::string& path);

 private:
  struct State;
  explicit Window(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace millrace
