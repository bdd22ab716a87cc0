// core/metrics/latency_histogram.hpp — counts of values with 3 significant digits, whatever their
// size: HdrHistogram's mathematics (Gil Tene), so that results compare with its tools.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/int128.hpp"

namespace millrace {

/// Counts values from 0 to 2^63 − 1, telling apart any two that differ in their first 3 digits.
/// Values below 2,048 are exact; above, 1,024 equal steps lie between powers of two, so a step is
/// less than 0.1 % of its values. Merging adds counts and loses nothing. Grows with the largest
/// value recorded (at most 0.5 MB). The unit is the caller's. Used by one thread.
class LatencyHistogram {
 public:
  /// REQUIRES: value >= 0, count >= 0.
  void record(std::int64_t value) { record(value, 1); }
  void record(std::int64_t value, std::int64_t count);
  /// Counts of the other are added; what results is what recording both streams here would have
  /// given.
  void merge(const LatencyHistogram& other);
  void clear();

  std::int64_t count() const { return count_; }
  bool is_empty() const { return count_ == 0; }
  // 0 when nothing was recorded. The least and the largest value are exact, and so is the mean's
  // sum.
  std::int64_t minimum() const { return count_ == 0 ? 0 : minimum_; }
  std::int64_t maximum() const { return maximum_; }
  double mean() const;
  double sum() const { return static_cast<double>(sum_); }
  /// From the middles of the steps; sqrt is its only function.
  double standard_deviation() const;

  /// The largest value that counts as equal to the one at rank ceil(count × part / whole), never
  /// above maximum(); 0 when nothing was recorded. p99.9 is value_at_quantile(999, 1000). REQUIRES:
  /// 0 <= part <= whole, whole > 0.
  std::int64_t value_at_quantile(std::int64_t part, std::int64_t whole) const;
  struct Quantile {
    std::int64_t part = 0;
    std::int64_t whole = 1;
  };
  /// The same of several in one pass. REQUIRES: ascending, and as many values.
  void values_at_quantiles(std::span<const Quantile> quantiles,
                           std::span<std::int64_t> values) const;
  /// How many values are at or below the step that this value belongs to.
  std::int64_t count_at_or_below(std::int64_t value) const;

  // The step of a value: [lowest_equivalent, highest_equivalent], in the middle median_equivalent.
  static std::int64_t lowest_equivalent(std::int64_t value);
  static std::int64_t highest_equivalent(std::int64_t value);
  static std::int64_t median_equivalent(std::int64_t value);

  static constexpr std::int64_t kStepsPerPower = 2048;  // "SubBuckets"
  /// Powers of two in use, as HdrHistogram counts its buckets.
  std::int64_t power_count() const;

  /// One entry per step, without the empty steps at the end. For tables and exports.
  std::vector<std::int64_t> counts() const;
  /// Memory of the counts: of the powers of two between the least and the largest value only.
  std::int64_t byte_count() const {
    return static_cast<std::int64_t>(counts_.size() * sizeof(std::int64_t));
  }
  /// The largest value of step `index` of counts().
  static std::int64_t highest_value_of(std::size_t index);

  friend bool operator==(const LatencyHistogram&, const LatencyHistogram&) = default;

 private:
  friend class PackedHistogram;

  /// Makes room for the steps [begin, end); the first one held stays a multiple of a power's steps.
  void hold(std::size_t begin, std::size_t end);

  std::size_t first_ = 0;             // step of counts_[0]
  std::vector<std::int64_t> counts_;  // up to the largest value's
  std::int64_t count_ = 0;
  std::int64_t minimum_ = 0;
  std::int64_t maximum_ = 0;
  Int128 sum_ = 0;
};

/// The figures every report shows, in the histogram's unit.
struct LatencyFigures {
  std::int64_t count = 0;
  std::int64_t p50 = 0;
  std::int64_t p90 = 0;
  std::int64_t p95 = 0;
  std::int64_t p99 = 0;
  std::int64_t p999 = 0;
  std::int64_t maximum = 0;
  friend bool operator==(const LatencyFigures&, const LatencyFigures&) = default;
};

LatencyFigures figures_of(const LatencyHistogram& histogram);

}  // namespace millrace
