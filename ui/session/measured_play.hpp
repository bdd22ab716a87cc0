// ui/session/measured_play.hpp — what a session shows instead of its simulations while a job runs for real: one
// strategy, time on the wall, and the verdict on it in the end.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "sim/workload/topic_log.hpp"
#include "ui/session/command.hpp"
#include "ui/session/measured_run.hpp"
#include "ui/session/view.hpp"

namespace millrace {

class MeasuredPlay {
 public:
  struct Request {
    std::shared_ptr<const Scenario> scenario;
    WorkloadFiles files;
    std::string strategy;  // canonical name
    std::string display_name;
    double speed = 1.0;  // of its records; infinite: as fast as possible
  };
  /// Starts at once. Errors: the maker's.
  static Result<std::unique_ptr<MeasuredPlay>> start(Request request, const MeasuredRunMaker& make);

  /// Play and pause. False: not a command of a measured run; `notice` then says why where it can only be simulated.
  bool apply(const Command& command, std::string& notice);
  /// Looks at the run, judges it when it is over. Whether anything is new.
  bool advance(const std::function<bool()>& has_time);
  bool is_active() const;
  /// Time, runs and sentence of the view become this run's.
  void fill(WorkbenchView& view) const;

 private:
  MeasuredPlay(Request request, std::unique_ptr<MeasuredRun> run);

  void refresh();
  void judge_run();
  bool work_reference(const std::function<bool()>& has_time);

  Request request_;
  std::unique_ptr<MeasuredRun> run_;
  std::unique_ptr<Simulation> reference_;  // one worker alone, once the run is over
  std::optional<Verdict> verdict_;
  std::optional<VirtualTime> first_split_at_;
  std::vector<TimelineEvent> events_;  // none: faults are simulated
  std::vector<RunView> views_;         // one
  std::string sentence_;
  bool is_paused_ = false;
};

}  // namespace millrace
