// sim/workload/ziggurat.hpp — exponential and normal numbers, mostly by one table look-up and one
// multiplication (Marsaglia and Tsang 2000; Doornik 2005 for the independence of layer and place).
// The tables are built by portable_math: the same bits on every platform.
#pragma once

#include "core/base/prng.hpp"

namespace millrace {

/// Mean 1.
double draw_exponential(Prng& random);
/// Mean 0, standard deviation 1.
double draw_normal(Prng& random);

}  // namespace millrace
