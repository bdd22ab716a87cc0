// core/exec/kernels/float_remainder.cpp — long division of the mantissas, eleven bits at a time.
#include "core/exec/kernels/float_remainder.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace millrace {
namespace {

constexpr int kStepBits = 11;  // 53-bit remainders shifted by this still fit 64 bits

/// |x| = mantissa * 2^exponent with an integer mantissa below 2^53. REQUIRES: finite.
struct Parts {
  std::uint64_t mantissa;
  int exponent;
};

Parts parts_of(double x) {
  const auto bits = __builtin_bit_cast(std::uint64_t, x);
  const auto biased = static_cast<int>(bits >> 52 & 0x7ff);
  const std::uint64_t fraction = bits & 0x000fffffffffffffull;
  if (biased == 0) return {fraction, -1074};
  return {fraction | 1ull << 52, biased - 1075};
}

/// REQUIRES: -1022 <= exponent <= 1023.
double power_of_two(int exponent) {
  return __builtin_bit_cast(double, static_cast<std::uint64_t>(exponent + 1023) << 52);
}

}  // namespace

double float_remainder(double a, double b) {
  if (a - a != 0.0 || b != b || b == 0.0) return std::numeric_limits<double>::quiet_NaN();
  if (b - b != 0.0) return a;
  const Parts dividend = parts_of(a);
  const Parts divisor = parts_of(b);
  if (dividend.exponent < divisor.exponent) return a;  // then |a| < |b|
  std::uint64_t rest = dividend.mantissa % divisor.mantissa;
  int shift = dividend.exponent - divisor.exponent;
  while (shift > 0 && rest != 0) {
    const int step = std::min(shift, kStepBits);
    rest = (rest << step) % divisor.mantissa;
    shift -= step;
  }
  // In two factors, for the smallest power is below what one double can hold.
  const int half = divisor.exponent / 2;
  const double size =
      static_cast<double>(rest) * power_of_two(half) * power_of_two(divisor.exponent - half);
  return __builtin_signbit(a) ? -size : size;
}

}  // namespace millrace
