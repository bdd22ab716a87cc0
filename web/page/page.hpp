// web/page/page.hpp — what a browser tab consists of: session, frame, window, and the loop over the page's animation
// frames.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "ui/frame/frame.hpp"
#include "ui/platform/session_files.hpp"
#include "ui/platform/window.hpp"
#include "ui/session/session.hpp"
#include "web/page/frame_cost.hpp"

namespace millrace {

/// One a tab; lives until it is closed. A worker of the page has one, too, and never starts it.
class Page {
 public:
  Page();

  /// Opens the canvas. `settings` as they were last told of. False where there is no WebGL 2.
  bool start(const SystemLook& system, std::string_view settings);
  bool has_started() const { return window_ != nullptr; }

  Session& session() { return session_; }
  Frame& frame() { return frame_; }
  Window& window() { return *window_; }
  const SessionFiles& files() const { return files_; }
  OpenedRecordings& opened() { return *opened_; }
  FrameCost& frame_cost() { return frame_cost_; }

  /// One animation frame.
  void draw_frame();
  /// Something changed from outside: draws again even when the session rests.
  void wake();
  /// What the system asks for changed.
  void follow_system(const SystemLook& system);
  /// What the next paste gives.
  void set_clipboard(std::string text) { clipboard_ = std::move(text); }
  /// A recording that scenarios name; one that could not be played for lack of it is played now.
  void keep(const std::string& name, std::string text);
  /// What the request `export` wants for this document of the session. REQUIRES: a scenario is loaded.
  nlohmann::ordered_json order_json(ExportKind kind) const;

 private:
  void serve(const FrameRequests& requests);
  void serve_export(ExportKind kind);
  void tell_wanted_text();
  void tell_what_changed(bool was_active);

  std::shared_ptr<OpenedRecordings> opened_;
  SessionFiles files_;
  Session session_;
  Frame frame_;
  std::unique_ptr<Window> window_;
  std::string clipboard_;
  FrameCost frame_cost_;
  double last_ms_ = 0.0;
  double drawn_ms_ = 0.0;
  double told_ms_ = -1e9;  // when the script last heard of a change
  bool wants_telling_ = true;
  bool has_shown_data_ = false;
  bool wanted_text_ = false;
};

/// The tab's own.
Page& page();

/// The fragment of a link to what is shown now.
std::string fragment_of(const Session& session);

}  // namespace millrace
