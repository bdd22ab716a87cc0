// ui/panels/trail_steps.hpp — the path of one record, a line a stop; each stop can be gone to.
#pragma once

#include "ui/panels/panel.hpp"

namespace millrace {

/// The record's values and its stops up to now.
void draw_trail_record(PanelContext& context, const TrailView& trail, const TrailRecord& record);

}  // namespace millrace
