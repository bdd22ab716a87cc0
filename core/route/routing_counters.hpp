// core/route/routing_counters.hpp — what a strategy did, and the two rates read from it (semantics
// §1).
#pragma once

#include <cstdint>
#include <optional>

namespace millrace {

/// Counts of one strategy instance since it was made. Adding two gives the counts of both.
struct RoutingCounters {
  std::int64_t rows_routed = 0;
  std::int64_t rows_natural =
      0;  // chosen worker == natural partition of the row's source partition
  std::int64_t rows_zero_cost =
      0;  // travelled in a batch handed over whole: nothing hashed, nothing copied
  std::int64_t rows_hashed = 0;  // rows whose key hash was asked for
  std::int64_t batches_whole = 0;
  std::int64_t batches_split = 0;  // given a worker per row, even where all rows chose the same one

  /// Rows below which a rate says nothing and is shown as "—".
  static constexpr std::int64_t kRowsForRate = 30;
  /// rows_natural / rows_routed, 0…1; nothing before kRowsForRate rows.
  std::optional<double> alignment_rate() const { return rate_of(rows_natural); }
  /// rows_zero_cost / rows_routed, 0…1; nothing before kRowsForRate rows.
  std::optional<double> zero_cost_share() const { return rate_of(rows_zero_cost); }

  RoutingCounters& operator+=(const RoutingCounters& other);
  friend bool operator==(const RoutingCounters&, const RoutingCounters&) = default;

 private:
  std::optional<double> rate_of(std::int64_t rows) const {
    if (rows_routed < kRowsForRate) return std::nullopt;
    return static_cast<double>(rows) / static_cast<double>(rows_routed);
  }
};

}  // namespace millrace
