// sim/study/comparison.hpp — the same records under several strategies: figures, a verdict and a sentence for each,
// and
// one sentence on what to choose.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/run_report.hpp"
#include "sim/engine/snapshot.hpp"
#include "sim/engine/work_span.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/study/verdict.hpp"
#include "sim/workload/topic_log.hpp"

namespace millrace {

/// One strategy of a comparison. Where it was refused, only the first four members and `sentence` say something.
struct StrategyOutcome {
  std::string strategy;      // canonical name
  std::string display_name;  // "AlwaysHash"
  bool is_auto_selected = false;
  Verdict verdict;
  std::string sentence;  // what happened, in plain words
  RunReport report;
  SimulationSnapshot at_end;
  std::vector<Series> series;  // what the recorder kept
  std::int64_t series_interval_ns = 0;

  bool has_run() const { return verdict.kind != VerdictKind::kRefused; }
  /// Took in what arrived, without a backlog at the end of the input.
  bool keeps_up() const;
};

/// One line of `expect:` beside what came out.
struct ExpectationOutcome {
  Expectation expectation;
  std::string strategy;  // of `all`: one of those it is broken by, or the first
  bool holds = false;
  std::string got;  // in the unit of the measure
};

struct Comparison {
  std::shared_ptr<const Scenario> scenario;
  std::string auto_selected;  // canonical name
  std::string auto_reason;
  std::vector<StrategyOutcome> strategies;  // in the order asked for
  std::string advice;                       // what to choose and why, in plain words
  std::vector<ExpectationOutcome> expectations;
  std::uint64_t run_hash = 0;  // over strategies, verdicts and their run hashes

  const StrategyOutcome* find(std::string_view strategy) const;
  bool meets_expectations() const;
};

/// How far a study is. `share` 0 … 1 never goes back.
struct StudyProgress {
  double share = 0.0;
  std::string_view doing;  // "simulating"
};

struct StudyOptions {
  /// Any spelling, `auto` or `adaptive`; "" is what the scenario's `engine.strategy` says. Empty: its `strategies`.
  std::vector<std::string> strategies = {};
  bool allow_invalid = false;  // run what validation refuses, to see what breaks
  std::function<void(const StudyProgress&)> on_progress = {};
  std::function<bool()> should_stop = {};  // asked now and then; a study that stops is an error
  bool has_verdicts =
      true;  // false: figures only, every verdict that is not `refused` stays `unknown`
  VirtualTime measure_from = {0};  // figures leave out what was due before
  WorkloadFiles files = {};        // where recordings are
  /// Told of every stretch of work of the strategy with this index, in order of time per strategy: for traces.
  std::function<void(std::size_t strategy_index, const WorkSpan&)> on_work = {};
};

/// Runs every strategy on the same records. Errors: those of the scenario (SQL with its span in the query, options,
/// cost
/// models); a plan that validation refuses is an outcome. The scenario's expectations are evaluated for the
/// strategies
/// that were run.
Result<Comparison> compare_strategies(std::shared_ptr<const Scenario> scenario,
                                      const StudyOptions& options);

/// One instant of a strategy.
struct StrategySnapshot {
  std::string strategy;
  std::string refusal;  // why it did not run; else ""
  SimulationSnapshot snapshot;
};

/// Every strategy at virtual time `time`.
Result<std::vector<StrategySnapshot>> snapshots_at(std::shared_ptr<const Scenario> scenario,
                                                   const StudyOptions& options, VirtualTime time);

}  // namespace millrace
