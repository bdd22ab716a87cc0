// ui/session/session_sharing.cpp — what one looks at, to hand on as a link, and a link that was handed on.
#include <algorithm>
#include <utility>

#include "core/route/strategies.hpp"
#include "sim/scenario/scenario_job.hpp"
#include "ui/session/session_state.hpp"

namespace millrace {
namespace {

/// A fork by the strategy that it is a fork of: a link holds no forks.
std::optional<std::size_t> run_of(const std::vector<Run>& runs, std::string_view strategy) {
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (runs[i].strategy == strategy && runs[i].fork_events.empty()) return i;
  }
  return std::nullopt;
}

}  // namespace

SharedScenario Session::State::shared() const {
  SharedScenario shared;
  shared.text = text;
  shared.name = name.substr(name.rfind('/') + 1);
  if (!set.has_value()) return shared;
  const std::vector<Run>& runs = set->runs();
  shared.at = set->reached(now);
  if (selected < runs.size()) shared.strategy = runs[selected].strategy;
  if (compared.has_value() && *compared < runs.size()) shared.compared = runs[*compared].strategy;
  if (shared.compared == shared.strategy) shared.compared.clear();
  for (const Run& run : runs) {
    if (run.fork_events.empty()) shared.shown.push_back(run.strategy);
  }
  if (shared.shown == compared_strategies(*set->scenario())) shared.shown.clear();
  shared.key = trail_view.key;
  shared.run_hash = run_hash;
  return shared;
}

void Session::State::open(SharedScenario shared) {
  // A later version may have strategies that this one has not.
  std::erase_if(shared.shown, [](const std::string& strategy) {
    return strategy != kAdaptiveStrategy && !strategy_named(strategy).has_value();
  });
  load(std::move(shared.text), shared.name.empty() ? "shared.yaml" : std::move(shared.name),
       shared.shown);
  if (has_errors(reading.diagnostics)) return;  // what was played before goes on
  if (shared.run_hash.has_value()) linked = {*shared.run_hash, std::move(shared.version)};
  if (const auto run = run_of(set->runs(), shared.strategy)) do_command(SelectCommand{*run});
  if (const auto run = run_of(set->runs(), shared.compared)) do_command(CompareCommand{run});
  if (shared.at.has_value()) {
    do_command(PauseCommand{});
    do_command(SeekCommand{*shared.at});
  }
  if (!shared.key.empty()) do_command(InspectCommand{std::nullopt, 0, std::move(shared.key)});
}

SharedScenario Session::shared() const {
  return state_->shared();
}

void Session::open(SharedScenario shared) {
  state_->notice.clear();
  state_->measured.reset();
  state_->open(std::move(shared));
  if (state_->set.has_value()) state_->refresh();
}

}  // namespace millrace
