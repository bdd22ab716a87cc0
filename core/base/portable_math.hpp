// core/base/portable_math.hpp — log, exp and power from + - * / alone: libm's differ in the last bits between
// platforms.
#pragma once

namespace millrace {

/// Natural logarithm, error below 1 ulp of the result or 1e-16; NaN for negatives, -infinity for 0.
double portable_log(double x);
/// e^x, relative error below 4e-16; 0 and +infinity beyond the range of double.
double portable_exp(double x);
/// base^exponent. Integer exponents by repeated multiplication (exact where the result is), others by exp(y log x).
/// NaN for a negative base with a fractional exponent.
double portable_power(double base, double exponent);

}  // namespace millrace
