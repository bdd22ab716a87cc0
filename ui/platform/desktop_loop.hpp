// ui/platform/desktop_loop.hpp — a session, a frame and a window, kept going: frames as the screen wants them, the
// simulation in the time that is left, nothing at all while nothing happens.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "ui/frame/frame.hpp"
#include "ui/platform/export_job_threads.hpp"
#include "ui/platform/session_files.hpp"
#include "ui/platform/window.hpp"

namespace millrace {

bool has_panel(std::string_view name);

/// Used by the main thread.
class DesktopLoop {
 public:
  DesktopLoop(ViewSettings settings, const SystemLook& system);

  Session& session() { return session_; }
  Frame& frame() { return frame_; }
  /// With the size that the window has now.
  ViewSettings settings() const;

  /// Keeps what the user has set, whenever it changed: at most once a second, and at the end of run().
  void keep_settings_by(std::function<void(const ViewSettings&)> keep) { keep_ = std::move(keep); }
  /// Whether it is a link to a scenario: an address, or its part behind "#".
  static bool is_link(std::string_view text);
  /// Loads what the link carries, at its instant. Says what is wrong with it, in the window, too.
  Status open_link(std::string_view link);
  /// A scenario or a recording. False when the file cannot be read; what is wrong in it the view says.
  bool open(const std::string& path);
  /// Borrowed until the end.
  void attach(Window& window);
  /// Until the window is closed.
  void run();
  /// One frame; `panel`: of this panel alone, "" = all.
  void draw(std::string_view panel);

 private:
  using Clock = std::chrono::steady_clock;
  struct Place {
    std::string folder;  // of the last scenario that was opened
    std::shared_ptr<OpenedRecordings> opened = std::make_shared<OpenedRecordings>();
  };

  static SessionFiles files_of(const std::shared_ptr<const Place>& place);
  int wait_ms() const;
  /// Until the frame wants to be drawn again by itself; may be negative.
  double due_in_s() const;
  void answer(const FrameRequests& requests);
  void make_link();
  void begin_export(ExportKind kind);
  void update_title();
  void take_pasted_link();
  void keep_settings(bool is_end);

  std::shared_ptr<Place> place_;
  Session session_;
  Frame frame_;
  ExportJob export_;
  Window* window_ = nullptr;
  Clock::time_point frame_begin_;
  Clock::time_point drawn_at_;
  Clock::time_point titled_at_;
  Clock::time_point kept_at_;
  ViewSettings kept_;
  std::function<void(const ViewSettings&)> keep_;
  double draw_s_ = 0.0;  // what a frame cost lately, without waiting for the screen
};

}  // namespace millrace
