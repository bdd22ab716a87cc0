// sim/study/comparison_text.cpp — the layout of a comparison.
#include "sim/study/comparison_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/base/text.hpp"
#include "sim/study/figure_text.hpp"
#include "sim/study/measures.hpp"
#include "sim/study/sentences.hpp"
#include "sim/study/text_table.hpp"

namespace millrace {
namespace {

/// Blue, orange, yellow, grey: told apart by people who do not tell red from green.
std::string_view colour_of(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::kValid:
      return "\x1b[38;5;32m";
    case VerdictKind::kInvalid:
      return "\x1b[38;5;166m";
    case VerdictKind::kUnknown:
      return "\x1b[38;5;178m";
    case VerdictKind::kRefused:
      return "\x1b[38;5;245m";
  }
  return "";
}

std::string verdict_cell(const StrategyOutcome& outcome) {
  return fmt::format("{} {}", shape_of(outcome.verdict.kind), to_text(outcome.verdict.kind));
}

double busiest(const RunReport& report) {
  double most = 0.0;
  for (const CoreShares& core : report.cores) most = std::max(most, core.busy);
  return most;
}

std::int64_t most_queued(const RunReport& report) {
  std::int64_t most = 0;
  for (const std::int64_t rows : report.queue_rows_max) most = std::max(most, rows);
  return most;
}

std::vector<std::string> cells_of(const StrategyOutcome& outcome) {
  const std::string name =
      (outcome.is_auto_selected ? std::string("► ") : std::string("  ")) + outcome.strategy;
  if (!outcome.has_run()) {
    return {name, verdict_cell(outcome), "—", "—", "—", "—", "—", "—", "—", "—"};
  }
  const RunReport& report = outcome.report;
  return {name,
          verdict_cell(outcome),
          rate_figure(report.throughput_rps),
          latency_figure(report.latency.p50_us),
          latency_figure(report.latency.p99_us),
          share_figure(report.alignment_rate),
          ratio_figure(report.skew.max_over_mean),
          share_figure(busiest(report)),
          grouped_count(most_queued(report)),
          grouped_count(outcome.verdict.wrong_groups)};
}

TextTable table_of(const Comparison& comparison, bool has_colour) {
  TextTable table({{"  strategy", Align::kLeft},
                   {"verdict", Align::kLeft},
                   {"rows"},
                   {"p50"},
                   {"p99"},
                   {"aligned"},
                   {"max/mean"},
                   {"busiest"},
                   {"queue"},
                   {"wrong"}});
  for (const StrategyOutcome& outcome : comparison.strategies) {
    table.add(cells_of(outcome));
    if (has_colour) table.colour_last(std::string(colour_of(outcome.verdict.kind)), "\x1b[0m");
  }
  table.fit(kReportColumns);
  return table;
}

std::string heading(const Comparison& comparison) {
  const Scenario& scenario = *comparison.scenario;
  const EngineSpec& engine = scenario.engine;
  double offered = 0.0;
  for (const StrategyOutcome& outcome : comparison.strategies) {
    offered = std::max(offered, outcome.report.offered_rps);
  }
  return fmt::format("{} · {} rows for {} · {} → {} on {}", scenario.name, rate_figure(offered),
                     time_figure(scenario.duration.ns),
                     counted(scenario.topic.partitions, "source partition"),
                     counted(engine.job.worker_count, "worker"), counted(engine.cores, "core"));
}

std::string legend() {
  return "► what `auto` selects · rows: taken in per second · latency from when a row was due · "
         "aligned: rows that stay on their natural partition · busiest: core · queue: most rows in "
         "one · wrong: groups whose totals differ from one worker's";
}

/// "partition 3 offset 17 (worker 3), …".
std::string records_sentence(const GroupEvidence& evidence) {
  std::string text;
  for (std::size_t i = 0; i < evidence.records.size() && i < 6; ++i) {
    const EvidenceRecord& record = evidence.records[i];
    text += fmt::format("{}partition {} offset {} → worker {}", i == 0 ? "" : ", ",
                        record.source_partition.value, record.offset, record.worker.value);
  }
  if (evidence.records.size() > 6) text += ", …";
  return text;
}

/// What each worker got and did.
std::string workers_text(const StrategyOutcome& outcome) {
  TextTable table({{"worker"},
                   {"rows"},
                   {"share"},
                   {"results"},
                   {"late"},
                   {"queue max"},
                   {"state", Align::kLeft}});
  const RunReport& report = outcome.report;
  std::int64_t rows = 0;
  for (const WorkerStatistics& worker : report.job.workers) rows += worker.balance.read;
  for (std::size_t i = 0; i < report.job.workers.size(); ++i) {
    const RowBalance& balance = report.job.workers[i].balance;
    const double share =
        rows == 0 ? 0.0 : static_cast<double>(balance.read) / static_cast<double>(rows);
    table.add({std::to_string(i), grouped_count(balance.read), share_figure(share),
               grouped_count(balance.results), grouped_count(balance.late),
               i < report.queue_rows_max.size() ? grouped_count(report.queue_rows_max[i]) : "—",
               i < report.queue_state.size() ? to_lower(to_text(report.queue_state[i])) : "—"});
  }
  return table.text("    ") + "\n";
}

/// Where the refusals that follow each other from `begin` on end; of any other event, the next one. A full queue
/// refuses
/// hundreds of batches, and they all say the same.
std::size_t end_of_refusals(const std::vector<TimelineEvent>& events, std::size_t begin) {
  std::size_t end = begin + 1;
  if (events[begin].type != "queue_full") return end;
  while (end < events.size() && events[end].type == "queue_full") ++end;
  return end;
}

/// What happened on the timeline.
std::string events_text(const StrategyOutcome& outcome) {
  constexpr std::size_t kLinesShown = 12;
  std::string text;
  const std::vector<TimelineEvent>& events = outcome.report.events;
  std::size_t i = 0;
  for (std::size_t lines = 0; i < events.size() && lines < kLinesShown; ++lines) {
    const std::size_t end = end_of_refusals(events, i);
    std::string line = fmt::format("{}: {}", time_figure(events[i].at.ns), events[i].text);
    if (end - i > 1) {
      line += fmt::format("; {} until {}",
                          counted(static_cast<std::int64_t>(end - i) - 1, "more refusal"),
                          time_figure(events[end - 1].at.ns));
    }
    text += wrapped(line, kReportColumns, "      ");
    i = end;
  }
  if (i < events.size()) text += fmt::format("      … and {} more\n", events.size() - i);
  return text;
}

std::string evidence_text(const StrategyOutcome& outcome) {
  constexpr std::size_t kGroupsShown = 2;
  std::string text;
  for (std::size_t i = 0; i < outcome.verdict.first.size() && i < kGroupsShown; ++i) {
    const GroupEvidence& evidence = outcome.verdict.first[i];
    text += wrapped(evidence_sentence(evidence, outcome.verdict), kReportColumns, "      ");
    if (!evidence.records.empty()) {
      text += wrapped("from " + records_sentence(evidence), kReportColumns, "        ");
    }
  }
  return text;
}

/// What to watch for, before the figures that show it.
std::string description_text(const Scenario& scenario) {
  std::string description = scenario.description;
  std::replace(description.begin(), description.end(), '\n', ' ');
  const std::string text = wrapped(description, kReportColumns, "  ");
  return text.empty() ? text : text + "\n";
}

std::string identity(const Comparison& comparison, const TextOptions& options) {
  std::string text =
      fmt::format("seed {} · run hash {:016x} · cost model {}", comparison.scenario->seed,
                  comparison.run_hash, comparison.scenario->engine.cost_model);
  if (!options.version.empty()) text += " · " + options.version;
  return text;
}

}  // namespace

std::string comparison_text(const Comparison& comparison, const TextOptions& options) {
  std::string text = wrapped(heading(comparison), kReportColumns, "") + "\n";
  text += description_text(*comparison.scenario);
  text += table_of(comparison, options.has_colour).text();
  text += "\n" + wrapped(legend(), kReportColumns, "  ") + "\n";
  for (const StrategyOutcome& outcome : comparison.strategies) {
    const std::string head =
        fmt::format("{} {}: ", shape_of(outcome.verdict.kind), outcome.strategy);
    std::string sentence = wrapped(head + outcome.sentence, kReportColumns, "    ");
    sentence.erase(0, 2);  // the first line hangs out
    text += sentence + evidence_text(outcome) + events_text(outcome);
    if (options.has_workers && outcome.has_run()) text += "\n" + workers_text(outcome);
  }
  text += "\n" + wrapped("→ " + comparison.advice, kReportColumns, "  ").substr(2);
  text += "\n" + identity(comparison, options) + "\n";
  return text;
}

std::string comparison_markdown(const Comparison& comparison, const TextOptions& options) {
  std::string text = "### " + heading(comparison) + "\n\n";
  text += table_of(comparison, false).markdown() + "\n";
  for (const StrategyOutcome& outcome : comparison.strategies) {
    text += fmt::format("- {} **{}**: {}\n", shape_of(outcome.verdict.kind), outcome.strategy,
                        outcome.sentence);
    for (const GroupEvidence& evidence : outcome.verdict.first) {
      text += "  - " + evidence_sentence(evidence, outcome.verdict) + "\n";
    }
  }
  text += "\n**" + comparison.advice + "**\n\n<sub>" + identity(comparison, options) + "</sub>\n";
  return text;
}

std::string snapshots_text(const std::vector<StrategySnapshot>& snapshots) {
  std::string text;
  for (const StrategySnapshot& taken : snapshots) {
    const SimulationSnapshot& now = taken.snapshot;
    if (!taken.refusal.empty()) {
      text += wrapped(fmt::format("⊘ {}: {}", taken.strategy, taken.refusal), kReportColumns, "") +
              "\n";
      continue;
    }
    text += fmt::format("{} at {}\n", taken.strategy, time_figure(now.now.ns));
    text += wrapped(
        fmt::format("{} due, {} read, {} under way, {} results, {} states; {} of {} rows, p99 {} "
                    "over the last second",
                    counted(now.rows_due, "row"), grouped_count(now.rows_read),
                    grouped_count(now.rows_in_flight), grouped_count(now.results),
                    grouped_count(now.states), rate_figure(now.throughput_rps),
                    rate_figure(now.offered_rps), latency_figure(now.latency_recent.p99_us)),
        kReportColumns, "  ");
    TextTable table({{"worker"},
                     {"core"},
                     {"queued"},
                     {"most"},
                     {"pressure", Align::kLeft},
                     {"rows"},
                     {"results"},
                     {"states"},
                     {"core busy"}});
    for (std::size_t i = 0; i < now.workers.size(); ++i) {
      const WorkerState& worker = now.workers[i];
      table.add({std::to_string(i), std::to_string(worker.core), grouped_count(worker.queued_rows),
                 grouped_count(worker.queue_rows_max), to_lower(to_text(worker.pressure)),
                 grouped_count(worker.rows_processed), grouped_count(worker.results),
                 grouped_count(worker.states),
                 worker.core < now.cores.size() ? share_figure(now.cores[worker.core].busy) : "—"});
    }
    text += table.text("  ") + "\n";
  }
  return text;
}

std::string expectation_text(const Comparison& comparison) {
  std::string text;
  std::int64_t failed = 0;
  for (const ExpectationOutcome& outcome : comparison.expectations) {
    if (outcome.holds) continue;
    failed += 1;
    text += "  " + to_text(outcome) + "\n";
  }
  if (failed == 0) return "";
  return fmt::format(
             "{} of {} failed:\n", failed,
             counted(static_cast<std::int64_t>(comparison.expectations.size()), "expectation")) +
         text;
}

}  // namespace millrace
