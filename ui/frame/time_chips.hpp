// ui/frame/time_chips.hpp — chips in the time bar: history that was thinned, and forks.
#pragma once

#include "ui/frame/actions.hpp"

namespace millrace {

/// In words where the bar is wide.
void draw_history_chip(const PanelContext& context, bool is_wide);
float history_chip_width(const PanelContext& context, bool is_wide);

/// A chip a fork: click looks at it. More than fit are in the list.
void draw_fork_chips(ActionContext& context);
float fork_chips_width(const PanelContext& context);

}  // namespace millrace
