// tests/study/outcomes.hpp — outcomes and comparisons with figures written by hand.
#pragma once

#include <string>

#include "sim/study/comparison.hpp"

namespace millrace::fixture {

/// Right, at 12,000 rows/s and p99 1.5 ms, on two workers and cores.
StrategyOutcome valid_outcome(const std::string& strategy);
/// Two groups of ten split over two workers.
StrategyOutcome invalid_outcome(const std::string& strategy);
StrategyOutcome refused_outcome(const std::string& strategy, const std::string& reason);
/// Right, but takes in only 3,000 of 12,000 rows/s, all on one worker.
StrategyOutcome saturated_outcome(const std::string& strategy);

/// Sentences, advice and hash filled in.
Comparison comparison_of(std::vector<StrategyOutcome> outcomes);

}  // namespace millrace::fixture
