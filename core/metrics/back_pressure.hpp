// core/metrics/back_pressure.hpp — how full a queue is, in the four states people act on, and the
// throttle that Velostream derives from them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace millrace {

/// Of a queue by utilisation: below 0.70 healthy, below 0.85 warning, below 0.95 critical, else
/// saturated.
enum class BackPressureState : std::uint8_t { kHealthy, kWarning, kCritical, kSaturated };

/// HEALTHY, WARNING, CRITICAL, SATURATED.
std::string_view to_text(BackPressureState state);

/// queued / capacity, 0…1. A capacity of 0 gives 0; one batch larger than the queue gives 1.
double utilisation(std::int64_t queued_rows, std::int64_t capacity_rows);
/// By exact integer comparison: 700 of 1000 is a warning, whatever 0.7 is in binary. A capacity of
/// 0 is healthy.
BackPressureState back_pressure_state(std::int64_t queued_rows, std::int64_t capacity_rows);
/// Critical and saturated queues ask their source to slow down.
bool requires_throttling(BackPressureState state);
/// The worst of them; healthy when there is none.
BackPressureState worst_of(std::span<const BackPressureState> states);
/// "HEALTHY", "WARNING (partition 3, 72.0% util)", "CRITICAL (partition 3, 90.5% util)", "SATURATED
/// (partition 3)".
std::string describe_back_pressure(std::uint32_t partition, std::int64_t queued_rows,
                                   std::int64_t capacity_rows);

/// How long a source waits before its next batch. Defaults are Velostream's.
struct ThrottleOptions {
  bool is_enabled = true;
  std::int64_t delay_us_min = 100;
  std::int64_t delay_us_max = 10'000;
  std::int64_t backoff_multiplier = 2;
};

/// Healthy 0, warning the least delay, critical that times the multiplier (never above the
/// largest), saturated the largest; always 0 where throttling is off.
std::int64_t throttle_delay_us(BackPressureState worst, const ThrottleOptions& options = {});

}  // namespace millrace
