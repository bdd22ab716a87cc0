// ui/session/run.hpp — one strategy of a session: its simulation, and the verdict on it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/study/verdict.hpp"
#include "ui/session/view.hpp"

namespace millrace {

struct Run {
  std::string strategy;
  std::string display_name;
  std::unique_ptr<Simulation> simulation;  // null: cannot run, see `error`
  std::optional<Error> error;
  std::string refusal;
  std::optional<Verdict> verdict;
  std::optional<VirtualTime> first_split_at;

  void seek(VirtualTime to);
};

/// A plan that validation refuses runs all the same: one can see what breaks.
Run make_run(const std::shared_ptr<const Scenario>& scenario, const std::string& strategy,
             const std::shared_ptr<TopicLog>& log);
RunView view_of(Run& run);
/// What is going on, in one or two plain sentences.
std::string sentence_of(const Scenario& scenario, std::span<const RunView> runs);

/// Holds finished runs against one worker alone over the same records, a slice at a time.
void judge_runs(const std::shared_ptr<const Scenario>& scenario,
                const std::shared_ptr<TopicLog>& log, const WorkloadFiles& files,
                std::unique_ptr<Simulation>& reference, std::vector<Run>& runs,
                const std::function<bool()>& has_time);
bool all_judged(const std::vector<Run>& runs);

}  // namespace millrace
