// ui/session/step_goal.hpp — where a step by events, batches or results leads: found by running, a slice at a time.
#pragma once

#include <functional>
#include <optional>

#include "ui/session/command.hpp"
#include "ui/session/run_set.hpp"

namespace millrace {

/// A search for the instant that a step leads to. Moves the runs it asks; a seek to the result puts all in order.
class StepGoal {
 public:
  /// REQUIRES: unit is not kSecond, count is not 0, the run can run.
  StepGoal(StepUnit unit, int count, std::size_t run, VirtualTime from);

  /// Returns the instant once it is known; where there is no such step, the end or the start.
  std::optional<VirtualTime> work(RunSet& set, const std::function<bool()>& has_time);

 private:
  std::optional<VirtualTime> step_on(RunSet& set, const std::function<bool()>& has_time);
  std::optional<VirtualTime> step_back(RunSet& set, const std::function<bool()>& has_time);
  std::optional<VirtualTime> back_to_results(const RunSet& set);
  bool counts(const Simulation& simulation, std::int64_t before) const;
  std::int64_t count_of(const Simulation& simulation) const;
  bool concerns(const RunSet& set, std::size_t run) const;

  StepUnit unit_;
  int left_;
  std::size_t run_;
  VirtualTime from_;
  // Back: each run once, from the key frame before `limit_`.
  std::size_t next_run_ = 0;
  bool has_jumped_ = false;
  VirtualTime limit_;
  std::optional<VirtualTime> found_;
  VirtualTime jumped_to_;
};

}  // namespace millrace
