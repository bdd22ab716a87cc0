// ui/platform/settings_file.hpp — view settings between two starts of the desktop program.
#pragma once

#include <string>

#include "core/base/result.hpp"
#include "ui/frame/frame.hpp"
#include "ui/frame/view_settings.hpp"

namespace millrace {

/// $XDG_STATE_HOME/millrace/workbench.settings, else beneath ~/.local/state; "" where there is neither.
std::string settings_path();
/// Defaults where the file is missing or cannot be understood.
ViewSettings read_settings(const std::string& path);
/// Written beside it first, so that a crash leaves the old one. Errors: kInput.
Status write_settings(const std::string& path, const ViewSettings& settings);

/// What can be opened in a folder: its folders, scenarios and recordings, by name. `folder` "": the present one.
FolderListing list_folder(const std::string& folder);

}  // namespace millrace
