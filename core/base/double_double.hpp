// core/base/double_double.hpp — sums of doubles with 106 bits, so that the order of rows rarely shows in a result.
#pragma once

namespace millrace {

/// An unevaluated sum hi + lo with |lo| <= ulp(hi)/2. Sums are error-free transformations (Knuth 1969, Dekker 1971;
/// Hida, Li, Bailey 2001). Needs IEEE arithmetic without contraction (-ffp-contract=off).
struct DoubleDouble {
  double hi = 0.0;
  double lo = 0.0;

  void add(double x) {
    const double sum = hi + x;
    const double part = sum - hi;
    const double error = (hi - (sum - part)) + (x - part);
    renormalise(sum, lo + error);
  }
  void add(const DoubleDouble& other) {
    add(other.hi);
    renormalise(hi, lo + other.lo);
  }
  /// Adds x*x exactly to 106 bits.
  void add_square(double x);
  double value() const { return hi + lo; }

 private:
  void renormalise(double big, double small) {
    // An infinite or NaN sum stays what it is: inf - inf would turn it into NaN.
    if (!(big - big == 0.0)) {
      hi = big;
      lo = 0.0;
      return;
    }
    hi = big + small;
    lo = small - (hi - big);
  }
};

DoubleDouble operator*(const DoubleDouble& a, const DoubleDouble& b);
DoubleDouble operator-(const DoubleDouble& a, const DoubleDouble& b);
DoubleDouble operator/(const DoubleDouble& a, double divisor);

}  // namespace millrace
