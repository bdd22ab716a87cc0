// sim/engine/row_meters.cpp — a pass over the rows of a departure, integers only.
#include "sim/engine/row_meters.hpp"

#include <algorithm>

#include "core/base/assert.hpp"

namespace millrace {

LatencySummary summary_of(const LatencyHistogram& nanoseconds) {
  const auto micros = [](std::int64_t ns) { return static_cast<double>(ns) / 1000.0; };
  LatencySummary summary;
  summary.rows = nanoseconds.count();
  summary.mean_us = nanoseconds.mean() / 1000.0;
  static constexpr std::array<LatencyHistogram::Quantile, 4> kQuantiles = {
      {{50, 100}, {95, 100}, {99, 100}, {999, 1000}}};
  std::array<std::int64_t, 4> values = {};
  nanoseconds.values_at_quantiles(kQuantiles, values);
  summary.p50_us = micros(values[0]);
  summary.p95_us = micros(values[1]);
  summary.p99_us = micros(values[2]);
  summary.p999_us = micros(values[3]);
  summary.max_us = micros(nanoseconds.maximum());
  return summary;
}

LatencyHistogram& LatencyMeter::slot_at(VirtualTime now) {
  const std::int64_t number = now.ns / kSlotNs;
  if (present_number_ != number) pack_present();
  present_number_ = number;
  return present_ns_;
}

/// The slot may have been packed before, and gone on since.
void LatencyMeter::pack_present() {
  if (present_number_ < 0) return;
  Slot& slot = slots_[static_cast<std::size_t>(present_number_) % kSlots];
  if (slot.number == present_number_) slot.histogram.merge_into(present_ns_);
  slot = {present_number_, PackedHistogram(present_ns_)};
  present_ns_.clear();
}

void LatencyMeter::pack() {
  packed_total_ns_ = PackedHistogram(histogram());
  total_ns_.clear();
  pack_present();
}

LatencyHistogram LatencyMeter::histogram() const {
  LatencyHistogram total = total_ns_;
  packed_total_ns_.merge_into(total);
  return total;
}

void LatencyMeter::record(const Departure& departure, VirtualTime now) {
  LatencyHistogram& recent = slot_at(now);
  const auto count = static_cast<std::int64_t>(departure.due_ns.size());
  MILLRACE_ASSERT(count > 0);
  const std::int64_t whole = departure.service_ns / count;
  const std::int64_t rest = departure.service_ns % count;
  const std::int64_t end_ns = departure.begin.ns + departure.service_ns;
  std::int64_t leave_ns = departure.begin.ns;
  std::int64_t remainder = 0;
  std::int64_t sum = 0;  // of one batch: 2^63 ns are 292 years
  std::int64_t early = 0;
  std::int64_t measured_sum = 0;
  std::int64_t measured_rows = 0;
  for (const std::int64_t due_ns : departure.due_ns) {
    leave_ns += whole;
    remainder += rest;
    if (remainder >= count) {
      remainder -= count;
      ++leave_ns;
    }
    const std::int64_t left_ns = std::max(leave_ns, departure.not_before.ns);
    const std::int64_t latency_ns = left_ns - due_ns;
    sum += latency_ns;
    early += end_ns - left_ns;
    recent.record(latency_ns);
    if (due_ns < from_.ns) continue;
    total_ns_.record(latency_ns);
    measured_sum += latency_ns;
    ++measured_rows;
  }
  row_count_ += count;
  latency_ns_sum_ += sum;
  service_ns_sum_ += departure.service_ns;
  measured_latency_ns_sum_ += measured_sum;
  measured_service_ns_sum_ += static_cast<Int128>(departure.service_ns) * measured_rows / count;
  last_early_ns_sum_ = early;
}

LatencyHistogram LatencyMeter::latest_slots(VirtualTime now, std::size_t count) const {
  const std::int64_t oldest = now.ns / kSlotNs - static_cast<std::int64_t>(count) + 1;
  LatencyHistogram merged;
  for (const Slot& slot : slots_) {
    if (slot.number >= std::max<std::int64_t>(0, oldest)) slot.histogram.merge_into(merged);
  }
  if (present_number_ >= std::max<std::int64_t>(0, oldest)) merged.merge(present_ns_);
  return merged;
}

std::int64_t LatencyMeter::byte_count() const {
  std::int64_t bytes = static_cast<std::int64_t>(sizeof(LatencyMeter)) + total_ns_.byte_count() +
                       packed_total_ns_.byte_count() + present_ns_.byte_count();
  for (const Slot& slot : slots_) bytes += slot.histogram.byte_count();
  return bytes;
}

void OccupancyMeter::advance(VirtualTime now) {
  MILLRACE_ASSERT(now >= changed_at_);
  area_ += static_cast<Int128>(now.ns - changed_at_.ns) * rows_;
  changed_at_ = now;
}

void OccupancyMeter::enter(std::span<const std::int64_t> due_ns, VirtualTime now) {
  advance(now);
  for (const std::int64_t due : due_ns) area_ += now.ns - due;
  rows_ += static_cast<std::int64_t>(due_ns.size());
}

void OccupancyMeter::leave(std::int64_t row_count, Int128 early_ns_sum, VirtualTime now) {
  advance(now);
  area_ -= early_ns_sum;
  rows_ -= row_count;
  MILLRACE_ASSERT(rows_ >= 0);
}

Int128 OccupancyMeter::area(VirtualTime now) const {
  return area_ + static_cast<Int128>(now.ns - changed_at_.ns) * rows_;
}

}  // namespace millrace
