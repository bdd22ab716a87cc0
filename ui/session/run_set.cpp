// ui/session/run_set.cpp — a few events of each in turn.
#include "ui/session/run_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/study/verdict.hpp"
#include "ui/session/command.hpp"

namespace millrace {
namespace {

constexpr std::uint64_t kEventsASlice = 64;
/// The reference reads in stretches of 100 ms; this far ahead it has closed a window when the runs do.
constexpr std::int64_t kReferenceLeadNs = 250'000'000;
/// What all runs of a session may keep for going back: five times the default of a scenario, where there is room.
constexpr std::int64_t kHistoryMiB = sizeof(void*) == 4 ? 512 : 1440;

/// The scenario's bound is for one run.
std::shared_ptr<KeyFramePool> make_pool(const Scenario& scenario, std::size_t run_count) {
  const auto runs = static_cast<std::int64_t>(std::max<std::size_t>(1, run_count));
  const std::int64_t most = kHistoryMiB << 20;
  const std::int64_t one = std::min(scenario.engine.keyframe_bytes_max, most);
  return std::make_shared<KeyFramePool>(std::min(most, one * runs));
}

}  // namespace

RunPlan plan_of(const Run& run) {
  return {run.strategy, run.fork_events, run.forked_from, run.forked_at, run.fork_number};
}

Result<std::shared_ptr<TopicLog>> RunSet::next_log() {
  if (log_ != nullptr && !log_->is_closed_loop()) return log_;
  MILLRACE_TRY(std::unique_ptr<TopicGenerator> generator, make_topic_generator(*scenario_, files_));
  log_ = std::make_shared<TopicLog>(std::move(generator));
  return log_;
}

Result<Run> RunSet::make_one(const RunPlan& plan) {
  RunRequest request;
  request.scenario = scenario_;
  if (!plan.fork_events.empty()) {
    Scenario changed = *scenario_;
    for (const FaultSpec& event : plan.fork_events) changed.faults.push_back(event);
    request.scenario = std::make_shared<const Scenario>(std::move(changed));
  }
  request.strategy = plan.strategy;
  request.keyframe_pool = keyframes_;
  MILLRACE_TRY(request.log, next_log());
  Run run = make_run(request);
  run.fork_events = plan.fork_events;
  run.forked_from = plan.forked_from;
  run.forked_at = plan.forked_at;
  run.fork_number = plan.fork_number;
  if (plan.fork_number > 0) run.display_name += fmt::format(" fork {}", plan.fork_number);
  return run;
}

Result<RunSet> RunSet::make(std::shared_ptr<const Scenario> scenario, WorkloadFiles files,
                            const std::vector<RunPlan>& plans) {
  RunSet set(std::move(scenario), std::move(files));
  set.keyframes_ = make_pool(*set.scenario_, plans.size());
  for (const RunPlan& plan : plans) {
    MILLRACE_TRY(Run run, set.make_one(plan));
    if (!run.simulation && run.error.has_value() && run.error->code != ErrorCode::kRefused &&
        set.runs_.empty()) {
      return *run.error;  // every strategy would fail in the same way
    }
    set.runs_.push_back(std::move(run));
  }
  SimulationOptions options;
  options.use_simple_processor = true;
  options.allow_invalid = true;
  MILLRACE_TRY(std::shared_ptr<TopicLog> log, set.next_log());
  MILLRACE_TRY(set.reference_.simulation,
               Simulation::make(set.scenario_, std::move(options), std::move(log)));
  return set;
}

std::int64_t RunSet::quantum_ns() const {
  return std::clamp<std::int64_t>(scenario_->duration.ns / 300, 1'000'000, 100'000'000);
}

bool RunSet::is_behind(VirtualTime time) const {
  return std::any_of(runs_.begin(), runs_.end(),
                     [time](const Run& run) { return run.is_behind(time); });
}

bool RunSet::is_reference_behind(VirtualTime time) const {
  if (reference_.simulation->is_finished()) return false;
  const std::int64_t to_ns = std::min(time.ns, kEndOfRuns.ns) + kReferenceLeadNs;
  return to_ns > scenario_->duration.ns || reference_.simulation->now().ns < to_ns;
}

bool RunSet::has_work(VirtualTime time) const {
  return is_behind(time) || is_reference_behind(time);
}

bool RunSet::is_finished() const {
  return std::all_of(runs_.begin(), runs_.end(), [](const Run& run) { return run.is_done(); });
}

VirtualTime RunSet::end() const {
  VirtualTime last = {scenario_->duration.ns};
  for (const Run& run : runs_) {
    if (run.simulation) last = std::max(last, run.simulation->now());
  }
  return last;
}

VirtualTime RunSet::reached(VirtualTime time) const {
  VirtualTime least = time;
  bool is_any_running = false;
  for (const Run& run : runs_) {
    if (run.is_done()) continue;
    is_any_running = true;
    least = std::min(least, run.simulation->now());
  }
  return is_any_running ? least : std::min(time, end());
}

bool RunSet::step_reference(VirtualTime time) {
  if (!is_reference_behind(time)) return false;
  reference_.simulation->run_events(1);
  // Only a window that it has closed can be news to the runs.
  const EventTime completed_to = reference_.simulation->pulse().completed_to;
  if (std::exchange(reference_to_, completed_to) == completed_to) return true;
  for (Run& run : runs_) {
    if (run.simulation) run.observe(run.simulation->pulse(), reference_);
  }
  return true;
}

std::optional<VirtualTime> RunSet::slice(std::size_t index, VirtualTime time, const Look& look) {
  Run& run = runs_[index];
  for (std::uint64_t done = 0; done < kEventsASlice && run.is_behind(time);) {
    done += std::max<std::uint64_t>(1, run.simulation->run_to(time, look.events_between));
    const SimulationPulse pulse = run.simulation->pulse();
    run.observe(pulse, reference_);
    if (!look.at) continue;
    if (const std::optional<VirtualTime> stop = look.at(index, pulse)) return stop;
  }
  return std::nullopt;
}

bool RunSet::work(VirtualTime time, const std::function<bool()>& has_time, const Look& look) {
  bool has_worked = false;
  while (true) {
    const bool is_any_behind = is_behind(time);
    const VirtualTime stage = {is_any_behind ? std::min(time.ns, reached(time).ns + quantum_ns())
                                             : time.ns};
    const bool has_stepped = step_reference(stage);
    if (!is_any_behind && !has_stepped) return has_worked;
    has_worked = true;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      if (!runs_[i].is_behind(std::min(stage, time))) continue;
      if (const std::optional<VirtualTime> stop = slice(i, std::min(stage, time), look))
        time = std::min(time, *stop);
    }
    if (!has_time()) return true;
  }
}

void RunSet::work_one(Run& run, VirtualTime time, const std::function<bool()>& has_time) {
  while (run.is_behind(time)) {
    run.simulation->run_to(time, kEventsASlice);
    run.observe(run.simulation->pulse(), reference_);
    if (!has_time()) return;
  }
}

void RunSet::jump(VirtualTime time) {
  for (Run& run : runs_) {
    if (run.simulation && (run.simulation->now() > time || run.is_behind(time)))
      run.simulation->jump(time);
  }
}

void RunSet::remove(std::size_t removed) {
  runs_.erase(runs_.begin() + static_cast<std::ptrdiff_t>(removed));
  for (Run& run : runs_) {
    if (!run.forked_from.has_value()) continue;
    if (*run.forked_from == removed) {
      run.forked_from.reset();
    } else if (*run.forked_from > removed) {
      --*run.forked_from;
    }
  }
}

bool RunSet::judge_one() {
  if (!reference_.simulation->is_finished()) return false;
  const std::int64_t late_in_reference = reference_.simulation->pulse().late_after_idle;
  for (Run& run : runs_) {
    if (!run.simulation || run.verdict != nullptr || !run.simulation->is_finished()) continue;
    run.report = run.simulation->report();
    run.verdict =
        std::make_unique<Verdict>(judge(judged_run(*run.simulation, *run.report, late_in_reference),
                                        reference_.simulation->results()));
    if (run.watch.first_wrong() != nullptr) run.take_records(run.watch.first_wrong()->first);
    run.wants_evidence = run.lacks_records();
    return true;
  }
  return false;
}

bool RunSet::is_all_judged() const {
  return std::all_of(runs_.begin(), runs_.end(),
                     [](const Run& run) { return !run.simulation || run.verdict != nullptr; });
}

HistoryView RunSet::history() const {
  HistoryView history;
  for (const Run& run : runs_) {
    if (!run.simulation) continue;
    const KeyFrameFigures figures = run.simulation->keyframes();
    history.bytes += figures.bytes;
    history.bytes_max = figures.bytes_max;
    history.every_ns = std::max(history.every_ns, figures.every_ns);
    history.is_thinned = history.is_thinned || figures.is_thinned;
  }
  return history;
}

}  // namespace millrace
