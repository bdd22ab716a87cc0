// core/metrics/back_pressure.cpp — thresholds and texts.
#include "core/metrics/back_pressure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/base/assert.hpp"
#include "core/base/int128.hpp"

namespace millrace {
namespace {

constexpr std::array<std::string_view, 4> kStateTexts = {"HEALTHY", "WARNING", "CRITICAL",
                                                         "SATURATED"};

bool is_below(std::int64_t queued_rows, std::int64_t capacity_rows, int percent) {
  return static_cast<Int128>(queued_rows) * 100 < static_cast<Int128>(capacity_rows) * percent;
}

}  // namespace

std::string_view to_text(BackPressureState state) {
  return kStateTexts[static_cast<std::uint8_t>(state)];
}

double utilisation(std::int64_t queued_rows, std::int64_t capacity_rows) {
  if (capacity_rows <= 0 || queued_rows <= 0) return 0.0;
  if (queued_rows >= capacity_rows) return 1.0;
  return static_cast<double>(queued_rows) / static_cast<double>(capacity_rows);
}

BackPressureState back_pressure_state(std::int64_t queued_rows, std::int64_t capacity_rows) {
  if (capacity_rows <= 0 || is_below(queued_rows, capacity_rows, 70)) {
    return BackPressureState::kHealthy;
  }
  if (is_below(queued_rows, capacity_rows, 85)) return BackPressureState::kWarning;
  if (is_below(queued_rows, capacity_rows, 95)) return BackPressureState::kCritical;
  return BackPressureState::kSaturated;
}

bool requires_throttling(BackPressureState state) {
  return state == BackPressureState::kCritical || state == BackPressureState::kSaturated;
}

BackPressureState worst_of(std::span<const BackPressureState> states) {
  BackPressureState worst = BackPressureState::kHealthy;
  for (const BackPressureState state : states) worst = std::max(worst, state);
  return worst;
}

std::string describe_back_pressure(std::uint32_t partition, std::int64_t queued_rows,
                                   std::int64_t capacity_rows) {
  const BackPressureState state = back_pressure_state(queued_rows, capacity_rows);
  switch (state) {
    case BackPressureState::kHealthy:
      break;
    case BackPressureState::kWarning:
    case BackPressureState::kCritical:
      return fmt::format("{} (partition {}, {:.1f}% util)", to_text(state), partition,
                         utilisation(queued_rows, capacity_rows) * 100.0);
    case BackPressureState::kSaturated:
      return fmt::format("{} (partition {})", to_text(state), partition);
  }
  return std::string(to_text(state));
}

std::int64_t throttle_delay_us(BackPressureState worst, const ThrottleOptions& options) {
  MILLRACE_ASSERT(options.delay_us_min >= 0);
  MILLRACE_ASSERT(options.delay_us_max >= options.delay_us_min);
  MILLRACE_ASSERT(options.backoff_multiplier >= 1);
  if (!options.is_enabled) return 0;
  switch (worst) {
    case BackPressureState::kHealthy:
      return 0;
    case BackPressureState::kWarning:
      return options.delay_us_min;
    case BackPressureState::kCritical:
      return std::min(options.delay_us_min * options.backoff_multiplier, options.delay_us_max);
    case BackPressureState::kSaturated:
      return options.delay_us_max;
  }
  return 0;
}

}  // namespace millrace
