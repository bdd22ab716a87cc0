// core/metrics/percentile_table.hpp — a histogram as the percentile table (.hgrm) that
// HdrHistogram's plotters read.
#pragma once

#include <cstdint>
#include <string>

#include "core/metrics/latency_histogram.hpp"

namespace millrace {

struct PercentileTableOptions {
  std::int64_t units_per_output_unit = 1;  // 1000: recorded in ns, written in µs
  std::int32_t ticks_per_half_distance =
      5;  // rows from one halving of the distance to 100 % to the next
};

/// Value, percentile, total count and 1/(1 − percentile), finer towards 100 %, and the three footer
/// lines, in the layout of HdrHistogram's outputPercentileDistribution. An empty histogram gives
/// the header and the footer.
std::string percentile_table(const LatencyHistogram& histogram,
                             const PercentileTableOptions& options = {});

}  // namespace millrace
