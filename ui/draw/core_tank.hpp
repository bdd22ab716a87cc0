// ui/draw/core_tank.hpp — what a worker's core does, as one bar of three parts, and its queue as a tank with the marks
// of its back-pressure states.
#pragma once

#include "ui/draw/theme.hpp"

namespace millrace {

/// How one worker's end of the picture looks.
struct WorkerTank {
  double fill = 0.0;  // 0…1 of its queue
  double idle = 1.0;  // the three are shares of time and add up to 1
  double busy = 0.0;
  double back_pressured = 0.0;
  bool is_down = false;
};

/// Idle, busy and back-pressured as one bar of whole width; the last part hatched.
void draw_core_bar(ImDrawList& list, ImVec2 min, ImVec2 max, const WorkerTank& tank,
                   const Theme& theme);
/// Ticks at 70, 85 and 95 %; hatched when saturated.
void draw_tank(ImDrawList& list, ImVec2 min, ImVec2 max, double fill, const Theme& theme);
/// Diagonal lines inside a rectangle.
void draw_hatch(ImDrawList& list, ImVec2 min, ImVec2 max, ImU32 colour, float distance);

}  // namespace millrace
