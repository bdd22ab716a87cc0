// sim/engine/flight_table.cpp — a deque indexed by sequence.
#include "sim/engine/flight_table.hpp"

#include <algorithm>
#include <utility>

#include "core/base/assert.hpp"

namespace millrace {

void FlightTable::take_off(std::int64_t sequence, const RecordBatch& batch,
                           std::span<const std::int64_t> due_ns) {
  MILLRACE_ASSERT(due_ns.size() == batch.row_count);
  MILLRACE_ASSERT(batch.row_count > 0);
  if (flights_.empty()) first_sequence_ = sequence;
  MILLRACE_ASSERT(sequence == first_sequence_ + static_cast<std::int64_t>(flights_.size()));
  flights_.push_back(
      {batch.source_partition, batch.offsets,
       std::make_shared<const std::vector<std::int64_t>>(due_ns.begin(), due_ns.end()),
       batch.row_count});
}

const Flight* FlightTable::find(std::int64_t sequence) const {
  const std::int64_t place = sequence - first_sequence_;
  if (place < 0 || place >= static_cast<std::int64_t>(flights_.size())) return nullptr;
  return &flights_[static_cast<std::size_t>(place)];
}

void FlightTable::land(std::int64_t sequence, std::int64_t row_count) {
  const std::int64_t place = sequence - first_sequence_;
  MILLRACE_ASSERT(place >= 0);
  MILLRACE_ASSERT(place < static_cast<std::int64_t>(flights_.size()));
  Flight& flight = flights_[static_cast<std::size_t>(place)];
  flight.rows_left -= row_count;
  MILLRACE_ASSERT(flight.rows_left >= 0);
  while (!flights_.empty() && flights_.front().rows_left == 0) {
    flights_.pop_front();
    ++first_sequence_;
  }
}

std::span<const std::int64_t> FlightTable::due_times_of(const Flight& flight,
                                                        const Column& offsets) {
  const std::vector<std::int64_t>& due = *flight.due_ns;
  if (offsets.row_count() == due.size()) return due;
  const std::span<const std::int64_t> all = flight.offsets.int64s();
  due_.clear();
  std::size_t place = 0;
  for (const std::int64_t offset : offsets.int64s()) {
    // Offsets of a partition may have gaps; usually they have none.
    const auto guess = static_cast<std::size_t>(offset - all.front());
    if (guess < all.size() && all[guess] == offset) {
      place = guess;
    } else {
      while (all[place] != offset) ++place;
    }
    due_.push_back(due[place]);
  }
  return due_;
}

void FlightTable::lower_to_unfinished(std::span<std::int64_t> read_offsets) const {
  for (const Flight& flight : flights_) {
    if (flight.rows_left == 0) continue;
    std::int64_t& offset = read_offsets[flight.source.value];
    offset = std::min(offset, flight.first_offset());
  }
}

}  // namespace millrace
