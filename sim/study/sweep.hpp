// sim/study/sweep.hpp — a scenario over a grid of settings, each cell with replications of its own seeds: estimates
// with confidence intervals.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_vocabulary.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/statistics.hpp"

namespace millrace {

/// One path of the scenario and the values it takes, as YAML.
struct SweepAxis {
  std::string path;
  std::vector<std::string> values;
  friend bool operator==(const SweepAxis&, const SweepAxis&) = default;
};

/// Reads `engine.cores=4,8,16` and `topic.key=[a],[b, c]`: commas within brackets, braces and quotes do not separate.
Result<SweepAxis> parse_axis(std::string_view text);

/// What is left out at the start of each run, so that figures are of the steady state.
struct WarmUp {
  enum class Kind : std::uint8_t {
    kAuto,  // MSER-5 on the median latency over time of each cell's first replication, the longest of its strategies
    kShare,  // of the scenario's duration
    kNone,
  };
  Kind kind = Kind::kAuto;
  double share = 0.0;
};

/// `auto`, `none`, or a share such as 10%.
Result<WarmUp> parse_warm_up(std::string_view text);

struct SweepOptions {
  std::vector<SweepAxis> axes;  // none: one cell
  std::uint32_t replications = 1;
  WarmUp warm_up;
  bool has_verdicts = false;  // compare each run with one worker's results: costs one run more
  const ScenarioVocabulary* vocabulary = nullptr;  // REQUIRES: set
  StudyOptions study;
};

/// One strategy at one point of the grid.
struct SweepCell {
  std::vector<std::string> values;  // one per axis
  std::string strategy;
  std::string verdict;  // the worst of the replications; "" where not asked for and not refused
  std::string refusal;  // why it did not run; else ""
  std::int64_t warm_up_ns = 0;
  std::vector<std::optional<Estimate>>
      measures;                // as comparison_measures(); nothing for words and unknown figures
  std::uint64_t run_hash = 0;  // over the replications
};

struct SweepResult {
  std::vector<SweepAxis> axes;
  std::uint32_t replications = 1;
  std::vector<SweepCell> cells;  // the last axis changes first, then strategies

  /// Nothing where there is no such cell or figure.
  std::optional<Estimate> find(const std::vector<std::string>& values, std::string_view strategy,
                               std::string_view measure) const;
};

/// Errors: a path or value that the scenario does not have, scenarios that the checks refuse, and those of
/// compare_strategies().
Result<SweepResult> sweep(const Scenario& scenario, const SweepOptions& options);

// The same in pieces, for who shares the grid out: all cells of the points from 0 on, one after the other, are those of
// sweep().

/// How many points the grid has. Errors: settings of any point, as sweep() finds them before it runs anything.
Result<std::size_t> sweep_points(const Scenario& scenario, const SweepOptions& options);
/// The cells of one point. REQUIRES: point < sweep_points(). Errors: as sweep().
Result<SweepResult> sweep_point(const Scenario& scenario, const SweepOptions& options,
                                std::size_t point);

/// The seed of replication `index`; the first one is the scenario's own.
std::uint64_t replication_seed(std::uint64_t seed, std::uint32_t index);

}  // namespace millrace
