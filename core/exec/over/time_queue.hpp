// core/exec/over/time_queue.hpp — rows that wait until the watermark is past them, in the order of
// event time.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/units.hpp"
#include "core/exec/column_gather.hpp"

namespace millrace {

/// A row and its place in the order (event time, source partition, offset).
struct TimedRow {
  std::int64_t time_ms = 0;
  SourcePartitionId source_partition;
  std::int64_t offset = 0;
  RowRef record;

  friend bool operator<(const TimedRow& a, const TimedRow& b) {
    if (a.time_ms != b.time_ms) return a.time_ms < b.time_ms;
    if (a.source_partition != b.source_partition) return a.source_partition < b.source_partition;
    return a.offset < b.offset;
  }
};

/// Keeps what comes together as a sorted run. Taking rows looks only at runs that have some to
/// give. Used by one thread.
class TimeQueue {
 public:
  void add(std::vector<TimedRow> rows);
  /// The rows with event time < time_ms, in order.
  std::vector<TimedRow> take_before(std::int64_t time_ms);
  std::vector<TimedRow> take_all();
  /// Memory held, roughly.
  std::int64_t byte_count() const;

 private:
  struct Run {
    std::vector<TimedRow> rows;  // sorted
    std::size_t next = 0;
  };
  static bool is_later(const Run& a, const Run& b) {
    return b.rows[b.next].time_ms < a.rows[a.next].time_ms;
  }
  std::vector<Run> runs_;  // a heap, the run with the earliest row on top; none is empty
};

}  // namespace millrace
