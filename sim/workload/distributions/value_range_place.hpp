// sim/workload/distributions/value_range_place.hpp — the value number nearest to a place between the
// first value (0) and the last (1).
#pragma once

#include <cstdint>

namespace millrace::distributions {

/// REQUIRES: 0 <= place <= 1.
inline std::uint64_t number_at(double place, std::uint64_t value_count) {
  return static_cast<std::uint64_t>(place * static_cast<double>(value_count - 1) + 0.5);
}

}  // namespace millrace::distributions
