// sim/workload/rate_curve.hpp — the rate of a load over the run, in straight pieces, and the way from
// the k-th point of a unit-rate process to its instant: the inverse of the cumulative rate.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace millrace {

/// Multiplies the rate between two instants, changing evenly from one factor to the other.
struct RateFactor {
  std::int64_t begin_ns = 0;
  std::int64_t end_ns = 0;  // past it
  double factor_begin = 1.0;
  double factor_end = 1.0;
};

/// The curve of a run; it ends with the run. Immutable but for the place of the next look-up.
class RateCurve {
 public:
  /// `load.rate`, or its stages: each ramps from the target before it, the first from 0 (as k6's
  /// ramping-arrival-rate), and the last target holds to the end.
  RateCurve(const LoadSpec& load, std::int64_t duration_ns);

  /// Factors ascend and do not overlap. Where both the curve and a factor slope, the piece is straight between the
  /// exact values at its ends.
  void multiply(std::span<const RateFactor> factors);

  /// How many points fall into the run.
  double point_count() const { return point_count_; }
  /// Records per second at an instant of the run.
  double rate_at(std::int64_t time_ns) const;
  /// Writes the instants (nanoseconds, ascending) of points that ascend from call to call; returns how many fall into
  /// the run. The first that does not ends the load.
  std::size_t instants_of(std::span<const double> points, std::span<std::int64_t> due_ns);

 private:
  struct Piece {
    std::int64_t begin_ns = 0;
    std::int64_t end_ns = 0;
    double rate_begin = 0.0;  // records per second
    double rate_end = 0.0;
    double points_before = 0.0;
  };
  void add_up();

  std::vector<Piece> pieces_;  // of the whole run, without gaps
  double point_count_ = 0.0;
  std::size_t current_ = 0;  // piece of the last point
};

}  // namespace millrace
