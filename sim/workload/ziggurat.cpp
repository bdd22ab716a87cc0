// sim/workload/ziggurat.cpp — 256 layers of equal area under the density, and its tail.
#include "sim/workload/ziggurat.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "core/base/portable_math.hpp"

namespace millrace {

namespace {

constexpr std::size_t kLayers = 256;

/// Layer i reaches from 0 to edges[i] and from heights[i] up to heights[i + 1]; layer 0 is the base
/// with the tail, its edge as wide as if the tail were a box. edges[kLayers] is 0.
struct Ziggurat {
  std::array<double, kLayers + 1> edges = {};
  std::array<double, kLayers + 1> heights = {};  // density at the edges; 1 at the top
};

/// `tail_begin` r and the area v of a layer are those published for 256 layers.
Ziggurat make_ziggurat(double tail_begin, double area, double (*density)(double),
                       double (*inverse)(double)) {
  Ziggurat ziggurat;
  ziggurat.edges[0] = area / density(tail_begin);
  ziggurat.edges[1] = tail_begin;
  ziggurat.heights[0] = 0.0;
  ziggurat.heights[1] = density(tail_begin);
  for (std::size_t i = 2; i < kLayers; ++i) {
    const double height = ziggurat.heights[i - 1] + area / ziggurat.edges[i - 1];
    ziggurat.edges[i] = inverse(height);
    ziggurat.heights[i] = height;
  }
  ziggurat.edges[kLayers] = 0.0;
  ziggurat.heights[kLayers] = 1.0;
  return ziggurat;
}

double exponential_density(double x) {
  return portable_exp(-x);
}
double exponential_inverse(double y) {
  return -portable_log(y);
}
double normal_density(double x) {
  return portable_exp(-0.5 * x * x);
}
double normal_inverse(double y) {
  return std::sqrt(-2.0 * portable_log(y));
}

constexpr double kExponentialTail = 7.69711747013104972;
constexpr double kExponentialArea = 3.949659822581572e-3;
constexpr double kNormalTail = 3.6541528853610088;
constexpr double kNormalArea = 4.92867323399e-3;

/// Uniform in (0, 1]: its logarithm is finite.
double positive_unit(Prng& random) {
  return 1.0 - random.unit();
}

/// Of a standard normal number beyond the last layer (Marsaglia 1964).
double normal_tail(Prng& random) {
  while (true) {
    const double x = -portable_log(positive_unit(random)) / kNormalTail;
    const double y = -portable_log(positive_unit(random));
    if (y + y >= x * x) return kNormalTail + x;
  }
}

}  // namespace

double draw_exponential(Prng& random) {
  static const Ziggurat kTable =
      make_ziggurat(kExponentialTail, kExponentialArea, exponential_density, exponential_inverse);
  double shift = 0.0;
  while (true) {
    const std::uint64_t word = random.next();
    const auto layer = static_cast<std::size_t>(word & (kLayers - 1));
    const double x = static_cast<double>(word >> 11) * 0x1p-53 * kTable.edges[layer];
    if (x < kTable.edges[layer + 1]) return shift + x;
    if (layer == 0) {
      shift += kExponentialTail;  // the tail of an exponential is one again
      continue;
    }
    const double rise = kTable.heights[layer + 1] - kTable.heights[layer];
    const double y = kTable.heights[layer] + random.unit() * rise;
    if (y < exponential_density(x)) return shift + x;
  }
}

double draw_normal(Prng& random) {
  static const Ziggurat kTable =
      make_ziggurat(kNormalTail, kNormalArea, normal_density, normal_inverse);
  while (true) {
    const std::uint64_t word = random.next();
    const auto layer = static_cast<std::size_t>(word & (kLayers - 1));
    const bool is_negative = (word >> 8 & 1) != 0;
    const double x = static_cast<double>(word >> 11) * 0x1p-53 * kTable.edges[layer];
    if (x < kTable.edges[layer + 1]) return is_negative ? -x : x;
    if (layer == 0) {
      const double tail = normal_tail(random);
      return is_negative ? -tail : tail;
    }
    const double rise = kTable.heights[layer + 1] - kTable.heights[layer];
    const double y = kTable.heights[layer] + random.unit() * rise;
    if (y < normal_density(x)) return is_negative ? -x : x;
  }
}

}  // namespace millrace
