// ui/session/session_commands.cpp — what is asked for: scenarios, values, events, runs that join and leave.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/text.hpp"
#include "core/route/strategies.hpp"
#include "sim/scenario/scenario_job.hpp"
#include "sim/scenario/scenario_writing.hpp"
#include "sim/workload/workload_faults.hpp"
#include "ui/session/session_state.hpp"

namespace millrace {

bool Session::State::needs_set() {
  if (set.has_value()) return true;
  notice = "there is no scenario yet: choose one, or mend the one that cannot be run";
  return false;
}

void Session::State::do_command(const LoadTextCommand& command) {
  load(command.text, command.name);
}

void Session::State::do_command(const LoadBundledCommand& command) {
  const auto found = files.bundled.find(command.name);
  if (found == files.bundled.end()) {
    notice = "there is no bundled scenario '" + command.name + "'";
    return;
  }
  load(found->second, found->first);
}

void Session::State::do_command(const SeedCommand& command) {
  if (!needs_set()) return;
  Scenario changed = *set->scenario();
  changed.seed = command.seed;
  if (adopt(changed, Present::kStartAgain)) is_playing = true;
}

/// The same again: what is known (verdicts, first wrong results) stays, as do forks, marks and conditions.
void Session::State::do_command(const RestartCommand&) {
  if (!needs_set()) return;
  stop.reset();
  goal.reset();
  stopped_because.clear();
  seek({0});
  is_playing = true;
}

void Session::State::do_command(const SelectCommand& command) {
  if (set.has_value() && command.run < set->runs().size()) {
    selected = command.run;
  } else {
    notice = "there is no such run";
  }
}

void Session::State::do_command(const CompareCommand& command) {
  const bool is_there =
      !command.run.has_value() || (set.has_value() && *command.run < set->runs().size());
  if (is_there) {
    compared = command.run;
  } else {
    notice = "there is no such run";
  }
}

void Session::State::do_command(const ForkCommand& command) {
  if (!needs_set()) return;
  if (next.has_value()) {
    notice = "a change is being worked in: fork again in a moment";
    return;
  }
  if (command.run >= set->runs().size() || !set->runs()[command.run].simulation) {
    notice = "this strategy does not run: there is nothing to fork";
    return;
  }
  if (command.events.empty()) {
    notice = "a fork needs something that is different from now on";
    return;
  }
  if (is_over()) {
    notice = "the run is over: go back to an instant before, and fork there";
    return;
  }
  const Run& original = set->runs()[command.run];
  RunPlan plan = plan_of(original);
  plan.forked_from = command.run;
  plan.forked_at = set->reached(now);
  plan.fork_number = forks_made + 1;
  for (FaultSpec event : command.events) {
    if (find_workload_fault(event.type) != nullptr) {
      notice = event.type + " changes the records, which all runs share: add it to the scenario";
      return;
    }
    event.at = {plan.forked_at.ns};
    plan.fork_events.push_back(std::move(event));
  }
  Scenario changed = *set->scenario();
  for (const FaultSpec& event : plan.fork_events) changed.faults.push_back(event);
  notice = first_error(check_scenario(changed, files.surroundings));
  if (!notice.empty()) return;
  Result<Run> made = set->make_one(plan);
  if (!made.has_value() || !made.value().simulation) {
    notice = made.has_value() ? made.value().error->message : made.error().message;
    return;
  }
  joining.push_back(std::move(made).value());
  ++forks_made;
}

void Session::State::do_command(const AddEventCommand& command) {
  if (!needs_set()) return;
  Scenario changed = *(next.has_value() ? *next : *set).scenario();
  changed.faults.push_back(command.event);
  adopt(changed, Present::kKeep);
}

void Session::State::do_command(const RemoveEventCommand& command) {
  if (!needs_set()) return;
  Scenario changed = *(next.has_value() ? *next : *set).scenario();
  if (command.event >= changed.faults.size()) {
    notice = "there is no such event on the timeline";
    return;
  }
  changed.faults.erase(changed.faults.begin() + static_cast<std::ptrdiff_t>(command.event));
  adopt(changed, Present::kKeep);
}

void Session::State::do_command(const SetValueCommand& command) {
  if (!needs_set()) return;
  Scenario changed = *(next.has_value() ? *next : *set).scenario();
  const Status status =
      set_scenario_value(changed, command.path, command.value, *files.surroundings.vocabulary);
  if (!status) {
    notice = status.error().message;
    return;
  }
  adopt(changed, Present::kStartAgain);
}

void Session::State::do_command(const AddRunCommand& command) {
  if (!needs_set()) return;
  if (next.has_value()) {
    notice = "a change is being worked in: add it again in a moment";
    return;
  }
  std::string strategy = to_lower(command.strategy);
  if (strategy != kAdaptiveStrategy) {
    Result<const StrategyInfo*> info = strategy_named(command.strategy);
    if (!info) {
      notice = info.error().message;
      return;
    }
    strategy = std::string(info.value()->name);
  }
  const auto is_same = [&](const Run& run) {
    return run.strategy == strategy && run.fork_events.empty();
  };
  if (std::any_of(set->runs().begin(), set->runs().end(), is_same) ||
      std::any_of(joining.begin(), joining.end(), is_same)) {
    notice = strategy + " is there already";
    return;
  }
  Result<Run> made = set->make_one({strategy, {}, std::nullopt, {}, 0});
  if (!made.has_value()) {
    notice = made.error().message;
    return;
  }
  joining.push_back(std::move(made).value());
}

void Session::State::do_command(const RemoveRunCommand& command) {
  if (!needs_set()) return;
  if (command.run >= set->runs().size()) {
    notice = "there is no such run";
    return;
  }
  if (set->runs().size() == 1) {
    notice = "the last strategy stays";
    return;
  }
  set->remove(command.run);
  if (next.has_value() && command.run < next->runs().size()) next->remove(command.run);
  for (Run& run : joining) {
    if (!run.forked_from.has_value()) continue;
    if (*run.forked_from == command.run) {
      run.forked_from.reset();
    } else if (*run.forked_from > command.run) {
      --*run.forked_from;
    }
  }
  const auto follow = [&](std::size_t index) { return index > command.run ? index - 1 : index; };
  if (compared == command.run) compared.reset();
  if (compared.has_value()) compared = follow(*compared);
  selected = std::min(follow(selected), set->runs().size() - 1);
  if (compared == selected) compared.reset();
  evidence.reset();
  trail.reset();
  trail_view = {};
  breaks.forget();
  run_hash.reset();
}

void Session::State::do_command(const InspectCommand& command) {
  trail.reset();
  trail_view = {};
  if (!command.source_partition.has_value() && command.key.empty()) return;
  if (!needs_set()) return;
  trail_view.key = command.key;
  const bool runs = selected < set->runs().size() && set->runs()[selected].simulation != nullptr;
  if (!runs) {
    trail_view.problem = "this strategy does not run";
    return;
  }
  const Run& run = set->runs()[selected];
  if (command.source_partition.has_value() &&
      *command.source_partition >= set->log()->partition_count_at(kEndOfRuns)) {
    trail_view.problem = fmt::format("the topic has no partition {}", *command.source_partition);
    return;
  }
  Result<std::shared_ptr<TopicLog>> log = set->log_for_probe();
  if (!log.has_value()) {
    trail_view.problem = log.error().message;
    return;
  }
  Result<std::unique_ptr<TrailSearch>> made = TrailSearch::make(run, command, log.value());
  if (!made.has_value()) {
    trail_view.problem = made.error().message;
    return;
  }
  trail = std::move(made).value();
}

void Session::State::do_command(const MeasureCommand& command) {
  measured.reset();
  if (!command.is_on || !needs_set()) return;
  if (!files.make_measured) {
    notice = "this build has no threads: what they take cannot be measured here";
    return;
  }
  const Run& run = set->runs()[selected];
  Result<std::unique_ptr<MeasuredPlay>> started =
      MeasuredPlay::start({set->scenario(), files.workload, run.strategy, run.display_name, speed},
                          files.make_measured);
  if (!started.has_value()) {
    notice = started.error().message;
    return;
  }
  is_playing = false;
  measured = std::move(started).value();
}

}  // namespace millrace
