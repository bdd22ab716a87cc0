// core/metrics/packed_histogram.cpp — steps with counts, one after the other.
#include "core/metrics/packed_histogram.hpp"

#include <algorithm>

namespace millrace {

namespace {

constexpr std::uint64_t kMore = 0x80;

void append(std::vector<std::uint8_t>& bytes, std::uint64_t value) {
  for (; value >= kMore; value >>= 7) bytes.push_back(static_cast<std::uint8_t>(value | kMore));
  bytes.push_back(static_cast<std::uint8_t>(value));
}

std::uint64_t next(const std::vector<std::uint8_t>& bytes, std::size_t& at) {
  std::uint64_t value = 0;
  for (int shift = 0;; shift += 7) {
    const std::uint64_t byte = bytes[at++];
    value |= (byte & (kMore - 1)) << shift;
    if ((byte & kMore) == 0) return value;
  }
}

}  // namespace

PackedHistogram::PackedHistogram(const LatencyHistogram& histogram)
    : count_(histogram.count_),
      minimum_(histogram.minimum_),
      maximum_(histogram.maximum_),
      sum_(histogram.sum_) {
  std::size_t before = 0;
  for (std::size_t i = 0; i < histogram.counts_.size(); ++i) {
    if (histogram.counts_[i] == 0) continue;
    const std::size_t index = histogram.first_ + i;
    if (bytes_.empty()) first_ = index;
    append(bytes_, index - before);
    append(bytes_, static_cast<std::uint64_t>(histogram.counts_[i]));
    before = index;
  }
  last_ = before;
  bytes_.shrink_to_fit();
}

void PackedHistogram::merge_into(LatencyHistogram& histogram) const {
  if (count_ == 0) return;
  histogram.hold(first_, last_ + 1);
  std::size_t index = 0;
  for (std::size_t at = 0; at < bytes_.size();) {
    index += next(bytes_, at);
    histogram.counts_[index - histogram.first_] += static_cast<std::int64_t>(next(bytes_, at));
  }
  histogram.minimum_ = histogram.count_ == 0 ? minimum_ : std::min(histogram.minimum_, minimum_);
  histogram.maximum_ = std::max(histogram.maximum_, maximum_);
  histogram.count_ += count_;
  histogram.sum_ += sum_;
}

}  // namespace millrace
