// sim/workload/workload_effects.hpp — what the faults of a timeline do to the records of a topic, as
// plain data with times: filled by faults/*.cpp, worked off by the generator.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/base/prng.hpp"
#include "sim/workload/rate_curve.hpp"

namespace millrace {

/// [begin, end) in nanoseconds of the run.
struct EffectSpan {
  std::int64_t begin_ns = 0;
  std::int64_t end_ns = 0;
};

/// A share of the rows gets one value of a field.
struct HotKeyEffect {
  EffectSpan span;
  std::uint32_t field = 0;
  std::uint64_t number = 0;  // of the value
  double share = 0.0;
  Prng random;
};

/// A producer's clock is wrong: its event times and timestamps are shifted.
struct ClockSkewEffect {
  EffectSpan span;
  std::optional<std::uint32_t> producer;  // nothing: all of them
  std::int64_t skew_ms = 0;
};

/// From an instant on the topic has more partitions.
struct PartitionsEffect {
  std::int64_t at_ns = 0;
  std::uint32_t added = 0;
};

enum class PauseMode : std::uint8_t {
  kSilent,  // nothing is written to it
  kHeld,    // what is written can be had only when the pause is over, all at once
};

struct PauseEffect {
  EffectSpan span;
  std::optional<std::uint32_t> partition;  // nothing: all of them
  PauseMode mode = PauseMode::kSilent;
};

/// A share of the records cannot be read by any consumer.
struct PoisonEffect {
  EffectSpan span;
  double share = 0.0;
  Prng random;
};

struct WorkloadEffects {
  std::vector<std::vector<RateFactor>> rate_factors;  // each list ascending; all multiply
  std::vector<HotKeyEffect> hot_keys;                 // later ones win
  std::vector<ClockSkewEffect> clock_skews;           // add up
  std::vector<PartitionsEffect> partitions;           // by time
  std::vector<PauseEffect> pauses;
  std::vector<PoisonEffect> poisons;
};

/// Rows [first, second) of ascending times that lie in the span.
std::pair<std::size_t, std::size_t> rows_in(EffectSpan span,
                                            std::span<const std::int64_t> times_ns);

}  // namespace millrace
