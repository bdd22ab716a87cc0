// ui/draw/time_axis.hpp — the stretch of virtual time that all charts show together, and their cursor.
#pragma once

#include <algorithm>

namespace millrace {

/// Seconds of virtual time. One per workbench: panning one chart pans all.
struct TimeAxis {
  double begin_s = 0.0;
  double end_s = 60.0;
  double limit_s = 60.0;        // nothing lies beyond
  double cursor_s = -1.0;       // under the mouse, in any chart; < 0: none
  double now_s = 0.0;           // as drawn last
  double before_click_s = 0.0;  // the present before the last click in a chart
  double area_begin_s = 0.0;    // selected for statistics; no longer than 0: nothing is
  double area_end_s = 0.0;
  bool is_following = true;  // the present stays in sight

  double span_s() const { return end_s - begin_s; }
  bool has_area() const { return area_end_s > area_begin_s; }
  void clear_area() { area_begin_s = area_end_s = 0.0; }

  void fit() {
    begin_s = 0.0;
    end_s = std::max(limit_s, 1e-3);
    is_following = true;
  }
  /// This stretch, from edge to edge.
  void show(double from_s, double to_s) {
    begin_s = from_s;
    end_s = to_s;
    is_following = false;
    settle();
  }
  /// Keeps the stretch within 0 … limit, as long as it was where that is possible.
  void settle() {
    const double span = std::clamp(span_s(), 1e-6, std::max(limit_s, 1e-3));
    begin_s = std::clamp(begin_s, 0.0, std::max(limit_s - span, 0.0));
    end_s = begin_s + span;
  }
  void pan(double seconds) {
    begin_s += seconds;
    end_s += seconds;
    is_following = false;
    settle();
  }
  /// factor < 1 shows less; what is at `around_s` stays where it is.
  void zoom(double factor, double around_s) {
    begin_s = around_s - (around_s - begin_s) * factor;
    end_s = around_s + (end_s - around_s) * factor;
    is_following = false;
    settle();
  }
};

}  // namespace millrace
