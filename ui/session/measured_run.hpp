// ui/session/measured_run.hpp — a job that really runs, in time on the wall, seen as a simulation is seen: the same
// snapshot and series, so that panels need not know. Who makes one has threads; a session only looks.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "core/base/result.hpp"
#include "core/job/job_plan.hpp"
#include "core/job/job_statistics.hpp"
#include "sim/engine/recorder.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/engine/snapshot.hpp"
#include "sim/scenario/scenario.hpp"

namespace millrace {

/// Runs from the moment it is made; dropping it stops it. All functions belong to one thread. Times are nanoseconds
/// since the start, without pauses.
class MeasuredRun {
 public:
  virtual ~MeasuredRun() = default;

  /// Nothing more is fed while paused; what was fed is worked off.
  virtual void set_paused(bool is_paused) = 0;
  /// Adds a point to the series where one is due. Call once a frame.
  virtual void sample() = 0;
  virtual SimulationSnapshot snapshot() const = 0;
  virtual const JobPlan& plan() const = 0;
  virtual const Recorder& recorder() const = 0;
  /// Holds kSourceLag of every source partition.
  virtual const Recorder& source_lag() const = 0;
  /// Everything was fed and is through.
  virtual bool is_finished() const = 0;
  /// Why it ended early: a recording that cannot be read; "" otherwise.
  virtual std::string problem() const = 0;

  // REQUIRES: is_finished().
  virtual std::span<const WorkerResults> results() const = 0;
  virtual const JobStatistics& statistics() const = 0;
};

/// Starts the scenario's job under a strategy, on its own records, at their own pace × `speed` (0: as fast as
/// possible). A plan that validation refuses runs all the same. Errors: those of the workload and of the plan.
using MeasuredRunMaker = std::function<Result<std::unique_ptr<MeasuredRun>>(
    std::shared_ptr<const Scenario> scenario, const std::string& strategy, double speed)>;

}  // namespace millrace
