// ui/session/session_time.cpp — play, stop, step, go anywhere, loop, conditions and marks.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/session/session_state.hpp"

namespace millrace {
namespace {

constexpr std::int64_t kSecondNs = 1'000'000'000;
/// A longer gap between two frames (a hidden tab, a laptop that slept) is not made up for.
constexpr double kGapMaxS = 0.5;

std::string clock(VirtualTime time) {
  const std::int64_t ms = time.ns / 1'000'000;
  return fmt::format("{:02}:{:02}:{:02}.{:03}", ms / 3'600'000, ms / 60'000 % 60, ms / 1'000 % 60,
                     ms % 1'000);
}

/// One second; a tenth of runs that are shorter than ten.
std::int64_t step_ns(const Scenario& scenario) {
  return std::clamp<std::int64_t>(scenario.duration.ns / 10, 1, kSecondNs);
}

}  // namespace

void Session::State::do_command(const PlayCommand&) {
  if (!needs_set()) return;
  if (is_over() && !loop.has_value()) seek({0});  // nothing is left: once more
  is_playing = true;
  stop.reset();
  stopped_because.clear();
}

void Session::State::do_command(const PauseCommand&) {
  if (set.has_value()) pause_here();
}

/// The present is what the furthest run has reached: those behind it follow.
void Session::State::pause_here() {
  is_playing = false;
  stop.reset();
  goal.reset();
  VirtualTime most = {0};
  for (const Run& run : set->runs()) {
    if (run.simulation) most = std::max(most, std::min(now, run.simulation->now()));
  }
  if (set->is_behind(now)) now = most;
}

void Session::State::do_command(const StepCommand& command) {
  if (!needs_set() || command.count == 0) return;
  pause_here();
  stopped_because.clear();
  if (command.unit == StepUnit::kSecond) {
    const std::int64_t length = step_ns(*set->scenario());
    const std::int64_t count = std::clamp(command.count, -1'000'000, 1'000'000);
    seek({std::min(now.ns, set->is_finished() ? set->end().ns : now.ns) + count * length});
    return;
  }
  if (selected >= set->runs().size() || !set->runs()[selected].simulation) {
    notice = "this strategy does not run: there is nothing to step to";
    return;
  }
  goal.emplace(command.unit, std::clamp(command.count, -1'000, 1'000), selected, now);
}

void Session::State::do_command(const SeekCommand& command) {
  if (!needs_set()) return;
  stop.reset();
  goal.reset();
  stopped_because.clear();
  seek(command.to);
}

/// The nearest key frames at once; the rest in slices, shown as it goes.
void Session::State::seek(VirtualTime to) {
  now = {std::max<std::int64_t>(0, to.ns)};
  if (now >= duration()) now = kEndOfRuns;
  set->jump(now);
  breaks.forget();
  is_dirty = true;
}

void Session::State::do_command(const SpeedCommand& command) {
  if (std::isnan(command.speed) || command.speed <= 0.0) {
    notice = "a speed is a number above 0, or as fast as possible";
    return;
  }
  speed = command.speed > kSpeedMax * 1.5 ? kAsFastAsPossible
                                          : std::clamp(command.speed, kSpeedMin, kSpeedMax);
}

void Session::State::do_command(const LoopCommand& command) {
  if (!needs_set()) return;
  loop.reset();
  if (!command.span.has_value()) return;
  TimeSpan span = *command.span;
  span.begin.ns = std::clamp<std::int64_t>(span.begin.ns, 0, duration().ns);
  span.end.ns = std::clamp<std::int64_t>(span.end.ns, 0, duration().ns);
  if (span.end.ns - span.begin.ns < 1'000'000) {
    notice = "a loop needs an end that is at least 1 ms after its beginning";
    return;
  }
  loop = span;
  if (is_playing && (now < span.begin || now >= span.end)) seek(span.begin);
}

void Session::State::do_command(const BreakCommand& command) {
  const std::string problem = command.is_on ? limit_problem(command.kind, command.limit) : "";
  if (!problem.empty()) {
    notice = problem;
    return;
  }
  breaks.set(command.kind, command.is_on, command.limit);
}

void Session::State::do_command(const MarkCommand& command) {
  if (!needs_set()) return;
  if (command.at.ns < 0 || command.at > duration()) {
    notice = "a mark lies within the duration of the scenario";
    return;
  }
  const auto place = std::lower_bound(marks.begin(), marks.end(), command.at);
  if (place != marks.end() && *place == command.at) {
    marks.erase(place);
  } else {
    marks.insert(place, command.at);
  }
}

/// The present moves on by elapsed time × speed, at most to the next mark or the end of the loop.
void Session::State::move_now(double elapsed_s) {
  if (!is_playing || stop.has_value() || goal.has_value() || set->is_behind(now)) return;
  const VirtualTime from = now;
  if (std::isinf(speed)) {
    now = kEndOfRuns;
  } else {
    const double step_ns = std::min(elapsed_s, kGapMaxS) * speed * 1e9;
    now.ns += static_cast<std::int64_t>(std::min(step_ns, 9e18 - static_cast<double>(now.ns)));
  }
  if (loop.has_value()) now = std::min(now, loop->end);
  const auto mark = std::upper_bound(marks.begin(), marks.end(), from);
  if (mark != marks.end() && *mark <= now) {
    now = *mark;
    stop = PendingStop{now, "your mark at " + clock(now), std::nullopt};
  }
}

bool Session::State::work(const std::function<bool()>& has_time) {
  RunSet::Look look;
  const bool watches = breaks.is_any_on();
  if (watches) {
    look.events_between = breaks.events_between_looks();
    look.at = [this](std::size_t index,
                     const SimulationPulse& pulse) -> std::optional<VirtualTime> {
      const Run& run = set->runs()[index];
      const BreakFacts facts = {pulse, run.simulation->rows_due(), run.first_split_at,
                                run.watch.first_wrong_at()};
      const std::optional<BreakHit> hit =
          breaks.look(index, facts, [&run] { return run.simulation->recent_p99_us(); });
      if (!hit.has_value() || !is_playing) return std::nullopt;
      if (stop.has_value() && stop->at <= hit->at) return stop->at;
      stop = PendingStop{hit->at, run.display_name + ": " + hit->text, hit};
      return hit->at;
    };
  }
  bool has_worked = set->work(now, has_time, look);
  if (!stop.has_value() || stop->at > now) return has_worked;
  // Those that had gone further come back.
  now = stop->at;
  for (std::size_t i = 0; i < set->runs().size(); ++i) {
    Run& run = set->runs()[i];
    if (!run.simulation || run.simulation->now() <= now) continue;
    run.simulation->jump(now);
    breaks.forget_run(i);
  }
  if (has_time()) has_worked = set->work(now, has_time, look) || has_worked;
  return has_worked;
}

/// Everything is where playing stops.
void Session::State::settle_stop() {
  if (!stop.has_value() || set->is_behind(now)) return;
  const PendingStop reached = *std::exchange(stop, std::nullopt);
  is_playing = false;
  stopped_because = "stopped at " + clock(reached.at) + ": " + reached.text;
  if (reached.hit.has_value()) {
    breaks.note_hit(*reached.hit);
    if (reached.hit->run < set->runs().size()) selected = reached.hit->run;
  }
  is_dirty = true;
}

bool Session::State::is_over() const {
  return set.has_value() && now >= set->end() && set->is_finished();
}

bool Session::State::finish_if_over() {
  const bool loops = loop.has_value() && is_playing;
  if (loops && now >= loop->end && !set->is_behind(now)) {
    seek(loop->begin);
    return true;
  }
  if (!set->is_finished() || now < set->end()) return false;
  if (now > set->end()) is_dirty = true;
  now = set->end();
  if (loops) {
    seek(loop->begin);
  } else {
    is_playing = false;
  }
  return loops;
}

}  // namespace millrace
