// ui/session/step_goal.cpp — forwards until a count changes; back by running from the key frame before.
#include "ui/session/step_goal.hpp"

#include <algorithm>

namespace millrace {

StepGoal::StepGoal(StepUnit unit, int count, std::size_t run, VirtualTime from)
    : unit_(unit), left_(count), run_(run), from_(from), limit_(from) {}

bool StepGoal::concerns(const RunSet& set, std::size_t run) const {
  if (!set.runs()[run].simulation) return false;
  return unit_ == StepUnit::kEvent || run == run_;
}

/// What has to change.
std::int64_t StepGoal::count_of(const Simulation& simulation) const {
  const SimulationPulse pulse = simulation.pulse();
  return unit_ == StepUnit::kRecord ? pulse.rows_taken : pulse.results;
}

bool StepGoal::counts(const Simulation& simulation, std::int64_t before) const {
  return unit_ == StepUnit::kEvent || count_of(simulation) != before;
}

std::optional<VirtualTime> StepGoal::work(RunSet& set, const std::function<bool()>& has_time) {
  if (left_ > 0) return step_on(set, has_time);
  if (unit_ == StepUnit::kWindow) return back_to_results(set);
  return step_back(set, has_time);
}

std::optional<VirtualTime> StepGoal::step_on(RunSet& set, const std::function<bool()>& has_time) {
  if (unit_ == StepUnit::kEvent) {
    std::optional<VirtualTime> next;
    for (const Run& run : set.runs()) {
      if (!run.simulation) continue;
      const std::optional<VirtualTime> due = run.simulation->next_event_time();
      if (due.has_value() && (!next.has_value() || *due < *next)) next = due;
    }
    if (!next.has_value()) return set.end();
    from_ = std::max(from_, *next);
    for (Run& run : set.runs()) {
      if (run.simulation && !run.simulation->is_finished()) run.simulation->run_to(from_);
    }
    return --left_ == 0 ? std::optional(from_) : std::nullopt;
  }
  Simulation& simulation = *set.runs()[run_].simulation;
  std::int64_t before = count_of(simulation);
  while (!simulation.is_finished()) {
    simulation.run_events(1);
    if (counts(simulation, before)) {
      before = count_of(simulation);
      // Several results of one instant are one step.
      if (simulation.now() > from_) --left_;
      from_ = simulation.now();
      if (left_ == 0) return from_;
    }
    if (!has_time()) return std::nullopt;
  }
  return simulation.now();
}

std::optional<VirtualTime> StepGoal::back_to_results(const RunSet& set) {
  VirtualTime to = from_;
  for (; left_ < 0; ++left_) {
    std::optional<VirtualTime> last;
    for (const WorkerResults& sink : set.runs()[run_].simulation->results()) {
      const auto after = std::lower_bound(sink.written_at.begin(), sink.written_at.end(), to);
      if (after == sink.written_at.begin()) continue;
      last = std::max(last.value_or(*std::prev(after)), *std::prev(after));
    }
    to = last.value_or(VirtualTime{0});
  }
  return to;
}

std::optional<VirtualTime> StepGoal::step_back(RunSet& set, const std::function<bool()>& has_time) {
  for (; next_run_ < set.runs().size(); ++next_run_, has_jumped_ = false) {
    if (!concerns(set, next_run_)) continue;
    Simulation& simulation = *set.runs()[next_run_].simulation;
    if (!has_jumped_) {
      has_jumped_ = true;
      limit_ = from_;
      simulation.jump({std::max<std::int64_t>(0, limit_.ns - 1)});
      jumped_to_ = simulation.now();
    }
    std::optional<VirtualTime> last;
    while (true) {
      const std::optional<VirtualTime> due = simulation.next_event_time();
      if (!due.has_value() || *due >= from_) break;
      const std::int64_t before = unit_ == StepUnit::kEvent ? 0 : count_of(simulation);
      simulation.run_events(1);
      if (counts(simulation, before)) last = simulation.now();
      if (last.has_value() && (!found_.has_value() || *last > *found_)) found_ = last;
      if (!has_time()) return std::nullopt;
    }
    if (!found_.has_value() && jumped_to_.ns > 0) {
      // Nothing between the key frame and here: from the one before it.
      simulation.jump({jumped_to_.ns - 1});
      jumped_to_ = simulation.now();
      return std::nullopt;
    }
  }
  if (!found_.has_value() || ++left_ == 0) return found_.value_or(VirtualTime{0});
  from_ = *found_;
  found_.reset();
  next_run_ = 0;
  has_jumped_ = false;
  return std::nullopt;
}

}  // namespace millrace
