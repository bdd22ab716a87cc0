// sim/workload/distributions/weighted.hpp — numbers in proportion to a table of weights: zipf, enums,
// and whatever else has one.
#pragma once

#include <memory>
#include <span>

#include "sim/workload/distribution.hpp"

namespace millrace::distributions {

/// One draw of the stream a row. REQUIRES: as AliasTable.
std::unique_ptr<Distribution> make_weighted(std::span<const double> weights, Prng random);

/// The error of a table that would be too large; `name`: of the distribution.
Error too_many_values(std::string_view name, std::uint64_t value_count, std::uint64_t values_max);

}  // namespace millrace::distributions
