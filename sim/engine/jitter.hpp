// sim/engine/jitter.hpp — chance in service times, for queueing studies: what exact durations are
// multiplied by.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/prng.hpp"
#include "core/base/result.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_vocabulary.hpp"

namespace millrace {

/// A distribution of factors with mean 1.
struct JitterSpec {
  enum class Kind : std::uint8_t { kNone, kExponential, kLognormal };
  Kind kind = Kind::kNone;
  double sigma = 0.5;  // kLognormal: of the logarithm
};

/// kOption: an unknown name, or a parameter out of range.
Result<JitterSpec> parse_jitter(const Choice& choice);
std::vector<ChoiceInfo> jitter_choices();

/// The service times of one stage (one worker, the router, one sink): a stream of its own, so that
/// another stage's work never shifts it. A value.
class JitterStream {
 public:
  JitterStream(const JitterSpec& spec, Prng prng) : spec_(spec), prng_(prng) {}
  /// `service_ns` times the next factor, rounded to the nearest; draws nothing for kNone.
  std::int64_t apply(std::int64_t service_ns);

 private:
  double next_factor();
  double next_normal();

  JitterSpec spec_;
  Prng prng_;
};

}  // namespace millrace
