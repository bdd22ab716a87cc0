// sim/study/sentences.cpp — a template for each situation; the first that fits is taken.
#include "sim/study/sentences.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/text.hpp"
#include "sim/study/figure_text.hpp"
#include "sim/study/measures.hpp"

namespace millrace {
namespace {

constexpr double kFull = 0.95;  // a core or router this busy is the bottleneck

std::string capitalised(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  }
  return text;
}

std::string with_full_stop(std::string text) {
  if (!text.empty() && text.back() != '.') text += '.';
  return text;
}

/// "2 split, 1 missing".
std::string problem_counts(const Verdict& verdict) {
  std::string text;
  for (const GroupProblem problem :
       {GroupProblem::kSplit, GroupProblem::kMissing, GroupProblem::kDoubled, GroupProblem::kWrong,
        GroupProblem::kUnexpected}) {
    const std::int64_t count = verdict.count_of(problem);
    if (count == 0) continue;
    text +=
        fmt::format("{}{} {}", text.empty() ? "" : ", ", grouped_count(count), to_text(problem));
  }
  return text;
}

std::int64_t workers_with_rows(const RunReport& report) {
  return std::count_if(report.job.workers.begin(), report.job.workers.end(),
                       [](const WorkerStatistics& worker) { return worker.balance.read > 0; });
}

std::size_t busiest_core(const RunReport& report) {
  std::size_t busiest = 0;
  for (std::size_t core = 1; core < report.cores.size(); ++core) {
    if (report.cores[core].busy > report.cores[busiest].busy) busiest = core;
  }
  return busiest;
}

double busy_of_busiest(const RunReport& report) {
  return report.cores.empty() ? 0.0 : report.cores[busiest_core(report)].busy;
}

std::string rates(const RunReport& report) {
  return fmt::format("{} of {} rows", rate_figure(report.throughput_rps),
                     rate_figure(report.offered_rps));
}

std::string pace(const StrategyOutcome& outcome) {
  const RunReport& report = outcome.report;
  if (!outcome.keeps_up()) {
    return fmt::format("falls behind: {}, {} still waiting at the end, because {}", rates(report),
                       counted(report.lag_rows_end, "row"), bottleneck_of(report));
  }
  std::string text = fmt::format("keeps up with {} rows, p99 {}", rate_figure(report.offered_rps),
                                 latency_figure(report.latency.p99_us));
  if (!report.cores.empty()) {
    text += fmt::format(", busiest core {} busy", share_figure(busy_of_busiest(report)));
  }
  if (report.zero_cost_share >= 0.9995) {
    text += "; nothing hashed, nothing copied";
  } else if (moved_bytes_of(outcome) > 0 && report.alignment_rate >= 0.0) {
    text += fmt::format("; {} of the rows leave their natural partition",
                        share_figure(1.0 - report.alignment_rate));
  }
  return text;
}

std::string wrong_totals(const StrategyOutcome& outcome) {
  const Verdict& verdict = outcome.verdict;
  std::string text = fmt::format("{} of {} are wrong", grouped_count(verdict.wrong_groups),
                                 counted(verdict.groups, "group"));
  if (verdict.wrong_results != verdict.wrong_groups) {
    text += fmt::format(" in {}", counted(verdict.wrong_results, "result"));
  }
  text += fmt::format(" ({})", problem_counts(verdict));
  if (!verdict.reason.empty()) text += ": " + verdict.reason;
  return text;
}

/// The rank of an outcome: smaller is better. Throughput and p99 count in steps, so that noise decides nothing.
struct Rank {
  int verdict = 0;
  int backlog = 0;
  double throughput = 0.0;  // negated
  double p99_us = 0.0;
  double busiest = 0.0;  // of cores and router: what is left is room for more
  int selected = 0;      // what `auto` selects is no worse than its equals, and needs no change
  std::int64_t moved_bytes = 0;
};

bool is_clearly_less(double a, double b, double tolerance) {
  return a < b && b - a > tolerance * std::max(a < 0.0 ? -a : a, b < 0.0 ? -b : b);
}

Rank rank_of(const StrategyOutcome& outcome) {
  return {outcome.verdict.kind == VerdictKind::kValid ? 0 : 1,
          outcome.keeps_up() ? 0 : 1,
          -outcome.report.throughput_rps,
          outcome.report.latency.p99_us,
          std::max(busy_of_busiest(outcome.report), outcome.report.router_busy),
          outcome.is_auto_selected ? 0 : 1,
          moved_bytes_of(outcome)};
}

bool is_better(const Rank& a, const Rank& b) {
  if (a.verdict != b.verdict) return a.verdict < b.verdict;
  if (a.backlog != b.backlog) return a.backlog < b.backlog;
  if (is_clearly_less(a.throughput, b.throughput, 0.02)) return true;
  if (is_clearly_less(b.throughput, a.throughput, 0.02)) return false;
  if (is_clearly_less(a.p99_us, b.p99_us, 0.05)) return true;
  if (is_clearly_less(b.p99_us, a.p99_us, 0.05)) return false;
  constexpr double kBusyStep = 0.05;
  if (a.busiest + kBusyStep < b.busiest) return true;
  if (b.busiest + kBusyStep < a.busiest) return false;
  if (a.selected != b.selected) return a.selected < b.selected;
  return a.moved_bytes < b.moved_bytes;
}

/// Another valid outcome that comes next, for the comparison in the advice.
const StrategyOutcome* next_best(std::span<const StrategyOutcome> outcomes,
                                 const StrategyOutcome& best) {
  const StrategyOutcome* next = nullptr;
  for (const StrategyOutcome& outcome : outcomes) {
    if (&outcome == &best || outcome.verdict.kind != VerdictKind::kValid) continue;
    if (next == nullptr || is_better(rank_of(outcome), rank_of(*next))) next = &outcome;
  }
  return next;
}

std::string beside(const StrategyOutcome& best, const StrategyOutcome& next) {
  if (!next.keeps_up() && best.keeps_up()) {
    return fmt::format("{} is right too, but takes in only {} of {} rows", next.strategy,
                       rate_figure(next.report.throughput_rps),
                       rate_figure(next.report.offered_rps));
  }
  if (is_clearly_less(-best.report.throughput_rps, -next.report.throughput_rps, 0.02) &&
      next.report.throughput_rps > 0.0) {
    return fmt::format("{} is right too, at {:.2f} of the throughput", next.strategy,
                       next.report.throughput_rps / best.report.throughput_rps);
  }
  if (is_clearly_less(best.report.latency.p99_us, next.report.latency.p99_us, 0.05)) {
    return fmt::format("{} is right too, at p99 {}", next.strategy,
                       latency_figure(next.report.latency.p99_us));
  }
  return fmt::format("{} does as well here", next.strategy);
}

std::string list_of(std::span<const StrategyOutcome> outcomes, VerdictKind kind) {
  std::string text;
  for (const StrategyOutcome& outcome : outcomes) {
    if (outcome.verdict.kind != kind) continue;
    text += (text.empty() ? "" : ", ") + outcome.strategy;
  }
  return text;
}

std::string on_auto(const StrategyOutcome& best, std::string_view auto_selected) {
  if (auto_selected.empty()) return "";
  if (best.strategy == auto_selected) return " `auto` selects it.";
  return fmt::format(" `auto` selects {}.", auto_selected);
}

/// "2024-01-01T00:00:00Z – 00:01:00Z": whole seconds without milliseconds, the date once.
std::string window_text(EventTime start, EventTime end) {
  const auto text_of = [](EventTime time) {
    std::string text;
    append_timestamp(text, time.ms);
    const std::size_t zeros = text.rfind(".000Z");
    if (zeros != std::string::npos) text.replace(zeros, 5, "Z");
    return text;
  };
  const std::string first = text_of(start);
  std::string last = text_of(end);
  constexpr std::size_t kDate = 11;  // 2024-01-01T
  if (first.compare(0, kDate, last, 0, kDate) == 0) last.erase(0, kDate);
  return first + " – " + last;
}

}  // namespace

bool StrategyOutcome::keeps_up() const {
  // What was due in the last moments is always under way; a fetch's wait is less than this.
  return has_run() && report.throughput_rps >= 0.98 * report.offered_rps;
}

std::string bottleneck_of(const RunReport& report) {
  const std::size_t workers = report.job.workers.size();
  if (workers > 1 && workers_with_rows(report) == 1) {
    return fmt::format("all rows go to one worker of {}", workers);
  }
  if (report.router_busy >= kFull) {
    return fmt::format("the router is {} busy", share_figure(report.router_busy));
  }
  const double busy = busy_of_busiest(report);
  if (busy < kFull) return "rows wait for watermarks, sinks or stalled workers, not for cores";
  const std::string core =
      fmt::format("core {} is {} busy", busiest_core(report), share_figure(busy));
  const double ceiling = report.skew.ceiling;
  if (report.skew.max_over_mean > 1.2 && ceiling > 0.0 && ceiling < static_cast<double>(workers)) {
    return fmt::format(
        "{}; the hottest key holds {} of the rows, so routing by key cannot keep more than {:.1f} "
        "of {} workers busy",
        core, share_figure(report.skew.hottest_key_share), ceiling, workers);
  }
  if (report.skew.max_over_mean > 1.2) {
    return fmt::format("{}, as the fullest worker gets {}× the mean", core,
                       ratio_figure(report.skew.max_over_mean));
  }
  return core;
}

std::string sentence_on(const StrategyOutcome& outcome) {
  switch (outcome.verdict.kind) {
    case VerdictKind::kRefused:
      return with_full_stop("Refused before it ran: " + outcome.verdict.reason);
    case VerdictKind::kInvalid:
      return with_full_stop("Wrong totals: " + wrong_totals(outcome)) + " It " +
             with_full_stop(pace(outcome));
    case VerdictKind::kUnknown:
      return with_full_stop("Whether it is right is not defined: " + outcome.verdict.reason) +
             " It " + with_full_stop(pace(outcome));
    case VerdictKind::kValid:
      break;
  }
  return with_full_stop(
      fmt::format("Correct, {} {}", outcome.keeps_up() ? "and" : "but", pace(outcome)));
}

const StrategyOutcome* best_of(std::span<const StrategyOutcome> outcomes) {
  const StrategyOutcome* best = nullptr;
  for (const StrategyOutcome& outcome : outcomes) {
    if (outcome.verdict.kind != VerdictKind::kValid) continue;
    if (best == nullptr || is_better(rank_of(outcome), rank_of(*best))) best = &outcome;
  }
  return best;
}

std::string advice_on(std::span<const StrategyOutcome> outcomes, std::string_view auto_selected) {
  const StrategyOutcome* best = best_of(outcomes);
  if (best == nullptr) {
    const std::string unknown = list_of(outcomes, VerdictKind::kUnknown);
    if (std::any_of(outcomes.begin(), outcomes.end(),
                    [](const StrategyOutcome& o) { return o.report.late_after_idle > 0; })) {
      return fmt::format(
          "Nothing here can be called right: windows closed without a source that was idle, and "
          "its rows came later ({}). A longer idle_timeout waits for them.",
          unknown);
    }
    if (!unknown.empty()) {
      return fmt::format(
          "Nothing here can be called right: the result depends on the order in which source "
          "partitions interleave ({}). Choose another aggregate, or key the topic by the groups.",
          unknown);
    }
    return "None of these gives right totals: choose a strategy that keeps groups together.";
  }
  std::string text;
  if (best->keeps_up()) {
    text = fmt::format("Choose {}: right totals at {} rows, p99 {}", best->strategy,
                       rate_figure(best->report.throughput_rps),
                       latency_figure(best->report.latency.p99_us));
  } else {
    text = fmt::format(
        "Nothing here keeps up with {} rows; {} comes nearest with right totals: {}, because {}",
        rate_figure(best->report.offered_rps), best->strategy,
        rate_figure(best->report.throughput_rps), bottleneck_of(best->report));
  }
  if (const StrategyOutcome* next = next_best(outcomes, *best)) {
    text += "; " + beside(*best, *next);
  }
  text = with_full_stop(text) + on_auto(*best, auto_selected);
  const std::string wrong = list_of(outcomes, VerdictKind::kInvalid);
  if (!wrong.empty()) text += fmt::format(" Wrong totals: {}.", wrong);
  return text;
}

std::string evidence_sentence(const GroupEvidence& evidence, const Verdict& verdict) {
  const auto values_of = [&](const EvidenceRow& row) {
    std::string text;
    for (std::size_t i = 0; i < row.values.size(); ++i) {
      const std::string& column = verdict.columns[i];
      if (evidence.group.find(column + " = ") != std::string::npos || column == "_WINDOW_START" ||
          column == "_WINDOW_END") {
        continue;  // said before
      }
      text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", column, row.values[i]);
    }
    return text.empty() ? std::string("a row") : text;
  };
  std::string text =
      fmt::format("{} {}", capitalised(std::string(to_text(evidence.problem))), evidence.group);
  if (evidence.row_of) {
    text += fmt::format(" of partition {} offset {}", evidence.row_of->source_partition.value,
                        evidence.row_of->offset);
  }
  if (evidence.window_start) {
    text += ", window " + window_text(*evidence.window_start, *evidence.window_end);
  }
  text += evidence.expected.empty()
              ? ": expected no row; "
              : fmt::format(": expected {}; ", values_of(evidence.expected.front()));
  if (evidence.got.empty()) return text + "got no row";
  text += evidence.got_count == 1 ? "got "
                                  : fmt::format("got {}: ", counted(evidence.got_count, "row"));
  for (std::size_t i = 0; i < evidence.got.size() && i < 4; ++i) {
    const EvidenceRow& row = evidence.got[i];
    text += fmt::format("{}{}{}", i == 0 ? "" : " + ", values_of(row),
                        row.worker ? fmt::format(" (worker {})", row.worker->value) : "");
  }
  if (evidence.got_count > 4) text += " + …";
  return text;
}

}  // namespace millrace
