// sim/study/calibration.hpp — prices of the engine's own operations on this machine, each from an experiment in which
// core really does it: the figures behind the cost model. The clock is the caller's.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.hpp"
#include "sim/engine/cost_model.hpp"

namespace millrace {

/// Nanoseconds that never go back.
using NanosecondClock = std::function<std::int64_t()>;

struct CalibratedCost {
  Cost cost = Cost::kRow;
  double ns = 0.0;       // median of the repeats, never below 0
  double spread = 0.0;   // from the lower to the upper quartile
  std::string_view how;  // what was timed
};

struct CalibrationOptions {
  std::uint32_t repeats = 7;       // of each experiment; one more before, to warm up
  std::uint32_t batch_count = 24;  // of an experiment
  std::function<void(double share)> on_progress = {};
};

/// One figure for every cost that the engine has an operation for; receiving from a broker is not among them.
/// REQUIRES: repeats >= 1.
std::vector<CalibratedCost> calibrate(const NanosecondClock& clock,
                                      const CalibrationOptions& options = {});

/// A cost file: `name: 2.1ns  # how`, a line each, after a comment with `machine`.
std::string cost_file_text(const std::vector<CalibratedCost>& costs, std::string_view machine);
/// Reads a cost file back. Errors: kInput, with the line.
Result<std::vector<std::pair<std::string, double>>> read_cost_file(std::string_view text);

}  // namespace millrace
