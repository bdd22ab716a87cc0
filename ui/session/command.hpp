// ui/session/command.hpp — all that a panel may ask for. Panels never change a session themselves.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/units.hpp"
#include "sim/scenario/scenario.hpp"

namespace millrace {

enum class StepUnit : std::uint8_t {
  kEvent,   // of the event queue, the earliest of all runs
  kRecord,  // the selected run takes its next batch from the topic
  kWindow,  // the selected run writes its next results
  kSecond,  // of virtual time; a tenth of the duration where that is shorter than ten seconds
};

/// Half-open stretch of virtual time.
struct TimeSpan {
  VirtualTime begin;
  VirtualTime end;
  friend bool operator==(const TimeSpan&, const TimeSpan&) = default;
};

/// What playing can stop at, in any run.
enum class BreakKind : std::uint8_t {
  kFirstSplit,        // a group has state on two workers and nothing merges it
  kFirstWrong,        // a result that one worker alone would not give
  kQueueFull,         // limit: share of a queue, 0.95
  kLag,               // limit: rows over all partitions
  kLatency,           // limit: p99 of the last virtual second, in milliseconds
  kWatermarkStalled,  // limit: milliseconds of virtual time without progress while records arrive
};
inline constexpr std::size_t kBreakKinds = 6;

struct PlayCommand {};
struct PauseCommand {};
struct StepCommand {
  StepUnit unit = StepUnit::kSecond;
  int count = 1;  // < 0: back
};
struct SeekCommand {
  VirtualTime to;
};
/// Virtual seconds a second: 1/1000 … 1000, or kAsFastAsPossible.
struct SpeedCommand {
  double speed = 1.0;
};
inline constexpr double kSpeedMin = 1e-3;
inline constexpr double kSpeedMax = 1e3;
inline constexpr double kAsFastAsPossible = std::numeric_limits<double>::infinity();
/// The next speed up and down: 1, 2, 5 × 10^k; beyond kSpeedMax as fast as possible.
double faster(double speed);
double slower(double speed);

/// SeekCommand to here or beyond the duration: to the end of all runs, when the last row is through.
inline constexpr VirtualTime kEndOfRuns = {std::numeric_limits<std::int64_t>::max() / 4};
/// Index of a run.
struct SelectCommand {
  std::size_t run = 0;
};
/// Nothing: one strategy alone again.
struct CompareCommand {
  std::optional<std::size_t> run;
};
/// The text of a scenario; what is wrong with it shows in WorkbenchView::problems.
struct LoadTextCommand {
  std::string text;
  std::string name;
};
struct LoadBundledCommand {
  std::string name;
};
struct SeedCommand {
  std::uint64_t seed = 0;
};
struct RestartCommand {};
/// Plays this stretch again and again; nothing: to the end.
struct LoopCommand {
  std::optional<TimeSpan> span;
};
/// Playing stops when the condition becomes true; the instant is marked.
struct BreakCommand {
  BreakKind kind = BreakKind::kFirstSplit;
  bool is_on = true;
  double limit = 0.0;  // unit as BreakKind says; ignored by the first two
};
/// A mark of the user's at an instant: playing stops there. The same again takes it away.
struct MarkCommand {
  VirtualTime at;
};
/// A second version of a run, the same up to now and different from now on: `events` happen at now
/// (a strategy
/// switch, fewer cores, a fault). It becomes a run beside the others and is compared with its original.
struct ForkCommand {
  std::size_t run = 0;
  std::vector<FaultSpec> events;  // their `at` is set to now
};
/// Something that happens to all runs, at `event.at`: joins the scenario (its text, too); the
/// present stays.
struct AddEventCommand {
  FaultSpec event;
};
/// An entry of the scenario's timeline, by its place in Scenario::faults.
struct RemoveEventCommand {
  std::size_t event = 0;
};
/// A value of the scenario by its path, as `--set` does; everything starts again.
struct SetValueCommand {
  std::string path;
  std::string value;  // YAML
};
/// A strategy by any of its names joins the comparison, or leaves it; forks leave by this, too.
struct AddRunCommand {
  std::string strategy;
};
struct RemoveRunCommand {
  std::size_t run = 0;
};
/// The selected strategy for real: threads, and time on the wall. Off: back to the simulations as
/// they were.
struct MeasureCommand {
  bool is_on = true;
};
/// Follows one record of the selected run, or the records of one key: WorkbenchView::trail.
/// Neither: nothing is followed.
struct InspectCommand {
  std::optional<std::uint32_t> source_partition;  // with offset
  std::int64_t offset = 0;
  std::string key;
};
/// The smallest scenario in which this run is still wrong is looked for; when it is found, it is loaded. The same
/// again: enough, the smallest so far is loaded.
struct ShrinkCommand {
  std::size_t run = 0;
};

using Command =
    std::variant<PlayCommand, PauseCommand, StepCommand, SeekCommand, SpeedCommand, SelectCommand,
                 CompareCommand, LoadTextCommand, LoadBundledCommand, SeedCommand, RestartCommand,
                 LoopCommand, BreakCommand, MarkCommand, ForkCommand, AddEventCommand,
                 RemoveEventCommand, SetValueCommand, AddRunCommand, RemoveRunCommand,
                 InspectCommand, MeasureCommand, ShrinkCommand>;

/// Filled during a frame, worked off after it.
class CommandList {
 public:
  void add(Command command);
  const std::vector<Command>& all() const { return commands_; }

 private:
  std::vector<Command> commands_;
};

}  // namespace millrace
