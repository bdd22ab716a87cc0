// ui/frame/view_settings.cpp — settings as text, and what they come to.
#include "ui/frame/view_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

namespace millrace {
namespace {

constexpr std::array<std::string_view, kLayoutKinds> kLayoutNames = {"learn", "workbench",
                                                                     "present"};
constexpr std::array<std::string_view, 3> kThemeNames = {"system", "dark", "light"};
constexpr std::array<std::string_view, 3> kPreferenceNames = {"system", "on", "off"};

template <typename Choice>
void read_choice(std::string_view value, std::span<const std::string_view> names, Choice& choice) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == value) choice = static_cast<Choice>(i);
  }
}

std::optional<int> whole_number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Shares and factors are kept as whole thousandths: the same text everywhere.
void read_thousandths(std::string_view value, float least, float greatest, float& number) {
  const std::optional<int> read = whole_number(value);
  if (!read.has_value()) return;
  const float found = static_cast<float>(*read) / 1000.0f;
  if (found >= least && found <= greatest) number = found;
}

void read_length(std::string_view value, int& length) {
  const std::optional<int> read = whole_number(value);
  if (read.has_value() && *read >= 200 && *read <= 16'384) length = *read;
}

/// Of several screens some lie left of or above the first.
void read_place(std::string_view value, std::optional<int>& place) {
  const std::optional<int> read = whole_number(value);
  if (read.has_value() && *read >= -32'768 && *read <= 32'767) place = *read;
}

int thousandths(float value) {
  return static_cast<int>(value * 1000.0f + 0.5f);
}

void read_line(std::string_view key, std::string_view value, ViewSettings& settings) {
  if (key == "layout") read_choice(value, kLayoutNames, settings.layout);
  if (key == "theme") read_choice(value, kThemeNames, settings.theme);
  if (key == "high_contrast") read_choice(value, kPreferenceNames, settings.high_contrast);
  if (key == "reduced_motion") read_choice(value, kPreferenceNames, settings.reduced_motion);
  if (key == "scale_permille") read_thousandths(value, kScaleLeast, kScaleGreatest, settings.scale);
  if (key == "split_x_permille") read_thousandths(value, 0.1f, 0.9f, settings.split_x);
  if (key == "split_y_permille") read_thousandths(value, 0.1f, 0.9f, settings.split_y);
  if (key == "split_y_right_permille") read_thousandths(value, 0.1f, 0.9f, settings.split_y_right);
  if (key == "tour") settings.has_seen_tour = value == "seen";
  if (key == "window_width") read_length(value, settings.window_width);
  if (key == "window_height") read_length(value, settings.window_height);
  if (key == "window_x") read_place(value, settings.window_x);
  if (key == "window_y") read_place(value, settings.window_y);
  if (key == "window_maximised") settings.is_maximised = value == "yes";
  if (key == "recent" && !value.empty() && settings.recent.size() < kRecentMax)
    settings.recent.emplace_back(value);
}

bool prefers(Preference preference, bool system) {
  return preference == Preference::kSystem ? system : preference == Preference::kOn;
}

template <typename Choice>
std::size_t place_of(Choice choice) {
  return static_cast<std::size_t>(choice);
}

}  // namespace

Look look_of(const ViewSettings& settings, const SystemLook& system) {
  Look look;
  look.is_dark = settings.theme == ThemeChoice::kSystem ? system.is_dark
                                                        : settings.theme == ThemeChoice::kDark;
  look.has_high_contrast = prefers(settings.high_contrast, system.has_high_contrast);
  look.has_reduced_motion = prefers(settings.reduced_motion, system.has_reduced_motion);
  look.scale = settings.scale;
  if (settings.layout == LayoutKind::kPresent)
    look.scale = std::min(kScaleGreatest, look.scale * kPresentScale);
  return look;
}

Theme theme_of(const Look& look) {
  Theme theme = look.is_dark ? dark_theme() : light_theme();
  theme.scale = look.scale;
  theme.has_high_contrast = look.has_high_contrast;
  theme.has_reduced_motion = look.has_reduced_motion;
  if (!look.has_high_contrast) return theme;
  theme.window = look.is_dark ? 0xff000000u : 0xffffffffu;
  theme.panel = theme.window;
  theme.foreground = look.is_dark ? 0xffffffffu : 0xff000000u;
  theme.muted = mixed(theme.muted, theme.foreground, 0.6f);
  theme.border = mixed(theme.border, theme.foreground, 0.5f);
  theme.grid = mixed(theme.grid, theme.foreground, 0.15f);
  return theme;
}

std::string to_text(const ViewSettings& settings) {
  std::string text = fmt::format(
      "layout {}\ntheme {}\nhigh_contrast {}\nreduced_motion {}\nscale_permille {}\n"
      "split_x_permille {}\nsplit_y_permille {}\nsplit_y_right_permille {}\ntour {}\n"
      "window_width {}\nwindow_height {}\n",
      kLayoutNames[place_of(settings.layout)], kThemeNames[place_of(settings.theme)],
      kPreferenceNames[place_of(settings.high_contrast)],
      kPreferenceNames[place_of(settings.reduced_motion)], thousandths(settings.scale),
      thousandths(settings.split_x), thousandths(settings.split_y),
      thousandths(settings.split_y_right), settings.has_seen_tour ? "seen" : "new",
      settings.window_width, settings.window_height);
  if (settings.window_x.has_value()) text += fmt::format("window_x {}\n", *settings.window_x);
  if (settings.window_y.has_value()) text += fmt::format("window_y {}\n", *settings.window_y);
  if (settings.is_maximised) text += "window_maximised yes\n";
  for (const std::string& path : settings.recent) {
    if (path.find('\n') == std::string::npos) text += "recent " + path + "\n";
  }
  return text;
}

ViewSettings view_settings_from(std::string_view text) {
  ViewSettings settings;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) continue;
    read_line(line.substr(0, space), line.substr(space + 1), settings);
  }
  return settings;
}

void remember_recent(ViewSettings& settings, const std::string& path) {
  std::vector<std::string>& recent = settings.recent;
  recent.erase(std::remove(recent.begin(), recent.end(), path), recent.end());
  recent.insert(recent.begin(), path);
  if (recent.size() > kRecentMax) recent.resize(kRecentMax);
}

}  // namespace millrace
