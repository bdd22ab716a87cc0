// ui/frame/speed_slider.hpp — how fast virtual time passes.
#pragma once

#include "ui/panels/panel.hpp"

namespace millrace {

/// A logarithmic slider whose last step is as fast as possible, with the speed beside it.
void draw_speed_slider(PanelContext& context);
float speed_slider_width(const Theme& theme);

}  // namespace millrace
