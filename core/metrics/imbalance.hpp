// core/metrics/imbalance.hpp — how unevenly rows fall on workers, always by several figures: one
// alone misleads.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace millrace {

/// Figures of one distribution of rows over workers (semantics §1). Nothing where no row was
/// counted.
struct Imbalance {
  double max_over_mean = 1.0;  // 1…workers; mean/max of the capacity can be used
  double flink_percent = 0.0;  // Flink's skew score: min(100, mean absolute deviation / mean × 100)
  double gini = 0.0;           // 0 (even) … (workers − 1)/workers (all on one)
  std::int64_t rows_max = 0;
  std::int64_t rows_total = 0;
};

std::optional<Imbalance> imbalance_of(std::span<const std::int64_t> rows_per_worker);

/// p₁: rows of the hottest key / rows. Nothing when there are no rows.
std::optional<double> hottest_key_share(std::int64_t rows_of_hottest_key, std::int64_t rows);
/// 1/p₁, at most worker_count: no routing that keeps keys together can keep more workers busy.
/// REQUIRES: 0 < share <= 1, worker_count > 0.
double hot_key_ceiling(double share, std::uint32_t worker_count);

/// Workers whose rate is above mean × multiplier, ascending: Velostream's detect_hot_partitions.
std::vector<std::uint32_t> hot_workers(std::span<const std::int64_t> rates, double multiplier);

}  // namespace millrace
