// ui/frame/time_bar.hpp — the bar at the bottom: play, step, go anywhere in virtual time; conditions that stop it, and
// forks.
#pragma once

#include <string>
#include <vector>

#include "ui/frame/actions.hpp"
#include "ui/session/command.hpp"

namespace millrace {

/// View state of the bar and its popups.
struct TimeBarState {
  StepUnit unit = StepUnit::kSecond;
  std::string clock;  // while it is edited
  std::string clock_problem;
  bool is_editing_clock = false;
  std::string go_to;
  std::string go_to_problem;
  double limits[kBreakKinds] = {};       // of conditions that are off: what was set last
  double typed_limit = 0.0;              // while one is typed
  std::string fork_type;                 // a fault of the list
  std::vector<std::string> fork_values;  // of its parameters
};

void draw_time_bar(ActionContext& context, TimeBarState& state, bool is_narrow);
/// "stops", "fork" and "time" by name, where they are open.
void draw_time_popups(ActionContext& context, TimeBarState& state);
void draw_stops_popup(ActionContext& context, TimeBarState& state);
void draw_fork_popup(ActionContext& context, TimeBarState& state);
void draw_go_to_popup(ActionContext& context, TimeBarState& state);

/// "/ 00:00:20.000", and beyond the scenario's end " + draining", in the end " + drained".
std::string duration_text(const WorkbenchView& view);
/// From here, or to here, or off again where it is already so: what the keys do.
void begin_loop_here(ActionContext& context);
void end_loop_here(ActionContext& context);
/// The stretch that the charts show; off where one is looped.
void toggle_loop(ActionContext& context);
/// The selected strategy for real, or back to the simulations.
void toggle_measuring(ActionContext& context);
/// The furthest instant that was reached, playing, in sight of the charts.
void go_live(ActionContext& context);

}  // namespace millrace
