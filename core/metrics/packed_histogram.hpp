// core/metrics/packed_histogram.hpp — a histogram that nothing is added to any more, in a few bytes a step that has
// counts: for what is kept in numbers, as the last tenths of a second are in every key frame.
#pragma once

#include <cstdint>
#include <vector>

#include "core/metrics/latency_histogram.hpp"

namespace millrace {

class PackedHistogram {
 public:
  PackedHistogram() = default;
  explicit PackedHistogram(const LatencyHistogram& histogram);

  /// What results is what merging the histogram itself would have given.
  void merge_into(LatencyHistogram& histogram) const;
  std::int64_t byte_count() const { return static_cast<std::int64_t>(bytes_.size()); }

 private:
  /// Of each step with counts, ascending: its distance from the one before and its count, seven bits a byte, the lowest
  /// first, the top bit set where more follow.
  std::vector<std::uint8_t> bytes_;
  std::size_t first_ = 0;  // the steps between which all counts lie
  std::size_t last_ = 0;
  std::int64_t count_ = 0;
  std::int64_t minimum_ = 0;
  std::int64_t maximum_ = 0;
  Int128 sum_ = 0;
};

}  // namespace millrace
