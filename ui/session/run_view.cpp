// ui/session/run_view.cpp — outcome as of now, backlog, remarks, the sentence.
#include "ui/session/run_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "sim/study/figure_text.hpp"

namespace millrace {
namespace {

constexpr std::int64_t kRowsToSayAnything = 1'000;
/// By which p99 of another strategy is lower, before that is said.
constexpr double kClearlySooner = 1.5;

/// Before the end only what has happened by now counts, also when the end is known already.
OutcomeKind outcome_now(const RunView& view) {
  if (view.verdict != nullptr && view.now.is_finished) return outcome_of(view.verdict->kind);
  const bool is_wrong = view.first_wrong_at.has_value() && *view.first_wrong_at <= view.now.now;
  const bool is_split = view.now.split_groups > 0 && !view.now.has_merge;
  if (is_wrong || is_split) return OutcomeKind::kInvalid;
  if (view.now.rows_read == 0) return OutcomeKind::kRunning;  // nothing was routed yet
  if (!view.plan->is_valid) return OutcomeKind::kRunning;
  return view.plan->is_order_defined ? OutcomeKind::kValid : OutcomeKind::kUnknown;
}

/// 2134.5 -> "2.1 k rows/s".
std::string rows_rate(double rps) {
  if (rps >= 1e6) return fmt::format("{:.1f} M rows/s", rps * 1e-6);
  if (rps >= 1e3) return fmt::format("{:.1f} k rows/s", rps * 1e-3);
  return fmt::format("{:.0f} rows/s", rps);
}

std::string seconds_text(double seconds) {
  return seconds < 10.0 ? fmt::format("{:.1f} s", seconds) : fmt::format("{:.0f} s", seconds);
}

/// To two digits, so that it does not flicker: 12,034 -> 12,000.
std::int64_t rounded(double rps) {
  double unit = 1.0;
  while (rps / unit >= 100.0) unit *= 10.0;
  return static_cast<std::int64_t>(rps / unit + 0.5) * static_cast<std::int64_t>(unit);
}

/// How long the slowest worker has for what waits: its own queue, and its share of what lies at the topic, both at its
/// own pace of the last second. All rows by all workers' pace would say too little where one worker is hot.
double seconds_to_drain(const SimulationSnapshot& now, std::int64_t lag_rows) {
  const RouteMatrix& recent = now.routes_recent;
  std::vector<std::int64_t> rows(recent.worker_count);
  for (std::size_t i = 0; i < recent.rows.size(); ++i)
    rows[i % recent.worker_count] += recent.rows[i];
  const std::int64_t all = std::accumulate(rows.begin(), rows.end(), std::int64_t{0});
  double longest_s = 0.0;
  for (std::size_t w = 0; w < std::min(rows.size(), now.workers.size()); ++w) {
    if (rows[w] == 0) continue;
    const double share = static_cast<double>(rows[w]) / static_cast<double>(all);
    const double waiting =
        static_cast<double>(now.workers[w].queued_rows) + static_cast<double>(lag_rows) * share;
    const double per_s = static_cast<double>(rows[w]) * 1e9 / static_cast<double>(now.recent_ns);
    longest_s = std::max(longest_s, waiting / per_s);
  }
  return longest_s;
}

void set_backlog(RunView& view) {
  const SimulationSnapshot& now = view.now;
  std::int64_t lag_rows = 0;
  for (const SourcePartitionState& source : now.sources) lag_rows += source.lag_rows;
  view.backlog_rows = lag_rows + now.rows_in_flight;
  view.backlog_growth_rps = now.offered_rps - now.throughput_rps;
  if (now.throughput_rps > 0.0) {
    view.backlog_s = std::max(static_cast<double>(view.backlog_rows) / now.throughput_rps,
                              now.recent_ns > 0 ? seconds_to_drain(now, lag_rows) : 0.0);
  }
  if (now.rows_due < kRowsToSayAnything || now.is_finished) return;
  // Half a second of rows is under way in every healthy job that fetches in batches; what drains is not falling behind.
  const bool is_much = static_cast<double>(view.backlog_rows) > 0.5 * now.offered_rps;
  const bool is_growing = view.backlog_growth_rps > 0.02 * now.offered_rps;
  if (is_much && is_growing && now.offered_rps > 0.0) {
    view.is_falling_behind = true;
    view.overload = fmt::format("falling behind by {}, backlog {} and growing",
                                rows_rate(view.backlog_growth_rps), seconds_text(view.backlog_s));
  } else if (view.backlog_s > 0.5 && view.backlog_growth_rps < 0.0) {
    view.overload = fmt::format("catching up by {}, backlog {} and shrinking",
                                rows_rate(-view.backlog_growth_rps), seconds_text(view.backlog_s));
  }
}

/// Rows through the workers per second since the start: steadier than the last second.
double mean_throughput(const RunView& run) {
  if (run.now.now.ns <= 0) return 0.0;
  return static_cast<double>(run.now.rows_read - run.now.rows_in_flight) * 1e9 /
         static_cast<double>(run.now.now.ns);
}

/// Of runs that keep up with each other: whether another right one answers clearly sooner than `chosen`.
std::string latency_remark(const RunView& chosen, const std::vector<RunView>& runs,
                           bool (*is_right)(const RunView&)) {
  const RunView* best = &chosen;
  for (const RunView& run : runs) {
    const bool says_something = run.now.latency.rows >= kRowsToSayAnything;
    if (is_right(run) && says_something && !run.is_falling_behind &&
        run.now.latency.p99_us < best->now.latency.p99_us)
      best = &run;
  }
  if (best == &chosen || !(best->now.latency.p99_us > 0.0)) return {};
  const double factor = chosen.now.latency.p99_us / best->now.latency.p99_us;
  if (factor < kClearlySooner) return {};
  return fmt::format("auto picked {}; {} has a {:.1f}× lower p99 here", chosen.display_name,
                     best->display_name, factor);
}

std::string number_word(std::size_t number) {
  static constexpr const char* kWords[] = {"no",   "one", "two",   "three", "four",
                                           "five", "six", "seven", "eight", "nine"};
  return number < std::size(kWords) ? kWords[number] : std::to_string(number);
}

std::string capitalised(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

std::size_t workers_with_rows(const RunView& run) {
  return static_cast<std::size_t>(
      std::count_if(run.now.workers.begin(), run.now.workers.end(),
                    [](const WorkerState& worker) { return worker.rows_processed > 0; }));
}

/// ", and uses one of 8 cores", or nothing.
std::string cost_of(const RunView& run) {
  const std::size_t used = workers_with_rows(run);
  if (run.now.workers.size() > 1 && used == 1)
    return fmt::format("uses one of {} workers", run.now.workers.size());
  return "";
}

}  // namespace

OutcomeKind outcome_of(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::kValid:
      return OutcomeKind::kValid;
    case VerdictKind::kInvalid:
      return OutcomeKind::kInvalid;
    case VerdictKind::kUnknown:
      return OutcomeKind::kUnknown;
    case VerdictKind::kRefused:
      return OutcomeKind::kRefused;
  }
  return OutcomeKind::kUnknown;
}

RunView view_of(Run& run, VirtualTime now) {
  RunView view;
  view.strategy = run.strategy;
  view.display_name = run.display_name;
  view.refusal = run.refusal;
  view.forked_from = run.forked_from;
  view.forked_at = run.forked_at;
  view.fork_events = run.fork_events;
  view.fork_text = text_of(run.fork_events);
  if (!run.simulation) {
    view.problem = run.error.has_value() ? run.error->message : "cannot run";
    view.outcome = OutcomeKind::kRefused;
    return view;
  }
  view.now = run.simulation->snapshot();
  view.plan = &run.simulation->plan();
  view.recorder = &run.simulation->recorder();
  view.source_lag = &run.simulation->source_lag();
  view.events = &run.simulation->events();
  view.verdict = run.verdict.get();
  if (run.verdict == nullptr) view.first_wrong = run.watch.first_wrong();
  if (view.now.split_groups > 0 && !run.first_split_at.has_value())
    run.first_split_at = view.now.now;
  view.first_split_at = run.first_split_at;
  view.first_wrong_at = run.watch.first_wrong_at();
  const ResultCheck check = run.watch.up_to(std::min(now, view.now.now));
  view.results_checked = check.checked;
  view.results_wrong = check.wrong;
  if (run.report.has_value()) view.run_hash = run.report->run_hash;
  view.outcome = outcome_now(view);
  set_backlog(view);
  return view;
}

void set_auto_remark(std::vector<RunView>& runs) {
  constexpr double kClearly = 1.05;
  const auto is_right = [](const RunView& run) {
    return run.can_run() && run.outcome == OutcomeKind::kValid &&
           run.now.rows_due >= kRowsToSayAnything && !run.forked_from.has_value();
  };
  const auto chosen =
      std::find_if(runs.begin(), runs.end(), [](const RunView& run) { return run.is_auto_choice; });
  if (chosen == runs.end() || !is_right(*chosen)) return;
  const RunView* best = &*chosen;
  for (const RunView& run : runs) {
    if (is_right(run) && mean_throughput(run) > mean_throughput(*best)) best = &run;
  }
  const double mine = mean_throughput(*chosen);
  if (best == &*chosen || mine <= 0.0 || mean_throughput(*best) < kClearly * mine) {
    chosen->auto_remark = latency_remark(*chosen, runs, is_right);
    return;
  }
  chosen->auto_remark =
      fmt::format("auto picked {}; {} does {:.1f}× as many rows here", chosen->display_name,
                  best->display_name, mean_throughput(*best) / mine);
  const double sooner = chosen->now.latency.p99_us / std::max(1.0, best->now.latency.p99_us);
  if (best->now.latency.rows >= kRowsToSayAnything && sooner >= kClearlySooner)
    chosen->auto_remark += fmt::format(", at a {:.1f}× lower p99", sooner);
}

std::string sentence_of(const Scenario& scenario, std::span<const RunView> runs) {
  std::size_t routings = 0;
  std::size_t wrong = 0;
  std::size_t unknown = 0;
  bool is_over = true;
  const RunView* costly = nullptr;  // right, and slow
  double offered = 0.0;
  for (const RunView& run : runs) {
    if (run.forked_from.has_value()) continue;
    ++routings;
    if (run.outcome == OutcomeKind::kInvalid) ++wrong;
    if (run.outcome == OutcomeKind::kUnknown) ++unknown;
    if (!run.can_run()) continue;
    is_over = is_over && run.now.is_finished;
    offered = std::max(offered, run.now.offered_rps);
    if (run.outcome != OutcomeKind::kValid || costly != nullptr) continue;
    if (run.is_falling_behind || !cost_of(run).empty()) costly = &run;
  }
  const std::string& topic = scenario.topic.name;
  std::string text = offered > 0.0
                         ? fmt::format("Same {} {}/s", grouped_count(rounded(offered)), topic)
                         : fmt::format("The same {}", topic);
  text += fmt::format(", {} routing{}.", number_word(routings), routings == 1 ? "" : "s");
  const char* const so_far = is_over ? "" : " so far";
  const bool is_untouched = std::all_of(runs.begin(), runs.end(), [](const RunView& run) {
    return !run.can_run() || run.now.rows_read == 0;
  });
  if (is_untouched) {
    text += " No row was read yet";
  } else if (wrong > 0) {
    text += fmt::format(" {} give{} wrong totals", capitalised(number_word(wrong)),
                        wrong == 1 ? "s" : "");
  } else if (unknown > 0) {
    text += fmt::format(" Whether {} right is not defined for this query",
                        unknown == 1 ? "one is" : number_word(unknown) + " are");
  } else {
    text += fmt::format(" All totals are right{}", so_far);
  }
  if (costly != nullptr) {
    const std::string cost = cost_of(*costly);
    text += fmt::format("; {} is right but {}{}{}", costly->display_name, cost,
                        !cost.empty() && costly->is_falling_behind ? " and " : "",
                        costly->is_falling_behind ? "falls behind" : "");
  }
  return text + ". Click a card to look inside.";
}

}  // namespace millrace
