// ui/frame/icons.hpp — signs that the fonts lack, drawn, on buttons.
#pragma once

#include "ui/draw/theme.hpp"

namespace millrace {

enum class Icon : std::uint8_t { kAgain, kCopy, kGear, kFolder };

/// A square button with a sign; `help` shows while it is hovered. At least `least` high and wide.
bool icon_button(const char* id, Icon icon, const char* help, const Theme& theme,
                 float least = 0.0f);

}  // namespace millrace
