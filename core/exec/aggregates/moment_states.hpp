// core/exec/aggregates/moment_states.hpp — variances and standard deviations from count, sum and
// sum of squares.
#pragma once

#include <cstdint>

#include "core/base/double_double.hpp"
#include "core/exec/aggregate.hpp"

namespace millrace {

/// The sums are held with 106 bits, so that their difference is good to double precision and,
/// unlike Welford's running mean, practically independent of the order of rows and of how they were
/// split over workers.
struct Moments {
  std::int64_t count = 0;
  DoubleDouble sum;
  DoubleDouble square_sum;

  void add(double value) {
    ++count;
    sum.add(value);
    square_sum.add_square(value);
  }
  void merge(const Moments& other) {
    count += other.count;
    sum.add(other.sum);
    square_sum.add(other.square_sum);
  }
  /// Sum of the squared distances from the mean. What 106 bits cannot tell from 0 is 0, so equal
  /// values vary by nothing.
  double squared_distances() const;
};

enum class Deviation : std::uint8_t { kSampleVariance, kSample, kPopulationVariance, kPopulation };

/// Sample forms divide by n-1 and are NULL below two values; population forms divide by n and give
/// 0 for one value. DECIMALs are summed as unscaled integers and brought to their scale at the end.
std::unique_ptr<Aggregator> make_deviation(Deviation deviation, const AggregateCall& call);

}  // namespace millrace
