// sim/workload/arrivals/bursty.cpp — on and off: Poisson arrivals in bursts with silence between,
// and the mean rate of the load all the same. With exponential phases a Markov-modulated Poisson
// process of two states.
#include <algorithm>
#include <array>

#include "sim/workload/arrivals/factor_limit.hpp"
#include "sim/workload/arrivals/poisson_process.hpp"
#include "sim/workload/ziggurat.hpp"

namespace millrace::arrivals {
namespace {

constexpr std::int64_t kPhaseNsMin = 1'000;

Result<Arrivals> create(const ArrivalContext& context) {
  const Parameters& parameters = *context.parameters;
  const std::int64_t on_ns = parameters.duration("on").ns;
  const std::int64_t off_ns = parameters.duration("off").ns;
  const double quiet = parameters.number("quiet");
  const bool is_random = parameters.text("phases") == "exponential";
  const auto on = static_cast<double>(on_ns);
  const auto off = static_cast<double>(off_ns);
  const double on_factor = (on + off) / (on + quiet * off);

  Arrivals arrivals{make_poisson_process(context.random.fork("points")), {}};
  Prng phases = context.random.fork("phases");
  std::int64_t at = 0;
  for (bool is_on = true; at < context.duration_ns; is_on = !is_on) {
    if (static_cast<std::int64_t>(arrivals.factors.size()) == kFactorsMax) {
      return too_many_factors("bursty", "phases");
    }
    std::int64_t length = is_on ? on_ns : off_ns;
    if (is_random) {
      const double drawn = draw_exponential(phases) * static_cast<double>(length);
      length = std::max(static_cast<std::int64_t>(drawn), kPhaseNsMin);
    }
    const double factor = is_on ? on_factor : on_factor * quiet;
    const std::int64_t end = at + std::min(length, context.duration_ns - at);
    arrivals.factors.push_back({at, end, factor, factor});
    at = end;
  }
  return arrivals;
}

constexpr std::array<std::string_view, 2> kPhases = {"fixed", "exponential"};
constexpr std::array kParameters = {
    ParameterInfo{.name = "on",
                  .summary = "Length of a burst; the run begins with one",
                  .kind = ParameterKind::kDuration,
                  .default_text = "1s",
                  .minimum = 1'000.0,
                  .unit = "ns"},
    ParameterInfo{.name = "off",
                  .summary = "Time between bursts",
                  .kind = ParameterKind::kDuration,
                  .default_text = "1s",
                  .minimum = 1'000.0,
                  .unit = "ns"},
    ParameterInfo{.name = "quiet",
                  .summary = "Rate between bursts as a share of the rate in them",
                  .kind = ParameterKind::kShare,
                  .default_text = "0",
                  .minimum = 0.0,
                  .maximum = 1.0},
    ParameterInfo{.name = "phases",
                  .summary = "Whether bursts and gaps all have these lengths, or on average",
                  .kind = ParameterKind::kWord,
                  .default_text = "fixed",
                  .words = kPhases},
};
constexpr std::array<std::string_view, 2> kAliases = {"on_off", "mmpp"};

}  // namespace

extern const ArrivalInfo bursty;
const ArrivalInfo bursty = {
    .name = "bursty",
    .summary = "On and off: bursts with silence between, at the load's rate on average",
    .aliases = kAliases,
    .parameters = kParameters,
    .create = create,
};

}  // namespace millrace::arrivals
