// core/metrics/imbalance.cpp — sums are exact; only the last division rounds.
#include "core/metrics/imbalance.hpp"

#include <algorithm>

#include "core/base/assert.hpp"
#include "core/base/int128.hpp"

namespace millrace {
namespace {

Int128 sum_of(std::span<const std::int64_t> values) {
  Int128 sum = 0;
  for (const std::int64_t value : values) {
    MILLRACE_ASSERT(value >= 0);
    sum += value;
  }
  return sum;
}

/// Sum of |x_i − mean| × workers, so that it stays an integer.
Int128 absolute_deviations(std::span<const std::int64_t> values, Int128 sum) {
  const auto workers = static_cast<Int128>(values.size());
  Int128 deviations = 0;
  for (const std::int64_t value : values) {
    const Int128 deviation = workers * value - sum;
    deviations += deviation < 0 ? -deviation : deviation;
  }
  return deviations;
}

/// Sum of (2i − n − 1) x_i over ascending x_i, i from 1: half the sum of all pairs' distances,
/// times 2.
Int128 gini_numerator(std::span<const std::int64_t> values) {
  std::vector<std::int64_t> sorted(values.begin(), values.end());
  std::sort(sorted.begin(), sorted.end());
  const auto workers = static_cast<std::int64_t>(sorted.size());
  Int128 numerator = 0;
  for (std::int64_t i = 0; i < workers; ++i) {
    numerator +=
        static_cast<Int128>(2 * (i + 1) - workers - 1) * sorted[static_cast<std::size_t>(i)];
  }
  return numerator;
}

}  // namespace

std::optional<Imbalance> imbalance_of(std::span<const std::int64_t> rows_per_worker) {
  const Int128 sum = sum_of(rows_per_worker);
  if (sum == 0) return std::nullopt;
  const auto workers = static_cast<double>(rows_per_worker.size());
  const auto total = static_cast<double>(sum);
  const std::int64_t highest = *std::max_element(rows_per_worker.begin(), rows_per_worker.end());
  const double deviations = static_cast<double>(absolute_deviations(rows_per_worker, sum));
  return Imbalance{.max_over_mean = static_cast<double>(highest) * workers / total,
                   .flink_percent = std::min(100.0, deviations * 100.0 / (workers * total)),
                   .gini = static_cast<double>(gini_numerator(rows_per_worker)) / (workers * total),
                   .rows_max = highest,
                   .rows_total = static_cast<std::int64_t>(sum)};
}

std::optional<double> hottest_key_share(std::int64_t rows_of_hottest_key, std::int64_t rows) {
  if (rows <= 0) return std::nullopt;
  return static_cast<double>(rows_of_hottest_key) / static_cast<double>(rows);
}

double hot_key_ceiling(double share, std::uint32_t worker_count) {
  MILLRACE_ASSERT(share > 0.0);
  MILLRACE_ASSERT(share <= 1.0);
  MILLRACE_ASSERT(worker_count > 0);
  return std::min(1.0 / share, static_cast<double>(worker_count));
}

std::vector<std::uint32_t> hot_workers(std::span<const std::int64_t> rates, double multiplier) {
  std::vector<std::uint32_t> hot;
  if (rates.empty()) return hot;
  const double mean = static_cast<double>(sum_of(rates)) / static_cast<double>(rates.size());
  for (std::uint32_t worker = 0; worker < rates.size(); ++worker) {
    if (static_cast<double>(rates[worker]) > mean * multiplier) hot.push_back(worker);
  }
  return hot;
}

}  // namespace millrace
