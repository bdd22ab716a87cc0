// sim/workload/arrivals/diurnal.cpp — day and night: Poisson arrivals at a rate that follows a sine.
#include <algorithm>
#include <array>

#include "sim/workload/arrivals/factor_limit.hpp"
#include "sim/workload/arrivals/poisson_process.hpp"

namespace millrace::arrivals {
namespace {

/// Straight pieces of a period; off the sine by less than 0.1 % of the amplitude.
constexpr std::int64_t kPieces = 96;

/// sin(2π × numerator / kPieces) by Taylor series within an eighth of a turn, from + − × ÷ alone.
double sine_of_piece(std::int64_t numerator) {
  constexpr double kTwoPi = 6.283185307179586;
  std::int64_t place = numerator % kPieces;
  double sign = 1.0;
  if (place >= kPieces / 2) {
    place -= kPieces / 2;
    sign = -1.0;
  }
  place = std::min(place, kPieces / 2 - place);  // the first quarter
  const bool is_cosine = place > kPieces / 8;
  if (is_cosine) place = kPieces / 4 - place;
  const double x = kTwoPi * static_cast<double>(place) / double{kPieces};
  double term = is_cosine ? 1.0 : x;
  double sum = term;
  for (int n = is_cosine ? 2 : 3; n <= 19; n += 2) {
    term *= -x * x / static_cast<double>(n * (n - 1));
    sum += term;
  }
  return sign * sum;
}

Result<Arrivals> create(const ArrivalContext& context) {
  const Parameters& parameters = *context.parameters;
  const std::int64_t period_ns = parameters.duration("period").ns;
  const double amplitude = parameters.number("amplitude");
  if (context.duration_ns / period_ns >= kFactorsMax / kPieces) {
    return too_many_factors("diurnal", "pieces of a period");
  }
  const auto shift = static_cast<std::int64_t>(parameters.number("phase") * double{kPieces} + 0.5);
  Arrivals arrivals{make_poisson_process(context.random), {}};
  const auto factor_at = [&](std::int64_t piece) {
    return 1.0 + amplitude * sine_of_piece(piece + shift);
  };
  const auto begin_of = [&](std::int64_t piece) {
    return piece / kPieces * period_ns +
           static_cast<std::int64_t>(static_cast<double>(piece % kPieces) / double{kPieces} *
                                     static_cast<double>(period_ns));
  };
  for (std::int64_t piece = 0; begin_of(piece) < context.duration_ns; ++piece) {
    arrivals.factors.push_back(
        {begin_of(piece), begin_of(piece + 1), factor_at(piece), factor_at(piece + 1)});
  }
  return arrivals;
}

constexpr std::array kParameters = {
    ParameterInfo{.name = "period",
                  .summary = "Length of a day",
                  .kind = ParameterKind::kDuration,
                  .default_text = "24h",
                  .minimum = 1'000'000.0,
                  .unit = "ns"},
    ParameterInfo{.name = "amplitude",
                  .summary = "How far the rate goes above and below its mean, as a share of it",
                  .kind = ParameterKind::kShare,
                  .default_text = "0.5",
                  .minimum = 0.0,
                  .maximum = 1.0},
    ParameterInfo{.name = "phase",
                  .summary = "Where in the day the run begins: 0 in the morning at the mean and "
                             "rising, 0.25 at the peak, 0.75 in the deepest night",
                  .kind = ParameterKind::kShare,
                  .default_text = "0",
                  .minimum = 0.0,
                  .maximum = 1.0},
};
constexpr std::array<std::string_view, 2> kAliases = {"sine", "daily"};

}  // namespace

extern const ArrivalInfo diurnal;
const ArrivalInfo diurnal = {
    .name = "diurnal",
    .summary = "Day and night: the rate follows a sine around that of the load",
    .aliases = kAliases,
    .parameters = kParameters,
    .create = create,
};

}  // namespace millrace::arrivals
