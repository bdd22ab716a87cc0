// core/base/double_double.cpp — products, differences and quotients of 106-bit sums.
#include "core/base/double_double.hpp"

#include "core/base/two_product.hpp"

namespace millrace {
namespace {

constexpr double kSplitMax = 0x1p995;
constexpr double kScaleDown = 0x1p-64;
constexpr double kScaleUp = 0x1p64;

bool is_finite(double x) {
  return x - x == 0.0;
}
bool is_huge(double x) {
  return x >= kSplitMax || x <= -kSplitMax;
}

/// big + small as a DoubleDouble. REQUIRES: |big| >= |small|, or big == 0.
DoubleDouble quick_sum(double big, double small) {
  DoubleDouble sum;
  sum.hi = big + small;
  sum.lo = is_finite(sum.hi) ? small - (sum.hi - big) : 0.0;
  return sum;
}

/// REQUIRES: factor is a power of two.
DoubleDouble scaled(const DoubleDouble& x, double factor) {
  const double hi = x.hi * factor;
  return {hi, is_finite(hi) ? x.lo * factor : 0.0};
}

}  // namespace

void DoubleDouble::add_square(double x) {
  const double square = x * x;
  add(square);
  if (!is_finite(square)) return;
  const TwoProduct exact(x, x);  // |x| < 2^512 here
  add(exact.error);
}

DoubleDouble operator*(const DoubleDouble& a, const DoubleDouble& b) {
  const double plain = a.hi * b.hi;
  if (!is_finite(plain) || plain == 0.0) return {plain, 0.0};
  if (is_huge(a.hi)) return scaled(scaled(a, kScaleDown) * b, kScaleUp);
  if (is_huge(b.hi)) return scaled(a * scaled(b, kScaleDown), kScaleUp);
  const TwoProduct exact(a.hi, b.hi);
  return quick_sum(exact.product, exact.error + (a.hi * b.lo + a.lo * b.hi));
}

DoubleDouble operator-(const DoubleDouble& a, const DoubleDouble& b) {
  DoubleDouble difference = a;
  difference.add(DoubleDouble{-b.hi, -b.lo});
  return difference;
}

DoubleDouble operator/(const DoubleDouble& a, double divisor) {
  const double quotient = a.hi / divisor;
  if (!is_finite(quotient) || quotient == 0.0) return {quotient, 0.0};
  if (!is_finite(divisor)) return {quotient, 0.0};
  const DoubleDouble back = DoubleDouble{quotient, 0.0} * DoubleDouble{divisor, 0.0};
  if (!is_finite(back.hi)) return {quotient, 0.0};  // rounded up beyond the largest double
  const DoubleDouble rest = a - back;
  return quick_sum(quotient, rest.value() / divisor);
}

}  // namespace millrace
