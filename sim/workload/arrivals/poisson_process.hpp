// sim/workload/arrivals/poisson_process.hpp — points with independent exponential gaps of mean 1: what
// poisson is, and bursty and diurnal loads are made of.
#pragma once

#include <memory>

#include "sim/workload/arrival.hpp"

namespace millrace::arrivals {

std::unique_ptr<ArrivalProcess> make_poisson_process(Prng random);

}  // namespace millrace::arrivals
