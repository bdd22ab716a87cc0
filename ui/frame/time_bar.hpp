// ui/frame/time_bar.hpp — the bar at the bottom: play, step, go anywhere in virtual time.
#pragma once

#include "ui/panels/panel.hpp"

namespace millrace {

void draw_time_bar(PanelContext& context);

}  // namespace millrace
