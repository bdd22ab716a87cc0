// sim/engine/simple_run.hpp — the reference of verdicts: all records through one worker, without
// time.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/job/job_statistics.hpp"
#include "sim/engine/world.hpp"

namespace millrace {

struct SimpleRun {
  JobStatistics statistics;
  VirtualTime last_due_at;
  std::uint64_t results_hash = 0;
};

/// Reads the topic in the order of time and processes it as V1 does; output goes to `out`. In steps of one batch, so
/// that it can go on beside something else; the steps are the same however they are asked for.
class SimpleRunner {
 public:
  SimpleRunner(std::shared_ptr<const RunSetup> setup, RunOutput& out);
  ~SimpleRunner();

  /// One batch. REQUIRES: !is_finished().
  void step();
  bool is_finished() const;
  /// Everything due before this was read; nothing once all was.
  std::optional<VirtualTime> read_to() const;
  /// Windows that end before it are complete in the output.
  EventTime completed_to() const;
  const SimpleRun& result() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace millrace
