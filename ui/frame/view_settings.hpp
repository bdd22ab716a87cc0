// ui/frame/view_settings.hpp — what a user has set about the window itself: kept between starts by the platform, as
// text. Nothing of a scenario or a run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/draw/theme.hpp"

namespace millrace {

enum class LayoutKind : std::uint8_t { kLearn, kWorkbench, kPresent };
inline constexpr std::size_t kLayoutKinds = 3;
enum class ThemeChoice : std::uint8_t { kSystem, kDark, kLight };
/// Of what the system may ask for, too.
enum class Preference : std::uint8_t { kSystem, kOn, kOff };

inline constexpr float kScaleLeast = 0.75f;
inline constexpr float kScaleGreatest = 3.0f;
inline constexpr std::size_t kRecentMax = 8;

struct ViewSettings {
  LayoutKind layout = LayoutKind::kWorkbench;
  ThemeChoice theme = ThemeChoice::kSystem;
  Preference high_contrast = Preference::kSystem;
  Preference reduced_motion = Preference::kSystem;
  float scale = 1.0f;               // kScaleLeast … kScaleGreatest
  float split_x = 0.5f;             // share of the left column
  float split_y = 0.56f;            // share of the upper row, left
  float split_y_right = 0.36f;      // and right: few rows above, many charts below
  bool has_seen_tour = false;       // finished or declined: it is not offered any more
  int window_width = 1440;          // of the desktop's window, in units
  int window_height = 900;          //
  std::optional<int> window_x;      // of its upper left corner on the desktop; none: in the middle
  std::optional<int> window_y;      //
  bool is_maximised = false;        //
  std::vector<std::string> recent;  // files, the newest first; at most kRecentMax

  friend bool operator==(const ViewSettings&, const ViewSettings&) = default;
};

/// What the system says about looks.
struct SystemLook {
  bool is_dark = true;
  bool has_high_contrast = false;
  bool has_reduced_motion = false;
};

/// What settings and system come to.
struct Look {
  bool is_dark = true;
  bool has_high_contrast = false;
  bool has_reduced_motion = false;
  float scale = 1.0f;

  friend bool operator==(const Look&, const Look&) = default;
};

Look look_of(const ViewSettings& settings, const SystemLook& system);
/// Colours and sizes of a look; without fonts, which are made for a screen.
Theme theme_of(const Look& look);
/// The layout for an audience is larger than the rest by this factor.
inline constexpr float kPresentScale = 1.25f;

/// A line a setting: "scale 1.25".
std::string to_text(const ViewSettings& settings);
/// Lines that are unknown, unreadable or out of range leave the default: a damaged file is no reason to fail.
ViewSettings view_settings_from(std::string_view text);

void remember_recent(ViewSettings& settings, const std::string& path);

}  // namespace millrace
