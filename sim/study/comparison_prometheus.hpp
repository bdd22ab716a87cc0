// sim/study/comparison_prometheus.hpp — the figures at the end of each run as one page of Prometheus text:
// Velostream's
// names, so that its dashboards work, and ours.
#pragma once

#include <string>

#include "sim/study/comparison.hpp"

namespace millrace {

/// Labels: partition and strategy; never a key. Refused strategies have no samples.
std::string comparison_prometheus(const Comparison& comparison);

}  // namespace millrace
