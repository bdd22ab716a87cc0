// sim/workload/recording_pace.hpp — when the records of a recording are due: as recorded, scaled, or
// as a load says.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/data/record_batch.hpp"
#include "sim/workload/arrival.hpp"
#include "sim/workload/rate_curve.hpp"

namespace millrace {

/// Used by one thread.
class RecordingPace {
 public:
  /// `speed` times as fast as recorded; the first record with a time is due at 0.
  static RecordingPace as_recorded(double speed, std::int64_t duration_ns);
  static RecordingPace as_loaded(std::unique_ptr<ArrivalProcess> process, RateCurve curve);

  /// Due times of the first rows of each batch: fewer than there are where the run ends before the others. Batches are
  /// of different partitions and lay side by side in the recording. Never before `at_least_ns`; ascending in each.
  std::vector<std::vector<std::int64_t>> due_times(std::span<const RecordBatch> batches,
                                                   std::int64_t at_least_ns);

 private:
  RecordingPace() = default;
  void find_first_time(std::span<const RecordBatch> batches);
  std::vector<std::int64_t> recorded_times(const RecordBatch& batch, std::int64_t at_least_ns);
  std::vector<std::vector<std::int64_t>> load_times(std::span<const RecordBatch> batches,
                                                    std::int64_t at_least_ns);

  double speed_ = 1.0;
  std::int64_t duration_ns_ = 0;
  std::optional<std::int64_t> first_ms_;
  std::unique_ptr<ArrivalProcess> process_;  // null: as recorded
  std::optional<RateCurve> curve_;
};

}  // namespace millrace
