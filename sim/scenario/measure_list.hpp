// sim/scenario/measure_list.hpp — what `expect:` can hold a strategy to: figures of one strategy in `compare
// --json`. The
// names are a contract; sim/study computes each of them.
#pragma once

#include <span>

#include "sim/scenario/scenario_vocabulary.hpp"

namespace millrace {

std::span<const MeasureInfo> comparison_measures();

}  // namespace millrace
