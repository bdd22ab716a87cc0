// ui/platform/system_look.hpp — how the desktop is set: dark or light, contrast, motion.
#pragma once

#include <string>
#include <string_view>

#include "ui/frame/view_settings.hpp"

namespace millrace {

/// What settings files of GTK and KDE say; parts of `system_look`, for tests.
struct DesktopSettings {
  std::string gtk_theme;    // the environment's GTK_THEME
  std::string gtk_ini;      // gtk-4.0/settings.ini, else gtk-3.0/settings.ini
  std::string kde_globals;  // kdeglobals
};

/// Dark where nothing says otherwise.
SystemLook system_look(const DesktopSettings& settings);
/// Reads what is on this machine. Cheap enough for every time the window gets the focus.
SystemLook read_system_look();

}  // namespace millrace
