// sim/workload/row_chunk.hpp — rows of the whole topic in the order in which they are due, on their
// way to partitions: what every kind of topic makes and the block cutter takes.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/data/column.hpp"
#include "core/data/dead_letter.hpp"
#include "core/data/record_batch.hpp"

namespace millrace {

/// A row that no consumer can read. It has columns all the same, which nobody sees.
struct UnreadableRow {
  std::uint32_t row = 0;
  DeadLetter letter;  // its place is filled in when the row gets one
};

struct RowChunk {
  std::uint32_t row_count = 0;
  std::vector<std::int64_t> due_ns;       // a row, ascending
  std::vector<Column> columns;            // as the schema's
  Column event_times;                     // TIMESTAMP
  Column record_timestamps;               // TIMESTAMP; may be empty
  Column keys;                            // STRING; empty: no record has a key
  std::vector<std::uint32_t> producers;   // a row; empty: there is only one
  std::vector<std::int64_t> bytes;        // a row: what it takes on the topic
  std::vector<std::uint32_t> partitions;  // a row
  std::vector<std::int64_t> offsets;  // a row, as recorded; empty: the next ones of its partition
  std::shared_ptr<const RawRecords> raw;  // may be null
  std::vector<std::int64_t> raw_offsets;  // a row: by which `raw` knows it
  std::vector<UnreadableRow> unreadable;  // by row
  /// Records that no column could be made of; they lie behind the chunk's rows on partition 0.
  std::vector<DeadLetter> lost;
};

/// What a record takes on the topic beside its values: headers, lengths, timestamps.
inline constexpr std::int64_t kRecordOverheadBytes = 16;

/// Sizes of rows: 8 bytes a number or timestamp, 1 a boolean, strings and keys by their length.
std::vector<std::int64_t> record_sizes(const std::vector<Column>& columns, const Column& keys,
                                       std::uint32_t row_count);

}  // namespace millrace
