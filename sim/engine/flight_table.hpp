// sim/engine/flight_table.hpp — batches that were read and are not yet through the workers: when
// their rows were due, and how many rows are still under way. Knows nothing of who has them.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <vector>

#include "core/base/units.hpp"
#include "core/data/column.hpp"
#include "core/data/record_batch.hpp"

namespace millrace {

/// One batch as it was read.
struct Flight {
  SourcePartitionId source;
  Column offsets;                                           // of its rows, ascending
  std::shared_ptr<const std::vector<std::int64_t>> due_ns;  // of its rows
  std::int64_t rows_left = 0;                               // not yet through a worker

  std::int64_t first_offset() const { return offsets.int64s().front(); }
};

/// Flights by the sequence of their batch, which grows by one from batch to batch. Forgets what has
/// landed, oldest first. A value: copies share due times.
class FlightTable {
 public:
  /// REQUIRES: `sequence` is one above that of the flight before; batch.row_count > 0.
  void take_off(std::int64_t sequence, const RecordBatch& batch,
                std::span<const std::int64_t> due_ns);
  /// Null where a batch had no rows, or has landed.
  const Flight* find(std::int64_t sequence) const;
  /// `row_count` rows of the batch are through.
  void land(std::int64_t sequence, std::int64_t row_count);

  /// Due times of a worker's part of the batch, in the order of its rows. Lives until the next call.
  std::span<const std::int64_t> due_times_of(const Flight& flight, const Column& offsets);

  /// First offset of each source partition that is under way; `read_offsets` (in and out) holds the
  /// next to be read.
  void lower_to_unfinished(std::span<std::int64_t> read_offsets) const;

 private:
  std::int64_t first_sequence_ = 0;
  std::deque<Flight> flights_;
  std::vector<std::int64_t> due_;  // scratch
};

}  // namespace millrace
