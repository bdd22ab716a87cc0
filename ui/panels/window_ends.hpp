// ui/panels/window_ends.hpp — when windows end in virtual time: what the charts and the ruler mark.
#pragma once

#include <cstddef>
#include <vector>

#include "ui/session/view.hpp"

namespace millrace {

/// Seconds of virtual time, after `begin_s` (and 0) and up to `end_s`: every end of a window of the run's query, where
/// event time runs with virtual time. Nothing for recordings, sessions, and where there would be more than `count_max`.
std::vector<double> window_ends(const Scenario* scenario, const RunView& run, double begin_s,
                                double end_s, std::size_t count_max);

}  // namespace millrace
