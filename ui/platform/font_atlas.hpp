// ui/platform/font_atlas.hpp — the program's fonts at the screen's resolution, into ImGui's atlas. Knows no screen.
#pragma once

#include "ui/draw/theme.hpp"

namespace millrace {

/// Replaces all fonts of ImGui's present context: theme.scale gives their size in units, `density` the pixels a unit.
/// The theme's fonts point into the atlas; the caller makes the texture of it.
void load_fonts(Theme& theme, float density);

}  // namespace millrace
