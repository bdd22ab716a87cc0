// ui/platform/system_look.cpp — SDL 2.26 does not know the system's theme; what GTK and KDE write down for their own
// programs does.
#include "ui/platform/system_look.hpp"

#include <cctype>
#include <cstdlib>
#include <optional>

#include "ui/platform/session_files.hpp"

namespace millrace {
namespace {

std::string lowered(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

/// The value of `key = value` in an ini file, in small letters; nothing when it is not there.
std::optional<std::string> ini_value(std::string_view ini, std::string_view key) {
  while (!ini.empty()) {
    const std::size_t end = std::min(ini.find('\n'), ini.size());
    std::string_view line = ini.substr(0, end);
    ini.remove_prefix(std::min(end + 1, ini.size()));
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    const auto trimmed = [](std::string_view part) {
      while (!part.empty() && std::isspace(static_cast<unsigned char>(part.front())) != 0)
        part.remove_prefix(1);
      while (!part.empty() && std::isspace(static_cast<unsigned char>(part.back())) != 0)
        part.remove_suffix(1);
      return part;
    };
    if (trimmed(line.substr(0, equals)) == key) return lowered(trimmed(line.substr(equals + 1)));
  }
  return std::nullopt;
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

}  // namespace

SystemLook system_look(const DesktopSettings& settings) {
  SystemLook look;
  std::optional<bool> is_dark;
  if (!settings.gtk_theme.empty()) is_dark = contains(lowered(settings.gtk_theme), "dark");
  const std::optional<std::string> prefers =
      ini_value(settings.gtk_ini, "gtk-application-prefer-dark-theme");
  const std::optional<std::string> theme = ini_value(settings.gtk_ini, "gtk-theme-name");
  if (!is_dark.has_value() && prefers.has_value()) is_dark = prefers == "1" || prefers == "true";
  if (!is_dark.has_value() && theme.has_value()) is_dark = contains(*theme, "dark");
  const std::optional<std::string> scheme = ini_value(settings.kde_globals, "ColorScheme");
  if (!is_dark.has_value() && scheme.has_value()) is_dark = contains(*scheme, "dark");
  look.is_dark = is_dark.value_or(true);
  look.has_high_contrast = (theme.has_value() && contains(*theme, "contrast")) ||
                           (scheme.has_value() && contains(*scheme, "contrast"));
  look.has_reduced_motion = ini_value(settings.gtk_ini, "gtk-enable-animations") == "0" ||
                            ini_value(settings.gtk_ini, "gtk-enable-animations") == "false" ||
                            ini_value(settings.kde_globals, "AnimationDurationFactor") == "0";
  return look;
}

SystemLook read_system_look() {
  std::string folder = variable("XDG_CONFIG_HOME");
  if (folder.empty()) folder = variable("HOME") + "/.config";
  DesktopSettings settings;
  settings.gtk_theme = variable("GTK_THEME");
  for (const char* file : {"/gtk-4.0/settings.ini", "/gtk-3.0/settings.ini"}) {
    if (settings.gtk_ini.empty()) settings.gtk_ini = contents_of(folder + file).value_or("");
  }
  settings.kde_globals = contents_of(folder + "/kdeglobals").value_or("");
  return system_look(settings);
}

}  // namespace millrace
