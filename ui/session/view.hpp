// ui/session/view.hpp — all that a panel may read: the state of a session at this frame, const. Nothing here is owned
// by a panel, so closing and opening one loses nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/units.hpp"
#include "core/job/job_plan.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/snapshot.hpp"
#include "sim/scenario/diagnostic.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_vocabulary.hpp"
#include "sim/study/verdict.hpp"
#include "ui/session/command.hpp"

namespace millrace {

/// What a strategy's card says. While a run goes on it is wrong as soon as a group is split that nothing merges.
enum class OutcomeKind : std::uint8_t { kRunning, kValid, kInvalid, kUnknown, kRefused };

/// One strategy on the scenario's records.
struct RunView {
  std::string strategy;      // canonical name
  std::string display_name;  // "AlwaysHash"
  bool is_auto_choice = false;
  OutcomeKind outcome = OutcomeKind::kRunning;
  std::string
      refusal;  // what validation says against the plan; it runs all the same, to show what breaks
  std::string problem;  // why it cannot run at all; then nothing below says anything
  SimulationSnapshot now;
  const JobPlan* plan = nullptr;
  const Recorder* recorder = nullptr;
  /// Holds kSourceLag of every source partition, perhaps for later instants than now.
  const Recorder* source_lag = nullptr;
  const std::vector<TimelineEvent>* events = nullptr;
  const Verdict* verdict = nullptr;  // once the run is over
  /// Before that, once a closed window was wrong: those windows judged by themselves. Null: nothing is known to be
  /// wrong.
  const Verdict* first_wrong = nullptr;
  std::optional<VirtualTime> first_split_at;
  std::optional<std::size_t> forked_from;  // of runs
  VirtualTime forked_at;
  /// Of forks: what happens to them alone.
  std::vector<FaultSpec> fork_events;
  std::string fork_text;  // of forks: what is different, "rescale (workers 4)"
  /// The first window (or group) whose result is not that of one worker alone: when it was written. Found as soon as
  /// both have closed it; stays known after going back.
  std::optional<VirtualTime> first_wrong_at;
  std::int64_t results_checked = 0;  // up to now, held against one worker alone
  std::int64_t results_wrong = 0;    // of them
  double backlog_s = 0.0;         // until what waits is through, by the pace of the slowest worker
  std::int64_t backlog_rows = 0;  // due and not through a worker
  double backlog_growth_rps = 0.0;  // offered − throughput, of the last virtual second
  bool is_falling_behind = false;   // the backlog is no longer small, and grows
  std::string overload;     // "falling behind by 2.1 k rows/s, backlog 31 s and growing"; else ""
  std::string auto_remark;  // of auto's choice, where another one is right too and does better
  std::optional<std::uint64_t> run_hash;  // once the run was finished; stays known after going back

  bool can_run() const { return problem.empty(); }
};

/// One of BreakKind, in the order of the enumeration.
struct BreakView {
  bool is_on = false;
  double limit = 0.0;
  std::optional<VirtualTime> hit_at;  // when it last became true
  std::size_t hit_run = 0;
};

/// One stop of a record on its way.
struct TrailStep {
  VirtualTime at;
  std::string
      text;  // "taken by the router with 499 others", "worker 3 has worked it in: group trader_7"
};

/// A record and what became of it in the selected run.
struct TrailRecord {
  std::uint32_t source_partition = 0;
  std::int64_t offset = 0;
  std::string key;  // K as text
  std::vector<std::string> values;
  std::optional<std::uint32_t> worker;
  std::vector<TrailStep> steps;  // up to now
};

/// What InspectCommand asked for.
struct TrailView {
  std::string key;  // when a key is followed
  std::vector<std::string> columns;
  std::vector<TrailRecord> records;  // at most 50, the newest last
  std::int64_t record_count = 0;     // up to now
  std::string problem;               // why there is none
};

/// What going back costs.
struct HistoryView {
  std::int64_t bytes = 0;      // of all runs' key frames
  std::int64_t bytes_max = 0;  // what they may take
  std::int64_t every_ns = 0;   // the widest distance of two neighbours, of all runs
  bool is_thinned = false;     // the bound was met: going back takes longer than it did
};

/// What a link says that came of its scenario.
struct LinkedHash {
  std::uint64_t run_hash = 0;
  std::string version;  // of the program that says so
};

struct WorkbenchView {
  const Scenario* scenario = nullptr;  // the last one that could be run; null before any
  std::string_view scenario_text;      // as it was given, right or wrong
  std::string_view scenario_name;      // its file
  std::span<const Diagnostic>
      problems;  // of scenario_text; the last good run keeps playing beside errors
  std::span<const RunView> runs;
  std::size_t selected = 0;             // of runs
  std::optional<std::size_t> compared;  // beside the selected one
  const StrategyChoice* auto_choice = nullptr;
  const ScenarioVocabulary* vocabulary = nullptr;  // faults and their parameters, controls
  std::string_view sentence;                       // what is happening, in plain words
  VirtualTime now;
  VirtualTime duration;  // of the scenario; runs may last longer until they have drained
  bool is_playing = false;
  bool is_finished = false;
  double speed = 1.0;                    // virtual seconds a second
  std::span<const std::string> bundled;  // names of the scenarios that can be chosen
  std::optional<TimeSpan> loop;
  std::span<const BreakView> breaks;   // kBreakKinds of them
  std::span<const VirtualTime> marks;  // the user's, ascending
  std::string_view stopped_because;    // one sentence, while a condition or mark holds the time
  const TrailView* trail = nullptr;    // null: nothing is followed
  VirtualTime wanted;                  // where a seek is going; `now` is what the runs have reached
  VirtualTime furthest;                // the latest instant that was reached
  bool is_catching_up = false;         // wanted was not reached yet
  bool is_measured = false;  // threads and time on the wall; one run, and nothing to go back to
  bool can_measure = false;  // this build has threads
  std::string_view notice;   // why the last command was not done; "" when it was
  std::string_view busy;     // "AlwaysHash, fork 1: 43 %": what is being worked out; ""
  /// A smaller scenario is looked for (ShrinkCommand); `busy` says how far that is.
  bool is_shrinking = false;
  HistoryView history;
  std::optional<std::uint64_t>
      run_hash;  // of `compare --allow-invalid` on this scenario, once judged
  const LinkedHash* linked =
      nullptr;  // of the link that this scenario came by; null: none, or none such

  const RunView* selected_run() const { return selected < runs.size() ? &runs[selected] : nullptr; }
};

}  // namespace millrace
