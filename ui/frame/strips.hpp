// ui/frame/strips.hpp — the parts of the window that are not panels: top bar, query with its reason.
#pragma once

#include "ui/frame/frame.hpp"
#include "ui/panels/panel.hpp"

namespace millrace {

void draw_top_bar(PanelContext& context, FrameRequests& requests);
void draw_query_strip(const PanelContext& context);

}  // namespace millrace
