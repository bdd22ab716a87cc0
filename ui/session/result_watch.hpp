// ui/session/result_watch.hpp — results held against those of one worker as soon as both are
// complete, window by window:
// which result was the first wrong one, and how many are by now.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/units.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/study/verdict.hpp"

namespace millrace {

/// Result rows by the end of their window. Places in a simulation's results only; the same after
/// it went back and came
/// again, as its results then are.
class WindowRows {
 public:
  /// Notes what is new since the last call.
  void take_in(const std::vector<WorkerResults>& results);
  bool is_empty(EventTime from, EventTime to) const;
  /// Rows of windows that end in [from, to), by sink. Shares columns where it can.
  std::vector<WorkerResults> between(const std::vector<WorkerResults>& results, EventTime from,
                                     EventTime to) const;

 private:
  struct Piece {
    std::uint32_t sink = 0;
    std::uint32_t batch = 0;
    std::vector<std::uint32_t> rows;  // empty: all
  };

  std::map<std::int64_t, std::vector<Piece>> by_end_ms_;
  std::vector<std::size_t> batches_taken_;  // by sink
};

/// One worker alone over the same records; goes forwards only, ahead of the runs.
struct ReferenceRun {
  std::unique_ptr<Simulation> simulation;
  WindowRows rows;
};

/// Counts up to an instant.
struct ResultCheck {
  VirtualTime at;
  std::int64_t checked = 0;
  std::int64_t wrong = 0;
};

/// Of one run. Queries with windows: a window is looked at when both have closed it. Groups
/// without windows: a group
/// that two workers have written is wrong. Other queries wait for the verdict at the end.
class ResultWatch {
 public:
  ResultWatch();
  ResultWatch(ResultWatch&&) noexcept;
  ResultWatch& operator=(ResultWatch&&) noexcept;
  ~ResultWatch();

  void look(const Simulation& run, const SimulationPulse& pulse, ReferenceRun& reference);

  /// When the first wrong result was written; stays known when the run goes back.
  std::optional<VirtualTime> first_wrong_at() const { return first_wrong_at_; }
  ResultCheck up_to(VirtualTime time) const;
  /// The windows that closed when the first wrong result was found, judged by themselves, with their evidence; null
  /// before, and for queries without windows.
  const Verdict* first_wrong() const { return first_wrong_.has_value() ? &*first_wrong_ : nullptr; }
  std::vector<GroupEvidence>* first_wrong_groups() {
    return first_wrong_.has_value() ? &first_wrong_->first : nullptr;
  }

 private:
  struct Groups;

  void look_at_windows(const Simulation& run, const SimulationPulse& pulse,
                       ReferenceRun& reference);
  void look_at_groups(const Simulation& run);
  void note(VirtualTime at, std::int64_t checked, std::int64_t wrong);

  WindowRows rows_;
  EventTime checked_to_ = EventTime::min();
  std::unique_ptr<Groups> groups_;
  std::vector<ResultCheck> checks_;  // cumulative, by time
  std::optional<VirtualTime> first_wrong_at_;
  std::optional<Verdict> first_wrong_;
};

}  // namespace millrace
