// sim/study/statistics.cpp — small sample statistics from + − × ÷ and sqrt.
#include "sim/study/statistics.hpp"

#include <array>
#include <cmath>
#include <vector>

#include "core/base/assert.hpp"

namespace millrace {

double student_t_975(std::int64_t degrees_of_freedom) {
  MILLRACE_ASSERT(degrees_of_freedom >= 1);
  static constexpr std::array<double, 30> kTable = {
      12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281,
      2.2010,  2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860,
      2.0796,  2.0739, 2.0687, 2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423};
  if (degrees_of_freedom <= 30) return kTable[static_cast<std::size_t>(degrees_of_freedom - 1)];
  constexpr double kNormal = 1.959964;
  const double n = static_cast<double>(degrees_of_freedom);
  const double z3 = kNormal * kNormal * kNormal;
  const double z5 = z3 * kNormal * kNormal;
  return kNormal + (z3 + kNormal) / (4.0 * n) +
         (5.0 * z5 + 16.0 * z3 + 3.0 * kNormal) / (96.0 * n * n);
}

Estimate estimate_of(std::span<const double> values) {
  Estimate estimate;
  estimate.count = static_cast<std::int64_t>(values.size());
  if (values.empty()) return estimate;
  double sum = 0.0;
  for (const double value : values) sum += value;
  const double count = static_cast<double>(values.size());
  estimate.mean = sum / count;
  if (values.size() < 2) return estimate;
  double squares = 0.0;
  for (const double value : values) squares += (value - estimate.mean) * (value - estimate.mean);
  estimate.half_width =
      student_t_975(estimate.count - 1) * std::sqrt(squares / (count - 1.0) / count);
  return estimate;
}

std::size_t mser5_warm_up(std::span<const double> values) {
  constexpr std::size_t kBatch = 5;
  std::vector<double> means;
  for (std::size_t begin = 0; begin + kBatch <= values.size(); begin += kBatch) {
    double sum = 0.0;
    for (const double value : values.subspan(begin, kBatch)) sum += value;
    means.push_back(sum / static_cast<double>(kBatch));
  }
  if (means.size() < 4) return 0;
  // From the back: sums of the rest after each cut.
  double sum = 0.0;
  double squares = 0.0;
  double least = 0.0;
  std::size_t best = 0;
  bool is_first = true;
  for (std::size_t cut = means.size(); cut-- > 0;) {
    sum += means[cut];
    squares += means[cut] * means[cut];
    if (cut > means.size() / 2) continue;
    const double rest = static_cast<double>(means.size() - cut);
    const double statistic = (squares - sum * sum / rest) / (rest * rest);
    // Of equals the earliest cut, but for what rounding makes of equal values.
    if (is_first || statistic <= least * (1.0 + 1e-9) + 1e-300) {
      least = statistic;
      best = cut;
      is_first = false;
    }
  }
  return best * kBatch;
}

}  // namespace millrace
