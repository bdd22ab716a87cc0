// core/base/portable_math.cpp — argument reduction by bits and Taylor series; log and exp are
// reduced as in fdlibm, with the leading term kept exact so that the series only supplies a small
// correction.
#include "core/base/portable_math.hpp"

#include <cstdint>
#include <limits>

#include "core/base/double_double.hpp"
#include "core/base/two_product.hpp"

namespace millrace {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kSqrtTwo = 0x1.6a09e667f3bcdp+0;
// ln 2 in three parts; the first has 33 bits, so that its product with an exponent is exact.
constexpr double kLn2High = 0x1.62e42feep-1;
constexpr double kLn2Low = 0x1.a39ef35793c76p-33;
constexpr double kLn2LowRest = 0x1.cc01f97b57a08p-87;
constexpr double kOneByLn2 = 0x1.71547652b82fep+0;

std::uint64_t bits_of(double x) {
  return __builtin_bit_cast(std::uint64_t, x);
}
double double_of(std::uint64_t bits) {
  return __builtin_bit_cast(double, bits);
}
bool is_nan(double x) {
  return x != x;
}

/// 2^exponent. REQUIRES: -1022 <= exponent <= 1023.
double power_of_two(std::int64_t exponent) {
  return double_of(static_cast<std::uint64_t>(exponent + 1023) << 52);
}

/// x * 2^exponent with a single rounding, whatever the exponent.
double scale_by_two(double x, std::int64_t exponent) {
  if (exponent > 2200) exponent = 2200;
  if (exponent < -2200) exponent = -2200;
  // Growing in steps never rounds; shrinking may round only in its last step, so the others stay in
  // range.
  while (exponent > 1023) {
    x *= power_of_two(1023);
    exponent -= 1023;
  }
  while (exponent < -969) {
    // 2^-969 leaves 53 bits above the smallest subnormal for |x| >= 1; smaller ones are zero at the
    // end anyway.
    x *= power_of_two(-969);
    exponent += 969;
  }
  return x * power_of_two(exponent);
}

/// x = mantissa * 2^exponent with 1 <= |mantissa| < 2. REQUIRES: finite, not 0.
struct Parts {
  double mantissa;
  std::int64_t exponent;
};

Parts parts_of(double x) {
  std::int64_t shift = 0;
  if ((bits_of(x) >> 52 & 0x7ff) == 0) {
    x *= 0x1p54;
    shift = -54;
  }
  const auto exponent = static_cast<std::int64_t>(bits_of(x) >> 52 & 0x7ff) - 1023;
  const std::uint64_t bits = (bits_of(x) & 0x800fffffffffffffull) | (1023ull << 52);
  return {double_of(bits), exponent + shift};
}

/// Mantissa in [sqrt(1/2), sqrt(2)), so that the logarithm of numbers near 1 has no cancellation.
Parts balanced_parts_of(double x) {
  Parts parts = parts_of(x);
  if (parts.mantissa >= kSqrtTwo) {
    parts.mantissa *= 0.5;
    parts.exponent += 1;
  }
  return parts;
}

/// 2/3 z + 2/5 z^2 + ... : what log((1+s)/(1-s)) has beyond 2s, divided by s; z = s^2 <= 0.0295.
double log_series(double z) {
  double sum = 0.0;
  for (int k = 12; k >= 1; --k) sum = sum * z + 2.0 / (2 * k + 1);
  return sum * z;
}

/// (e^r - 1 - r) for |r| <= 0.35.
double exp_series(double r) {
  double sum = 0.0;
  for (int k = 15; k >= 2; --k) sum = (sum + 1.0) * r / k;
  return sum * r;
}

/// e^(x.hi + x.lo). REQUIRES: |x.hi| <= 746 and |x.lo| tiny.
double exp_of(DoubleDouble x) {
  const double scaled = x.hi * kOneByLn2;
  const auto exponent = static_cast<std::int64_t>(scaled + (scaled < 0 ? -0.5 : 0.5));
  const auto k = static_cast<double>(exponent);
  const double high = x.hi - k * kLn2High;  // exact
  const double low = k * kLn2Low - x.lo;
  const double r = high - low;
  const double r_error = (high - r) - low;
  const double tail = exp_series(r) + (r_error + r * r_error);
  return scale_by_two(1.0 + (r + tail), exponent);
}

double exp_checked(DoubleDouble x) {
  if (is_nan(x.hi)) return kNaN;
  if (x.hi > 709.8) return kInfinity;
  if (x.hi < -745.2) return 0.0;
  return exp_of(x);
}

/// log(x) with about 100 bits. REQUIRES: x finite and positive.
DoubleDouble precise_log(double x) {
  const Parts parts = balanced_parts_of(x);
  const double f = parts.mantissa - 1.0;  // exact
  // s = f / (2 + f) in double-double: the divisor is exact as 2 + f rounds to mantissa + 1 with its
  // error known.
  const double divisor = 2.0 + f;
  const double divisor_error = f - (divisor - 2.0);
  DoubleDouble s = DoubleDouble{f, 0.0} / divisor;
  s = s - DoubleDouble{s.hi * (divisor_error / divisor), 0.0};
  const DoubleDouble z = s * s;
  DoubleDouble sum;
  for (int k = 24; k >= 1; --k) {
    sum = sum * z;
    sum.add(DoubleDouble{2.0, 0.0} / static_cast<double>(2 * k + 1));
  }
  sum = sum * z;
  sum.add(2.0);
  sum = sum * s;
  const auto exponent = static_cast<double>(parts.exponent);
  DoubleDouble result{exponent * kLn2High, 0.0};
  result.add(DoubleDouble{exponent, 0.0} * DoubleDouble{kLn2Low, kLn2LowRest});
  result.add(sum);
  return result;
}

bool is_integer(double x) {
  if (x >= 0x1p53 || x <= -0x1p53) return true;
  return static_cast<double>(static_cast<std::int64_t>(x)) == x;
}

bool is_odd(double x) {
  if (x >= 0x1p53 || x <= -0x1p53) return false;
  return (static_cast<std::int64_t>(x) & 1) != 0;
}

/// base^count by squaring. Mantissa and exponent are kept apart, so nothing overflows on the way,
/// and the mantissa with 106 bits, so that a result which is exact in a double comes out exact.
double power_by_squaring(double base, std::int64_t count) {
  const bool is_inverse = count < 0;
  auto rest = static_cast<std::uint64_t>(is_inverse ? -count : count);
  const Parts start = parts_of(base);
  DoubleDouble factor{start.mantissa, 0.0};
  std::int64_t factor_exponent = start.exponent;
  DoubleDouble result{1.0, 0.0};
  std::int64_t result_exponent = 0;
  const auto normalise = [](DoubleDouble& value, std::int64_t& exponent) {
    const Parts parts = parts_of(value.hi);
    if (parts.exponent == 0) return;
    const double scale = power_of_two(-parts.exponent);
    value.hi *= scale;
    value.lo *= scale;
    exponent += parts.exponent;
  };
  while (true) {
    if ((rest & 1u) != 0) {
      result = result * factor;
      result_exponent += factor_exponent;
      normalise(result, result_exponent);
    }
    rest >>= 1;
    if (rest == 0) break;
    factor = factor * factor;
    factor_exponent *= 2;
    normalise(factor, factor_exponent);
  }
  if (!is_inverse) return scale_by_two(result.value(), result_exponent);
  const double inverse = 1.0 / result.hi;
  const TwoProduct back(inverse, result.hi);
  const double rest_of_one = ((1.0 - back.product) - back.error) - inverse * result.lo;
  return scale_by_two(inverse + inverse * rest_of_one, -result_exponent);
}

/// IEEE's special cases of pow for a base of 0 or an infinite operand.
double special_power(double base, double exponent) {
  const bool is_negative = (bits_of(base) >> 63) != 0 && is_integer(exponent) && is_odd(exponent);
  const double magnitude = base < 0 ? -base : base;
  if (exponent == kInfinity || exponent == -kInfinity) {
    if (magnitude == 1.0) return 1.0;
    return (magnitude > 1.0) == (exponent > 0) ? kInfinity : 0.0;
  }
  const double size = (magnitude == 0.0) == (exponent > 0) ? 0.0 : kInfinity;
  return is_negative ? -size : size;
}

}  // namespace

double portable_log(double x) {
  if (is_nan(x) || x < 0.0) return kNaN;
  if (x == 0.0) return -kInfinity;
  if (x == kInfinity) return kInfinity;
  const Parts parts = balanced_parts_of(x);
  const auto k = static_cast<double>(parts.exponent);
  const double f = parts.mantissa - 1.0;  // exact
  const double s = f / (2.0 + f);
  const double half_square = 0.5 * f * f;
  // log(1+f) = f - f^2/2 + s (f^2/2 + series): f is exact, so only the small correction carries
  // rounding errors.
  const double correction = s * (half_square + log_series(s * s));
  return k * kLn2High - ((half_square - (correction + k * kLn2Low)) - f);
}

double portable_exp(double x) {
  return exp_checked({x, 0.0});
}

double portable_power(double base, double exponent) {
  if (exponent == 0.0 || base == 1.0) return 1.0;
  if (is_nan(base) || is_nan(exponent)) return kNaN;
  const bool is_infinite = base - base != 0.0 || exponent - exponent != 0.0;
  if (base == 0.0 || is_infinite) return special_power(base, exponent);
  // Squaring doubles the error 31 times at most; greater exponents only stay finite for bases next
  // to 1.
  if (is_integer(exponent) && exponent <= 0x1p31 && exponent >= -0x1p31) {
    return power_by_squaring(base, static_cast<std::int64_t>(exponent));
  }
  if (base < 0.0 && !is_integer(exponent)) return kNaN;
  const DoubleDouble product = precise_log(base < 0 ? -base : base) * DoubleDouble{exponent, 0.0};
  const double size = exp_checked(product);
  return base < 0.0 && is_odd(exponent) ? -size : size;
}

}  // namespace millrace
