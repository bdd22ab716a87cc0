// ui/session/session_shrink.cpp — from what runs to the smallest scenario in which it is still wrong.
#include <utility>

#include "sim/scenario/scenario_writing.hpp"
#include "ui/session/session_state.hpp"

namespace millrace {

void Session::State::do_command(const ShrinkCommand& command) {
  if (!needs_set()) return;
  if (shrinker != nullptr) {
    load_shrunk();
    return;
  }
  if (command.run >= set->runs().size() || !set->runs()[command.run].simulation) {
    notice = "this strategy does not run: there is nothing to shrink";
    return;
  }
  const Run& run = set->runs()[command.run];
  Scenario scenario = *set->scenario();
  for (const FaultSpec& event : run.fork_events) scenario.faults.push_back(event);
  Result<std::unique_ptr<Shrinker>> made =
      Shrinker::make(std::move(scenario), run.strategy, files.surroundings, files.workload);
  if (!made.has_value()) {
    notice = made.error().message;
    return;
  }
  shrinker = std::move(made).value();
  shrunk_strategy = run.display_name;
  is_playing = false;
}

void Session::State::load_shrunk() {
  const std::unique_ptr<Shrinker> done = std::move(shrinker);
  if (!done->is_wrong()) {
    notice = shrunk_strategy + " gives no wrong result: there is nothing to shrink";
    is_dirty = true;
    return;
  }
  const Scenario scenario = done->result();
  load(write_scenario(scenario), scenario.name + ".yaml");
}

}  // namespace millrace
