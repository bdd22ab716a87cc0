// ui/frame/keyboard.hpp — every key of the workbench as a command.
#pragma once

#include "ui/frame/frame.hpp"
#include "ui/panels/panel.hpp"

namespace millrace {

/// Asks what the pressed keys mean; nothing while a text is typed. `wants_tab`: the panel a key brings to the front.
void read_keyboard(PanelContext& context, FrameRequests& requests, std::string& wants_tab);

}  // namespace millrace
