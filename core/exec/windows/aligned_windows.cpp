// core/exec/windows/aligned_windows.cpp — floor alignment, a division only where a row leaves the
// step of the one before.
#include "core/exec/windows/aligned_windows.hpp"

#include <limits>

#include "core/base/assert.hpp"
#include "core/exec/saturating.hpp"

namespace millrace {
namespace {

constexpr std::int64_t kTimeMin = std::numeric_limits<std::int64_t>::min();

/// a - b for a >= b, whatever their signs.
std::uint64_t distance(std::int64_t a, std::int64_t b) {
  return static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b);
}

}  // namespace

AlignedWindows::AlignedWindows(std::int64_t length_ms, std::int64_t step_ms)
    : length_ms_(length_ms), step_ms_(step_ms), full_steps_(0), rest_(0) {
  MILLRACE_ASSERT(length_ms > 0);
  MILLRACE_ASSERT(step_ms > 0);
  MILLRACE_ASSERT((length_ms - 1) / step_ms < kWindowsPerRowMax);
  full_steps_ = static_cast<std::uint32_t>((length_ms - 1) / step_ms);
  rest_ = (length_ms - 1) % step_ms;
}

void AlignedWindows::assign(std::span<const std::int64_t> times_ms,
                            std::span<std::int64_t> first_starts,
                            std::span<std::uint32_t> counts) const {
  // The newest window that covers a time t starts at `last` = t - behind, behind = t mod step; the
  // windows before it cover t as long as behind + n * step <= length - 1.
  std::int64_t last = 0;
  for (std::size_t i = 0; i < times_ms.size(); ++i) {
    const std::int64_t time = times_ms[i];
    std::uint64_t behind = distance(time, last);
    if (time < last || behind >= static_cast<std::uint64_t>(step_ms_) || last == kTimeMin) {
      behind = static_cast<std::uint64_t>(floor_remainder(time, step_ms_));
      last = saturating_subtract(time, static_cast<std::int64_t>(behind));
    }
    std::uint32_t count = full_steps_ + (behind <= static_cast<std::uint64_t>(rest_) ? 1u : 0u);
    const std::int64_t first =
        saturating_subtract(last, (std::int64_t{count} - 1) * (count == 0 ? 0 : step_ms_));
    first_starts[i] = first;
    if (first == kTimeMin && count > 1) {
      count = static_cast<std::uint32_t>(distance(last, kTimeMin) / distance(step_ms_, 0)) + 1;
      first_starts[i] = last - (std::int64_t{count} - 1) * step_ms_;
    }
    counts[i] = count;
  }
}

}  // namespace millrace
