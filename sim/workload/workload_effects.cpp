// sim/workload/workload_effects.cpp — the rows that an effect is about.
#include "sim/workload/workload_effects.hpp"

#include <algorithm>
#include <cstddef>

namespace millrace {

std::pair<std::size_t, std::size_t> rows_in(EffectSpan span,
                                            std::span<const std::int64_t> times_ns) {
  const auto begin = std::lower_bound(times_ns.begin(), times_ns.end(), span.begin_ns);
  const auto end = std::lower_bound(begin, times_ns.end(), span.end_ns);
  return {static_cast<std::size_t>(begin - times_ns.begin()),
          static_cast<std::size_t>(end - times_ns.begin())};
}

}  // namespace millrace
