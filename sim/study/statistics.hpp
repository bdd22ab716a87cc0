// sim/study/statistics.hpp — what replications say: means with 95 % confidence intervals, and where a run's warm-up
// ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace millrace {

/// A mean over replications; the true one lies within ± half_width with 95 % confidence (Student's t).
struct Estimate {
  double mean = 0.0;
  double half_width = 0.0;  // 0 with fewer than two values: nothing is known of the spread
  std::int64_t count = 0;
};

/// Values of independent replications.
Estimate estimate_of(std::span<const double> values);

/// The 0.975 quantile of Student's t with so many degrees of freedom (at least 1). Tabled to 30, above by the
/// expansion of
/// Hill (1970, CACM algorithm 396), good to four digits.
double student_t_975(std::int64_t degrees_of_freedom);

/// How many of the first values belong to the warm-up, by MSER-5 (White, 1997): means of 5 neighbours, and the cut
/// that
/// makes the standard error of the rest least, searched in the first half. A multiple of 5; 0 with fewer than 20
/// values.
std::size_t mser5_warm_up(std::span<const double> values);

}  // namespace millrace
