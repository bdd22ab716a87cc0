// ui/panels/core_marks.hpp — what happened, over the heat map of cores: windows that close, events, the user's marks,
// forks, the first split group and the first wrong result. Each has a shape of its own.
#pragma once

#include <string>

#include "ui/draw/plot.hpp"
#include "ui/panels/panel.hpp"

namespace millrace {

void draw_core_marks(const Plot& plot, const PanelContext& context, const RunView& run);
/// Entries for the marks that there are, going on in the present row.
void draw_core_mark_legend(const PanelContext& context, const RunView& run);
/// What the mark under the mouse means, with its instant; "" where there is none.
std::string core_mark_text(const Plot& plot, const PanelContext& context, const RunView& run,
                           ImVec2 mouse);

}  // namespace millrace
