// ui/frame/frame.hpp — the whole window: bar, query, cards, panels, time. Drawn by ImGui into whatever the platform
// shows; knows no window itself.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "ui/draw/heat_map.hpp"
#include "ui/draw/theme.hpp"
#include "ui/session/session.hpp"

namespace millrace {

/// What the frame asks of the platform, after drawing.
struct FrameRequests {
  std::optional<float> scale;  // text and everything measured in it, 0.75 … 3
  std::optional<bool> is_dark;
};

/// Used by the thread of the window.
class Frame {
 public:
  Frame();
  ~Frame();

  /// One frame, `size` in ImGui's units: layouts for wide and for narrow windows. Commands are applied to the session.
  FrameRequests draw(Session& session, const Theme& theme, TextureStore& textures);
  /// Draws one panel alone, over the whole window: for tests and pictures.
  void draw_panel(Session& session, const Theme& theme, TextureStore& textures,
                  std::string_view panel);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace millrace
