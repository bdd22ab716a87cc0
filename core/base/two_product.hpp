// core/base/two_product.hpp — the exact product of two doubles without a fused multiply-add, which
// not every platform has.
#pragma once

namespace millrace {

/// a*b == product + error exactly, wherever nothing over- or underflows (Dekker 1971, Veltkamp's
/// splitting). REQUIRES: |a|, |b| < 2^995, so that the splitting does not overflow.
struct TwoProduct {
  double product;
  double error;

  TwoProduct(double a, double b) : product(a * b), error(0.0) {
    const double a_high = high_half(a);
    const double a_low = a - a_high;
    const double b_high = high_half(b);
    const double b_low = b - b_high;
    error = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
  }

 private:
  static double high_half(double x) {
    const double scaled = 134217729.0 * x;  // 2^27 + 1
    return scaled - (scaled - x);
  }
};

}  // namespace millrace
