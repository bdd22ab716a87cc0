// sim/study/shrink.hpp — from a scenario in which a strategy is wrong to a small one in which it still is: one change
// after the other is tried, and kept while the verdict stays `invalid` (delta debugging, Zeller 1999).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "core/base/result.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_reading.hpp"
#include "sim/workload/topic_log.hpp"

namespace millrace {

/// Works in slices, so that a window stays quick. Used by one thread. The same scenario shrinks to the same one on
/// every platform, however it is sliced.
class Shrinker {
 public:
  /// `surroundings` and `files` as the scenario was read with; functions that they hold are called while it works.
  /// Errors (kOption): the strategy is not known.
  static Result<std::unique_ptr<Shrinker>> make(Scenario scenario, const std::string& strategy,
                                                ScenarioSurroundings surroundings,
                                                WorkloadFiles files);
  ~Shrinker();

  /// Goes on until there is no time left. Whether there is nothing more to try.
  bool work(const std::function<bool()>& has_time);
  /// Whether the scenario that it began with gives a wrong verdict: only then is there anything to shrink. Known after
  /// the first try.
  bool is_wrong() const;
  /// The smallest so far: only this strategy is compared, and it runs although validation refuses it.
  const Scenario& smallest() const;
  /// The same, with a name and a description that say what it is.
  Scenario result() const;
  std::int64_t rows() const;  // read in its run
  int tries() const;          // runs so far

 private:
  struct State;
  explicit Shrinker(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace millrace
