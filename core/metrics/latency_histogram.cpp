// core/metrics/latency_histogram.cpp — steps, ranks and moments.
#include "core/metrics/latency_histogram.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/assert.hpp"

namespace millrace {
namespace {

// Step i of the array: below 2,048 the value i itself; then 1,024 steps for each further power of
// two, each twice as wide as those of the power before.
constexpr int kHalfBits = 10;
constexpr std::int64_t kHalf = std::int64_t{1} << kHalfBits;

/// log2 of the width of a value's step.
int shift_of(std::int64_t value) {
  const int bits = 64 - __builtin_clzll(static_cast<std::uint64_t>(value) | 1u);
  return bits > kHalfBits + 1 ? bits - (kHalfBits + 1) : 0;
}

std::size_t index_of(std::int64_t value) {
  const int shift = shift_of(value);
  return static_cast<std::size_t>((std::int64_t{shift} << kHalfBits) + (value >> shift));
}

struct Step {
  std::int64_t lowest = 0;
  std::int64_t width = 1;
};

Step step_at(std::size_t index) {
  const auto position = static_cast<std::int64_t>(index);
  if (position < LatencyHistogram::kStepsPerPower) return {position, 1};
  const auto shift = static_cast<int>((position >> kHalfBits) - 1);
  return {(kHalf + (position & (kHalf - 1))) << shift, std::int64_t{1} << shift};
}

}  // namespace

std::int64_t LatencyHistogram::lowest_equivalent(std::int64_t value) {
  return step_at(index_of(value)).lowest;
}

std::int64_t LatencyHistogram::highest_equivalent(std::int64_t value) {
  return highest_value_of(index_of(value));
}

std::int64_t LatencyHistogram::median_equivalent(std::int64_t value) {
  const Step step = step_at(index_of(value));
  return step.lowest + step.width / 2;
}

std::int64_t LatencyHistogram::highest_value_of(std::size_t index) {
  const Step step = step_at(index);
  return step.lowest + (step.width - 1);
}

void LatencyHistogram::hold(std::size_t begin, std::size_t end) {
  const std::size_t first = begin & ~static_cast<std::size_t>(kHalf - 1);
  if (counts_.empty()) first_ = first;
  if (first < first_) {
    counts_.insert(counts_.begin(), first_ - first, 0);
    first_ = first;
  }
  if (end - first_ > counts_.size()) counts_.resize(end - first_, 0);
}

std::vector<std::int64_t> LatencyHistogram::counts() const {
  std::vector<std::int64_t> all(counts_.empty() ? 0 : first_, 0);
  all.insert(all.end(), counts_.begin(), counts_.end());
  return all;
}

void LatencyHistogram::record(std::int64_t value, std::int64_t count) {
  MILLRACE_ASSERT(value >= 0);
  MILLRACE_ASSERT(count >= 0);
  if (count == 0) return;
  const std::size_t index = index_of(value);
  if (index < first_ || index - first_ >= counts_.size()) hold(index, index + 1);
  counts_[index - first_] += count;
  minimum_ = count_ == 0 ? value : std::min(minimum_, value);
  maximum_ = std::max(maximum_, value);
  count_ += count;
  sum_ += static_cast<Int128>(value) * count;
}

void LatencyHistogram::merge(const LatencyHistogram& other) {
  if (other.count_ == 0) return;
  hold(other.first_, other.first_ + other.counts_.size());
  const std::size_t shift = other.first_ - first_;
  for (std::size_t i = 0; i < other.counts_.size(); ++i) counts_[i + shift] += other.counts_[i];
  minimum_ = count_ == 0 ? other.minimum_ : std::min(minimum_, other.minimum_);
  maximum_ = std::max(maximum_, other.maximum_);
  count_ += other.count_;
  sum_ += other.sum_;
}

void LatencyHistogram::clear() {
  *this = LatencyHistogram();
}

double LatencyHistogram::mean() const {
  return count_ == 0 ? 0.0 : static_cast<double>(sum_) / static_cast<double>(count_);
}

double LatencyHistogram::standard_deviation() const {
  if (count_ == 0) return 0.0;
  const double centre = mean();
  double squares = 0.0;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    if (counts_[i] == 0) continue;
    const Step step = step_at(first_ + i);
    const double distance = static_cast<double>(step.lowest + step.width / 2) - centre;
    squares += distance * distance * static_cast<double>(counts_[i]);
  }
  return std::sqrt(squares / static_cast<double>(count_));
}

std::int64_t LatencyHistogram::value_at_quantile(std::int64_t part, std::int64_t whole) const {
  const Quantile quantile{part, whole};
  std::int64_t value = 0;
  values_at_quantiles({&quantile, 1}, {&value, 1});
  return value;
}

void LatencyHistogram::values_at_quantiles(std::span<const Quantile> quantiles,
                                           std::span<std::int64_t> values) const {
  MILLRACE_ASSERT(quantiles.size() == values.size());
  std::size_t i = 0;
  std::int64_t seen = counts_.empty() ? 0 : counts_.front();
  for (std::size_t q = 0; q < quantiles.size(); ++q) {
    const auto [part, whole] = quantiles[q];
    MILLRACE_ASSERT(whole > 0);
    MILLRACE_ASSERT(part >= 0);
    MILLRACE_ASSERT(part <= whole);
    const Int128 wanted = (static_cast<Int128>(count_) * part + (whole - 1)) / whole;
    const auto rank = std::max<std::int64_t>(static_cast<std::int64_t>(wanted), 1);
    while (seen < rank && i + 1 < counts_.size()) seen += counts_[++i];
    values[q] = seen >= rank ? std::min(highest_value_of(first_ + i), maximum_) : maximum_;
  }
}

std::int64_t LatencyHistogram::count_at_or_below(std::int64_t value) const {
  if (value < 0) return 0;
  const std::size_t past = index_of(value) + 1;
  const std::size_t end = past <= first_ ? 0 : std::min(past - first_, counts_.size());
  std::int64_t seen = 0;
  for (std::size_t i = 0; i < end; ++i) seen += counts_[i];
  return seen;
}

std::int64_t LatencyHistogram::power_count() const {
  return static_cast<std::int64_t>(shift_of(maximum_)) + 1;
}

LatencyFigures figures_of(const LatencyHistogram& histogram) {
  return {.count = histogram.count(),
          .p50 = histogram.value_at_quantile(50, 100),
          .p90 = histogram.value_at_quantile(90, 100),
          .p95 = histogram.value_at_quantile(95, 100),
          .p99 = histogram.value_at_quantile(99, 100),
          .p999 = histogram.value_at_quantile(999, 1000),
          .maximum = histogram.maximum()};
}

}  // namespace millrace
