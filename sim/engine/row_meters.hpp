// sim/engine/row_meters.hpp — what happens to rows in time: latencies, and how many are in the
// system. Knows nothing of stages.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "core/base/int128.hpp"
#include "core/base/units.hpp"
#include "core/metrics/latency_histogram.hpp"
#include "core/metrics/packed_histogram.hpp"
#include "sim/engine/snapshot.hpp"

namespace millrace {

LatencySummary summary_of(const LatencyHistogram& nanoseconds);

/// Rows that left a worker together: row i of n leaves at its share of the service, begin +
/// service_ns × (i + 1) / n, but none before `not_before` (a worker that waits for its sink lets go
/// of all of them at once).
struct Departure {
  std::span<const std::int64_t> due_ns;
  VirtualTime begin;
  std::int64_t service_ns = 0;
  VirtualTime not_before;
};

/// Latencies of rows, from due to leaving: since the start, and of the last virtual second. A value.
class LatencyMeter {
 public:
  /// Rows due before `from` are left out of total() (the warm-up of studies), not of the sums.
  explicit LatencyMeter(VirtualTime from) : from_(from) {}

  /// REQUIRES: departures come in order of their end, to within one service.
  void record(const Departure& departure, VirtualTime now);

  /// Makes a copy that is kept for long small; it goes on all the same.
  void pack();

  LatencySummary summary() const { return summary_of(histogram()); }
  LatencySummary recent(VirtualTime now) const { return summary_of(latest_slots(now, kSlots)); }
  /// Of the last 100 to 200 ms: for series, which are sampled far more often.
  LatencyHistogram latest(VirtualTime now) const { return latest_slots(now, 2); }
  LatencyHistogram histogram() const;
  /// Of all rows: Σ (left − due), and Σ service / rows of the service.
  Int128 latency_ns_sum() const { return latency_ns_sum_; }
  Int128 service_ns_sum() const { return service_ns_sum_; }
  std::int64_t row_count() const { return row_count_; }
  std::int64_t byte_count() const;
  // The same of the rows due from `from` on.
  Int128 measured_latency_ns_sum() const { return measured_latency_ns_sum_; }
  Int128 measured_service_ns_sum() const { return measured_service_ns_sum_; }
  /// Σ (end of its service − left) of the last departure's rows: how much earlier than its end they
  /// were out of the system; negative for rows held back.
  Int128 last_early_ns_sum() const { return last_early_ns_sum_; }

 private:
  static constexpr std::int64_t kSlotNs = 100'000'000;
  static constexpr std::size_t kSlots = 10;
  struct Slot {
    std::int64_t number = -1;  // time / kSlotNs
    PackedHistogram histogram;
  };

  LatencyHistogram& slot_at(VirtualTime now);
  LatencyHistogram latest_slots(VirtualTime now, std::size_t count) const;

  void pack_present();

  VirtualTime from_;
  PackedHistogram packed_total_ns_;  // up to the last pack()
  LatencyHistogram total_ns_;        // since then
  std::int64_t present_number_ = -1;
  LatencyHistogram present_ns_;     // of the slot that is being filled
  std::array<Slot, kSlots> slots_;  // those before
  Int128 latency_ns_sum_ = 0;
  Int128 service_ns_sum_ = 0;
  Int128 measured_latency_ns_sum_ = 0;
  Int128 measured_service_ns_sum_ = 0;
  Int128 last_early_ns_sum_ = 0;
  std::int64_t row_count_ = 0;
};

/// Integral over time of the rows in the system, kept apart from the latencies: Little's law says
/// that it equals their sum, so that a row lost or counted twice shows. A value.
class OccupancyMeter {
 public:
  /// Rows fetched now that were due at these times: they have been in the system since.
  void enter(std::span<const std::int64_t> due_ns, VirtualTime now);
  /// Rows leave at `now`, having been out `early_ns_sum` earlier in all.
  void leave(std::int64_t row_count, Int128 early_ns_sum, VirtualTime now);

  std::int64_t rows() const { return rows_; }
  /// Row-nanoseconds up to now.
  Int128 area(VirtualTime now) const;

 private:
  void advance(VirtualTime now);

  std::int64_t rows_ = 0;
  VirtualTime changed_at_;
  Int128 area_ = 0;
};

}  // namespace millrace
