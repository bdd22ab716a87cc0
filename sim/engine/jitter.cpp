// sim/engine/jitter.cpp — exponential and log-normal factors from portable functions alone.
#include "sim/engine/jitter.hpp"

#include <fast_float/fast_float.h>

#include <array>
#include <cmath>
#include <string>

#include "core/base/portable_math.hpp"
#include "core/base/text.hpp"

namespace millrace {

namespace {

constexpr double kSigmaMax = 4.0;

constexpr std::array<ParameterInfo, 1> make_lognormal_parameters() {
  ParameterInfo sigma;
  sigma.name = "sigma";
  sigma.summary = "Standard deviation of the factor's logarithm";
  sigma.default_text = "0.5";
  sigma.minimum = 0.0;
  sigma.maximum = kSigmaMax;
  return {sigma};
}

constexpr std::array<ParameterInfo, 1> kLognormalParameters = make_lognormal_parameters();

/// In (0, 1]: its logarithm is finite.
double unit_above_zero(Prng& prng) {
  return 1.0 - prng.unit();
}

}  // namespace

Result<JitterSpec> parse_jitter(const Choice& choice) {
  JitterSpec spec;
  if (equals_ignoring_case(choice.name, "none")) return spec;
  if (equals_ignoring_case(choice.name, "exponential")) {
    spec.kind = JitterSpec::Kind::kExponential;
    return spec;
  }
  if (!equals_ignoring_case(choice.name, "lognormal")) {
    return Error{ErrorCode::kOption,
                 "unknown jitter '" + choice.name + "'; valid: none, exponential, lognormal",
                 {}};
  }
  spec.kind = JitterSpec::Kind::kLognormal;
  for (const auto& [name, value] : choice.parameters) {
    if (name != "sigma") continue;
    const auto read = fast_float::from_chars(value.data(), value.data() + value.size(), spec.sigma);
    const bool is_number = read.ec == std::errc() && read.ptr == value.data() + value.size();
    if (!is_number || !(spec.sigma >= 0.0 && spec.sigma <= kSigmaMax)) {
      return Error{ErrorCode::kOption, "jitter: sigma must be from 0 to 4, got " + value, {}};
    }
  }
  return spec;
}

std::vector<ChoiceInfo> jitter_choices() {
  return {{"none", "Service times are exactly what the cost model says", {}, {}},
          {"exponential", "Exponential service times with that mean", {}, {}},
          {"lognormal", "Log-normal service times with that mean", {}, kLognormalParameters}};
}

std::int64_t JitterStream::apply(std::int64_t service_ns) {
  if (spec_.kind == JitterSpec::Kind::kNone || service_ns == 0) return service_ns;
  return static_cast<std::int64_t>(
      std::floor(static_cast<double>(service_ns) * next_factor() + 0.5));
}

double JitterStream::next_factor() {
  if (spec_.kind == JitterSpec::Kind::kExponential) return -portable_log(unit_above_zero(prng_));
  // exp(sigma·Z − sigma²/2) has mean 1.
  return portable_exp(spec_.sigma * next_normal() - spec_.sigma * spec_.sigma / 2.0);
}

double JitterStream::next_normal() {
  // Marsaglia's polar method: logarithm and square root only.
  for (;;) {
    const double u = 2.0 * prng_.unit() - 1.0;
    const double v = 2.0 * prng_.unit() - 1.0;
    const double square = u * u + v * v;
    if (square >= 1.0 || square == 0.0) continue;
    return u * std::sqrt(-2.0 * portable_log(square) / square);
  }
}

}  // namespace millrace
