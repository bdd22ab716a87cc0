// tests/study/small_scenarios.hpp — scenarios of a few thousand rows, written as the file would be.
#pragma once

#include <memory>
#include <string>

#include "sim/scenario/scenario.hpp"

namespace millrace::fixture {

/// 4 source partitions keyed by symbol, totals by trader and second, 4 workers on 4 cores, 2 s at 2,000 rows/s.
Scenario misaligned_scenario();
/// The same, keyed by trader.
Scenario aligned_scenario();

std::shared_ptr<const Scenario> shared(Scenario scenario);

}  // namespace millrace::fixture
