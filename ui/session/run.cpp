// ui/session/run.cpp — making, showing and judging one strategy's run.
#include "ui/session/run.hpp"

#include <fmt/format.h>

#include <utility>

#include "core/route/strategies.hpp"

namespace millrace {

void Run::seek(VirtualTime to) {
  verdict.reset();
  simulation->seek(to);
}

Run make_run(const std::shared_ptr<const Scenario>& scenario, const std::string& strategy,
             const std::shared_ptr<TopicLog>& log) {
  Run run;
  run.strategy = strategy;
  run.display_name = strategy;
  SimulationOptions options;
  options.strategy = strategy;
  options.allow_invalid = true;
  options.keep_keyframes = true;
  Result<std::unique_ptr<Simulation>> made = Simulation::make(scenario, options, log);
  if (const StrategyInfo* info = find_strategy(strategy); info != nullptr) {
    run.strategy = std::string(info->name);
    run.display_name = std::string(info->display_name);
  }
  if (!made.has_value()) {
    run.error = made.error();
    return run;
  }
  run.simulation = std::move(made.value());
  if (!run.simulation->plan().is_valid) run.refusal = run.simulation->plan().problem;
  return run;
}

RunView view_of(Run& run) {
  RunView view;
  view.strategy = run.strategy;
  view.display_name = run.display_name;
  view.refusal = run.refusal;
  if (!run.simulation) {
    view.problem = run.error.has_value() ? run.error->message : "cannot run";
    view.outcome = OutcomeKind::kRefused;
    return view;
  }
  view.now = run.simulation->snapshot();
  view.plan = &run.simulation->plan();
  view.recorder = &run.simulation->recorder();
  view.events = &run.simulation->events();
  if (view.now.split_groups > 0 && !view.now.has_merge && !run.first_split_at.has_value()) {
    run.first_split_at = view.now.now;
  }
  view.first_split_at = run.first_split_at;
  if (run.verdict.has_value()) {
    view.verdict = &*run.verdict;
    switch (run.verdict->kind) {
      case VerdictKind::kValid:
        view.outcome = OutcomeKind::kValid;
        break;
      case VerdictKind::kInvalid:
        view.outcome = OutcomeKind::kInvalid;
        break;
      case VerdictKind::kUnknown:
        view.outcome = OutcomeKind::kUnknown;
        break;
      case VerdictKind::kRefused:
        view.outcome = OutcomeKind::kRefused;
        break;
    }
    return view;
  }
  if (view.now.split_groups > 0 && !view.now.has_merge) {
    view.outcome = OutcomeKind::kInvalid;
  } else if (view.plan->is_valid) {
    view.outcome = view.plan->is_order_defined ? OutcomeKind::kValid : OutcomeKind::kUnknown;
  }
  return view;
}

std::string sentence_of(const Scenario& scenario, std::span<const RunView> runs) {
  int wrong = 0;
  std::string behind;
  for (const RunView& run : runs) {
    if (run.outcome == OutcomeKind::kInvalid) ++wrong;
    if (!run.can_run() || run.now.rows_due < 1'000) continue;
    std::int64_t lag = 0;
    for (const SourcePartitionState& source : run.now.sources) lag += source.lag_rows;
    if (run.outcome == OutcomeKind::kValid && lag * 5 > run.now.rows_due && behind.empty())
      behind = run.display_name;
  }
  std::string text =
      fmt::format("The same {} records, {} routings.", scenario.topic.name, runs.size());
  if (wrong == 0) {
    text += " All totals are right so far.";
  } else {
    text += fmt::format(" {} give{} wrong totals.", wrong, wrong == 1 ? "s" : "");
  }
  if (!behind.empty()) text += fmt::format(" {} is right, and falls behind.", behind);
  return text + " Click a card to look inside.";
}

void judge_runs(const std::shared_ptr<const Scenario>& scenario,
                const std::shared_ptr<TopicLog>& log, const WorkloadFiles& files,
                std::unique_ptr<Simulation>& reference, std::vector<Run>& runs,
                const std::function<bool()>& has_time) {
  static_cast<void>(files);
  if (all_judged(runs)) return;
  if (!reference) {
    SimulationOptions options;
    options.use_simple_processor = true;
    Result<std::unique_ptr<Simulation>> made = Simulation::make(scenario, options, log);
    if (!made.has_value()) {
      for (Run& run : runs) run.verdict = refused_verdict(made.error().message);
      return;
    }
    reference = std::move(made.value());
  }
  while (!reference->is_finished()) {
    if (reference->run_events(64) == 0) reference->run_to_end();
    if (!has_time()) return;
  }
  for (Run& run : runs) {
    if (!run.simulation || run.verdict.has_value()) continue;
    const RunReport report = run.simulation->report();
    run.verdict = judge({run.simulation->plan(), run.simulation->results(),
                         static_cast<std::uint32_t>(report.queue_rows_max.size()),
                         report.late_after_idle, report.moved_bytes > 0},
                        reference->results());
    if (!has_time()) return;
  }
}

bool all_judged(const std::vector<Run>& runs) {
  for (const Run& run : runs) {
    if (run.simulation && !run.verdict.has_value()) return false;
  }
  return true;
}

}  // namespace millrace
