// core/exec/over/record_log.hpp — records that were taken and wait for their turn, or for rows that
// follow them.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/data/record_batch.hpp"
#include "core/exec/column_gather.hpp"

namespace millrace {

/// Rows of one batch, with what was worked out when they arrived. All columns that are held have a
/// row each.
struct RecordChunk {
  RecordBatch batch;                  // only the columns that are still needed
  std::vector<Column> values;         // output items that need no OVER value
  std::vector<Column> arguments;      // of the OVER calls
  std::vector<std::uint32_t> groups;  // of the PARTITION BY

  std::uint32_t row_count() const { return batch.row_count; }
  RecordChunk gather(std::span<const std::uint32_t> rows) const;
};

/// Holds chunks until their last row is released; a chunk of which few rows are left is cut down to
/// them. A row is known by {chunk, row within the chunk as it was added}, whatever was cut. Used by
/// one thread.
class RecordLog {
 public:
  /// Every row waits. REQUIRES: chunk.row_count() > 0.
  std::uint32_t add(RecordChunk chunk);
  const RecordChunk& chunk(std::uint32_t id) const { return entries_[id].chunk; }
  /// Where the row stands in chunk(record.chunk) now.
  std::uint32_t row_of(RowRef record) const;
  std::uint32_t chunk_count() const { return static_cast<std::uint32_t>(entries_.size()); }
  /// The rows are needed no more; a chunk keeps its rows' places until cut_down().
  void release(std::span<const RowRef> records);
  /// Memory held, roughly.
  std::int64_t byte_count() const;

 private:
  struct Entry {
    RecordChunk chunk;
    std::vector<std::uint32_t> added_rows;  // per row now: its number when added; empty: the same
    std::vector<std::uint8_t> is_released;  // per row now
    std::uint32_t waiting = 0;
  };
  void cut_down(Entry& entry) const;

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> free_;
};

}  // namespace millrace
