// ui/platform/session_files.hpp — what a session may load: bundled scenarios, files beside a scenario, and files that
// were given to the program while it runs.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "ui/session/session.hpp"

namespace millrace {

/// What plays when nothing was chosen; bundled.
inline constexpr std::string_view kFirstScenario = "trading-floor.yaml";

/// Recordings that were dropped or chosen, by the name that scenarios call them by. Shared by a program and its
/// session's files; used by one thread.
using OpenedRecordings = std::map<std::string, std::shared_ptr<const std::string>>;

/// The whole file; nothing when it cannot be read.
std::optional<std::string> contents_of(const std::string& path);
/// Of a path: "" when it names none.
std::string folder_of(const std::string& path);
/// Recordings are looked for among `opened` (may be null), then from `folder` on, then among the bundled.
SessionFiles session_files(const std::string& folder,
                           std::shared_ptr<const OpenedRecordings> opened = nullptr);

/// What came of a file that somebody dropped or chose.
struct OpenedFile {
  bool is_loaded = false;  // false: `message` says why not, unless WorkbenchView::problems does
  std::string message;     // one sentence; "" where the view says all
};

/// Loads a scenario as it is; makes a scenario around a recording, keeps the recording in `opened`, and loads that.
OpenedFile open_in_session(Session& session, OpenedRecordings& opened, const std::string& name,
                           std::string text);

}  // namespace millrace
