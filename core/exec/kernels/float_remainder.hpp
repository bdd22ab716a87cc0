// core/exec/kernels/float_remainder.hpp — the remainder of two doubles, exact, without libm.
#pragma once

namespace millrace {

/// a - b * trunc(a / b), exact, with the sign of a (C's fmod); NaN for an infinite a, a NaN or b ==
/// 0; a for an infinite b.
double float_remainder(double a, double b);

}  // namespace millrace
