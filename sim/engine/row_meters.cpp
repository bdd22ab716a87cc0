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
  summary.p50_us = micros(nanoseconds.value_at_quantile(50, 100));
  summary.p95_us = micros(nanoseconds.value_at_quantile(95, 100));
  summary.p99_us = micros(nanoseconds.value_at_quantile(99, 100));
  summary.p999_us = micros(nanoseconds.value_at_quantile(999, 1000));
  summary.max_us = micros(nanoseconds.maximum());
  return summary;
}

LatencyMeter::Slot& LatencyMeter::slot_at(VirtualTime now) {
  const std::int64_t number = now.ns / kSlotNs;
  Slot& slot = slots_[static_cast<std::size_t>(number) % kSlots];
  if (slot.number != number) {
    slot.number = number;
    slot.histogram.clear();
  }
  return slot;
}

void LatencyMeter::record(const Departure& departure, VirtualTime now) {
  LatencyHistogram& recent = slot_at(now).histogram;
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
    if (slot.number >= std::max<std::int64_t>(0, oldest)) merged.merge(slot.histogram);
  }
  return merged;
}

std::int64_t LatencyMeter::byte_count() const {
  std::int64_t bytes = static_cast<std::int64_t>(sizeof(LatencyMeter)) + total_ns_.byte_count();
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
