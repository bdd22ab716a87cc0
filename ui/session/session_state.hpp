// ui/session/session_state.hpp — all that a session knows. Of ui/session only: commands (session_commands.cpp) and time
// (session_time.cpp) change it, session.cpp puts the view together.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/study/shrink.hpp"
#include "ui/session/break_watch.hpp"
#include "ui/session/evidence_search.hpp"
#include "ui/session/measured_play.hpp"
#include "ui/session/run_set.hpp"
#include "ui/session/session.hpp"
#include "ui/session/step_goal.hpp"
#include "ui/session/trail_search.hpp"

namespace millrace {

/// Why playing is about to stop, once all runs have reached the instant.
struct PendingStop {
  VirtualTime at;
  std::string text;
  std::optional<BreakHit> hit;
};

/// The first error as a sentence, with what was meant; "" without errors.
std::string first_error(const std::vector<Diagnostic>& diagnostics);

struct Session::State {
  SessionFiles files;
  std::vector<std::string> bundled_names;
  ScenarioReading reading;
  std::string text;
  std::string name;

  std::optional<RunSet> set;
  std::optional<RunSet> next;  // of the changed scenario, on its way to the present
  std::vector<Run> joining;    // on their way to the present
  std::size_t forks_made = 0;  // of this scenario's file
  StrategyChoice auto_choice;
  bool has_auto_choice = false;
  std::size_t selected = 0;
  std::optional<std::size_t> compared;

  VirtualTime now;  // where the runs are to be
  VirtualTime furthest;
  bool is_playing = false;
  double speed = 1.0;
  std::optional<TimeSpan> loop;
  std::vector<VirtualTime> marks;
  BreakWatch breaks;
  std::optional<PendingStop> stop;
  std::optional<StepGoal> goal;

  std::unique_ptr<MeasuredPlay> measured;  // shown instead of the runs
  std::unique_ptr<EvidenceSearch> evidence;
  std::unique_ptr<TrailSearch> trail;
  std::unique_ptr<Shrinker> shrinker;
  std::string shrunk_strategy;  // as it is displayed

  // Of the view.
  bool is_dirty = true;
  std::vector<RunView> views;
  std::string sentence;
  std::string stopped_because;
  std::string notice;
  std::string busy;
  HistoryView history;
  TrailView trail_view;
  std::optional<std::uint64_t> run_hash;
  std::optional<LinkedHash> linked;  // until the scenario changes

  // session_scenario.cpp
  /// `shown`: strategies instead of those that the scenario compares.
  void load(std::string new_text, std::string new_name, const std::vector<std::string>& shown = {});
  /// Begins at 0 and plays.
  void start(RunSet fresh);
  void choose();
  /// The scenario was changed by hand: its text follows. kKeep: history is worked out anew up to now.
  enum class Present : std::uint8_t { kKeep, kStartAgain };
  bool adopt(const Scenario& changed, Present present);

  // session_sharing.cpp
  SharedScenario shared() const;
  void open(SharedScenario shared);

  // session_commands.cpp
  void do_command(const LoadTextCommand& command);
  void do_command(const LoadBundledCommand& command);
  void do_command(const SeedCommand& command);
  void do_command(const RestartCommand& command);
  void do_command(const SelectCommand& command);
  void do_command(const CompareCommand& command);
  void do_command(const ForkCommand& command);
  void do_command(const AddEventCommand& command);
  void do_command(const RemoveEventCommand& command);
  void do_command(const SetValueCommand& command);
  void do_command(const AddRunCommand& command);
  void do_command(const RemoveRunCommand& command);
  void do_command(const InspectCommand& command);
  void do_command(const MeasureCommand& command);
  void do_command(const ShrinkCommand& command);
  /// The smallest scenario that was found takes the place of what runs.
  void load_shrunk();
  /// False, and a notice, before any scenario could be run.
  bool needs_set();

  // session_time.cpp
  void do_command(const PlayCommand& command);
  void do_command(const PauseCommand& command);
  void do_command(const StepCommand& command);
  void do_command(const SeekCommand& command);
  void do_command(const SpeedCommand& command);
  void do_command(const LoopCommand& command);
  void do_command(const BreakCommand& command);
  void do_command(const MarkCommand& command);
  void seek(VirtualTime to);
  void pause_here();
  void move_now(double elapsed_s);
  bool work(const std::function<bool()>& has_time);
  void settle_stop();
  /// Whether a loop has gone back to its beginning.
  bool finish_if_over();
  bool is_over() const;
  VirtualTime duration() const { return {set->scenario()->duration.ns}; }

  // session.cpp: what is done in the time that is left.
  bool work_next(const std::function<bool()>& has_time);
  bool work_joining(const std::function<bool()>& has_time);
  bool work_afterwards(const std::function<bool()>& has_time);
  bool has_afterwards() const;
  void refresh();
  void refresh_busy();
  std::optional<std::uint64_t> hash_of_all() const;
};

}  // namespace millrace
