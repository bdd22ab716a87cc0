// ui/frame/keyboard.hpp — every key of the workbench, by the table of actions.
#pragma once

#include "ui/frame/actions.hpp"

namespace millrace {

/// Performs what the pressed keys mean. While a text is typed only actions that say so; while the focus is shown (after
/// Tab), arrows, space and enter belong to what has it; during the tour left, right and Esc are the tour's.
void read_keyboard(ActionContext& context);

}  // namespace millrace
