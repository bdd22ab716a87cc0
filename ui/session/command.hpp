// ui/session/command.hpp — all that a panel may ask for. Panels never change a session themselves.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/base/units.hpp"

namespace millrace {

enum class StepUnit : std::uint8_t { kEvent, kWindow, kSecond };

struct PlayCommand {};
struct PauseCommand {};
struct StepCommand {
  StepUnit unit = StepUnit::kSecond;
  int count = 1;  // < 0: back
};
struct SeekCommand {
  VirtualTime to;
};
struct SpeedCommand {
  double speed = 1.0;
};
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

using Command =
    std::variant<PlayCommand, PauseCommand, StepCommand, SeekCommand, SpeedCommand, SelectCommand,
                 CompareCommand, LoadTextCommand, LoadBundledCommand, SeedCommand, RestartCommand>;

/// Filled during a frame, worked off after it.
class CommandList {
 public:
  void add(Command command);
  const std::vector<Command>& all() const { return commands_; }

 private:
  std::vector<Command> commands_;
};

}  // namespace millrace
