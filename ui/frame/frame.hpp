// ui/frame/frame.hpp — the whole window: bar, query, cards, panels, time. Drawn by ImGui into whatever the platform
// shows; knows no window itself.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ui/draw/heat_map.hpp"
#include "ui/draw/theme.hpp"
#include "ui/frame/view_settings.hpp"
#include "ui/session/session.hpp"

namespace millrace {

/// What can be made of a session for others.
enum class ExportKind : std::uint8_t { kJson, kHtml, kCsv, kScenario, kPicture };

/// What the frame asks of the platform, after drawing.
struct FrameRequests {
  std::optional<float> scale;  // text and everything measured in it, 0.75 … 3
  std::optional<bool> is_dark;
  bool has_new_settings = false;  // Frame::settings() are to be kept, Frame::look() to be shown
  bool wants_link = false;  // a link to scenario and instant, to the clipboard; tell() when done
  bool wants_open = false;  // let the user choose a file: an own dialog, or show_folder()
  std::optional<std::string> list_folder;  // show_folder() of this one
  std::optional<std::string> open_path;    // a file that the user has chosen
  std::optional<ExportKind> wants_export;  // of the session as it is; tell() where it went
};

/// What a folder holds, for the frame's own file chooser.
struct FolderListing {
  std::string path;                  // absolute
  std::string parent;                // "" at the root
  std::vector<std::string> folders;  // names
  std::vector<std::string> files;    // names of those that can be opened
  std::string problem;               // why it cannot be read
};

/// Used by the thread of the window.
class Frame {
 public:
  Frame();
  explicit Frame(ViewSettings settings);
  ~Frame();

  /// One frame, `size` in ImGui's units: layouts for wide and for narrow windows. Commands are applied to the session.
  FrameRequests draw(Session& session, const Theme& theme, TextureStore& textures);
  /// Draws one panel alone, over the whole window: for tests and pictures.
  void draw_panel(Session& session, const Theme& theme, TextureStore& textures,
                  std::string_view panel);

  const ViewSettings& settings() const;
  void change_settings(ViewSettings settings);
  /// What the system asks for, where the settings follow it.
  void follow_system(const SystemLook& system);
  /// How the window is to look now: settings and system together.
  Look look() const;

  /// A short note over the window, until the next one or for some seconds.
  void tell(std::string note);
  /// Seconds from the last frame until something changes without user and session (a note goes); infinite when nothing
  /// will.
  double due_in_s() const;
  /// Opens the file chooser, or answers FrameRequests::list_folder.
  void show_folder(FolderListing listing);
  /// Panels show where this key is; "": no key.
  void follow_key(std::string key);
  /// Brings a panel to the front.
  void show_panel(std::string_view panel);
  /// Opens a popup of the frame: "palette", "settings", "export". For pictures and tests.
  void show_popup(std::string_view popup);
  /// Begins the tour at a stop, counted from 0.
  void start_tour(std::size_t stop = 0);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace millrace
