// sim/workload/recording_pace.cpp — milliseconds of the recording to nanoseconds of the run.
#include "sim/workload/recording_pace.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace millrace {

namespace {

const Column& times_of(const RecordBatch& batch) {
  return batch.event_times.row_count() > 0 ? batch.event_times : batch.record_timestamps;
}

/// Where a row stands among those of other partitions: by its time, or evenly where there are no times.
struct Turn {
  double place = 0.0;
  std::uint32_t batch = 0;
  friend bool operator<(const Turn& a, const Turn& b) { return a.place < b.place; }
};

/// Places of one batch ascend, so that its rows keep their order.
void add_turns(const RecordBatch& batch, std::uint32_t index, std::vector<Turn>& turns) {
  const Column& times = times_of(batch);
  double last = -1e300;
  for (std::uint32_t row = 0; row < batch.row_count; ++row) {
    if (times.row_count() == 0) {
      last = (static_cast<double>(row) + 0.5) / static_cast<double>(batch.row_count);
    } else if (!times.is_null(row)) {
      last = std::max(last, static_cast<double>(times.int64s()[row]));
    }
    turns.push_back({last, index});
  }
}

}  // namespace

RecordingPace RecordingPace::as_recorded(double speed, std::int64_t duration_ns) {
  RecordingPace pace;
  pace.speed_ = speed;
  pace.duration_ns_ = duration_ns;
  return pace;
}

RecordingPace RecordingPace::as_loaded(std::unique_ptr<ArrivalProcess> process, RateCurve curve) {
  RecordingPace pace;
  pace.process_ = std::move(process);
  pace.curve_ = std::move(curve);
  return pace;
}

/// The earliest of the partitions' first times.
void RecordingPace::find_first_time(std::span<const RecordBatch> batches) {
  if (first_ms_) return;
  for (const RecordBatch& batch : batches) {
    const Column& times = times_of(batch);
    std::uint32_t row = 0;
    while (row < times.row_count() && times.is_null(row)) ++row;
    if (row == times.row_count()) continue;
    const std::int64_t ms = times.int64s()[row];
    first_ms_ = first_ms_ ? std::min(*first_ms_, ms) : ms;
  }
}

std::vector<std::int64_t> RecordingPace::recorded_times(const RecordBatch& batch,
                                                        std::int64_t at_least_ns) {
  const Column& times = times_of(batch);
  std::vector<std::int64_t> due_ns;
  std::int64_t last = at_least_ns;
  for (std::uint32_t row = 0; row < batch.row_count; ++row) {
    if (times.row_count() > 0 && !times.is_null(row)) {
      const std::int64_t ms = times.int64s()[row];
      const double ns = (static_cast<double>(ms) - static_cast<double>(*first_ms_)) * 1e6 / speed_;
      if (ns >= static_cast<double>(duration_ns_)) break;
      last = std::max(last, ns > 0.0 ? static_cast<std::int64_t>(ns + 0.5) : 0);
    }
    if (last >= duration_ns_) break;
    due_ns.push_back(last);
  }
  return due_ns;
}

std::vector<std::vector<std::int64_t>> RecordingPace::load_times(
    std::span<const RecordBatch> batches, std::int64_t at_least_ns) {
  std::vector<Turn> turns;
  for (std::uint32_t i = 0; i < batches.size(); ++i) add_turns(batches[i], i, turns);
  if (batches.size() > 1) std::stable_sort(turns.begin(), turns.end());
  std::vector<double> points(turns.size());
  process_->draw(points);
  std::vector<std::int64_t> times(turns.size());
  times.resize(curve_->instants_of(points, times));
  std::vector<std::vector<std::int64_t>> due_ns(batches.size());
  for (std::size_t i = 0; i < times.size(); ++i) {
    due_ns[turns[i].batch].push_back(std::max(times[i], at_least_ns));
  }
  return due_ns;
}

std::vector<std::vector<std::int64_t>> RecordingPace::due_times(
    std::span<const RecordBatch> batches, std::int64_t at_least_ns) {
  if (process_ != nullptr) return load_times(batches, at_least_ns);
  std::vector<std::vector<std::int64_t>> due_ns;
  find_first_time(batches);
  for (const RecordBatch& batch : batches) due_ns.push_back(recorded_times(batch, at_least_ns));
  return due_ns;
}

}  // namespace millrace
