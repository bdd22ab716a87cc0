// ui/panels/window_ends.cpp — multiples of the window's step, from where the topic's event time begins.
#include "ui/panels/window_ends.hpp"

#include <cmath>

namespace millrace {

std::vector<double> window_ends(const Scenario* scenario, const RunView& run, double begin_s,
                                double end_s, std::size_t count_max) {
  std::vector<double> ends;
  if (scenario == nullptr || run.plan == nullptr || run.plan->query == nullptr) return ends;
  const auto& window = run.plan->query->window;
  if (!window.has_value() || window->durations_ms.empty() || window->signature->is_session)
    return ends;
  const TopicSpec& topic = scenario->topic;
  if (!topic.recording.empty() || !(topic.time_scale > 0.0)) return ends;
  const auto step_ms = window->durations_ms.back();
  const double step_s = static_cast<double>(step_ms) * 1e-3 / topic.time_scale;
  if (!(step_s > 0.0) || (end_s - begin_s) / step_s > static_cast<double>(count_max)) return ends;
  // Windows begin at multiples of the step since the epoch, wherever the topic begins.
  const double start_s =
      static_cast<double>(topic.start_time_ms % step_ms) * 1e-3 / topic.time_scale;
  double end = std::ceil((begin_s + start_s) / step_s);
  for (; end * step_s - start_s <= end_s; end += 1.0) {
    if (end * step_s - start_s > 0.0) ends.push_back(end * step_s - start_s);
  }
  return ends;
}

}  // namespace millrace
