// ui/frame/time_ruler.hpp — the strip of the whole run's time: the present, what the charts show, and every marker.
#pragma once

#include "ui/panels/panel.hpp"

namespace millrace {

/// What is marked on the ruler, each with a shape of its own.
enum class RulerMark : std::uint8_t { kIncident, kBreakpoint, kWrong, kWindowClose, kFork, kMark };
inline constexpr std::size_t kRulerMarks = 6;

/// "▲ something happened", for hover texts and the help.
const char* meaning_of(RulerMark mark);
/// The sign alone, drawn: fonts lack some of them.
void draw_ruler_mark(ImDrawList& list, RulerMark mark, ImVec2 centre, float radius,
                     const Theme& theme);

/// Dragging goes to any instant; with Shift it chooses the stretch to loop. Hovering a marker says what it is.
void draw_time_ruler(PanelContext& context, float width);

}  // namespace millrace
