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
#include "sim/study/verdict.hpp"

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
  const std::vector<TimelineEvent>* events = nullptr;
  const Verdict* verdict = nullptr;  // once the run is over
  std::optional<VirtualTime> first_split_at;

  bool can_run() const { return problem.empty(); }
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
  std::string_view sentence;  // what is happening, in plain words
  VirtualTime now;
  VirtualTime duration;  // of the scenario; runs may last longer until they have drained
  bool is_playing = false;
  bool is_finished = false;
  double speed = 1.0;                    // virtual seconds a second
  std::span<const std::string> bundled;  // names of the scenarios that can be chosen

  const RunView* selected_run() const { return selected < runs.size() ? &runs[selected] : nullptr; }
};

}  // namespace millrace
