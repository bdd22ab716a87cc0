// ui/draw/focus_ring.hpp — where the keyboard is, for items that draw themselves.
#pragma once

#include "ui/draw/theme.hpp"

namespace millrace {

/// A ring around the last item while the keyboard's focus is on it and shown (after Tab, until the next click).
void draw_focus_ring(const Theme& theme);

}  // namespace millrace
