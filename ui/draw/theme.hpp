// ui/draw/theme.hpp — every colour, size and font of the workbench. Colours are safe for the colour-blind
// (Okabe and Ito 2008) and never stand alone: each strategy has a marker, each verdict a shape and a word.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <string_view>

#include "ui/session/view.hpp"

namespace millrace {

enum class Marker : std::uint8_t {
  kCircle,
  kSquare,
  kTriangle,
  kDiamond,
  kPlus,
  kCross,
  // Of strategies of other systems and papers.
  kTriangleDown,
  kRing,
  kFrame,
  kHourglass,
  kStar,
};

/// How one strategy looks everywhere.
struct StrategyStyle {
  ImU32 colour = 0;
  ImU32 edge =
      0;  // a darker outline where the colour alone is too pale for the ground; 0: none is needed
  Marker marker = Marker::kCircle;
  float dash = 0.0f;  // length of dashes in pixels at scale 1; 0 = solid
};

struct OutcomeStyle {
  ImU32 colour = 0;
  const char* glyph = "";  // ✓ ✗ ? ⊘
  const char* word = "";   // "correct", "WRONG", "unknown", "refused"
};

struct Theme {
  bool is_dark = true;
  bool has_high_contrast = false;
  bool has_reduced_motion = false;
  float scale = 1.0f;  // of text and everything measured in it
  ImFont* text = nullptr;
  ImFont* mono = nullptr;   // numbers: all digits equally wide
  ImFont* large = nullptr;  // headlines

  ImU32 window = 0;
  ImU32 panel = 0;
  ImU32 panel_title = 0;
  ImU32 border = 0;
  ImU32 foreground = 0;
  ImU32 muted = 0;
  ImU32 grid = 0;
  ImU32 accent = 0;
  ImU32 cursor = 0;
  ImU32 idle = 0;
  ImU32 busy = 0;
  ImU32 back_pressured = 0;
  ImU32 warning = 0;

  float px(float at_scale_1) const { return at_scale_1 * scale; }
  StrategyStyle strategy(std::string_view canonical_name) const;
  OutcomeStyle outcome(OutcomeKind kind) const;
};

Theme dark_theme();
Theme light_theme();
/// Sets ImGui's own colours and sizes from the theme.
void apply_theme(const Theme& theme);

/// Of two opaque colours, 1 … 21 (WCAG 2).
float contrast(ImU32 a, ImU32 b);
ImU32 with_alpha(ImU32 colour, float alpha);
ImU32 mixed(ImU32 a, ImU32 b, float share_of_b);
/// Perceptually even, dark to bright (cividis, Nuñez et al. 2018); 0…1.
ImU32 quantity_colour(float value);

}  // namespace millrace
