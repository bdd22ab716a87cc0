// core/data/record_batch.hpp — a columnar block of records of one source partition, in offset order.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/units.hpp"
#include "core/data/column.hpp"
#include "core/data/schema.hpp"

namespace millrace {

/// The records as they stood in the recording, kept alive for dead letters at no cost a row. Immutable.
class RawRecords {
 public:
  virtual ~RawRecords() = default;
  /// The original text of the record at this offset; empty when it is not held.
  virtual std::string_view text_of(std::int64_t offset) const = 0;
};

/// Rows of one source partition. A plain value: copying shares the columns. All columns have `row_count` rows.
/// Rows are in ascending offset order, with gaps where rows went to other workers.
struct RecordBatch {
  SchemaPtr schema;  // what the columns are; may list more columns than are held
  std::vector<Column>
      columns;  // one per schema field; an unneeded column may be empty (row_count 0)
  std::uint32_t row_count = 0;
  std::shared_ptr<const std::string> topic;  // may be null in tests
  SourcePartitionId source_partition;
  /// Position of the batch this came from in the order in which the job read its sources: 0, 1, 2, …
  /// Pieces of one batch share it.
  std::int64_t sequence = 0;
  Column offsets;  // BIGINT, one per row
  Column
      event_times;  // TIMESTAMP, NULL where the record has none; empty when the topic has no event time
  Column record_timestamps;  // TIMESTAMP, Kafka's own; empty when the recording has none
  Column keys;               // STRING, the record key as text; empty when records have no keys
  /// TIMESTAMP: wm_p before the row was read (semantics §4); EventTime::min() before the first. Stamped by
  /// SourceWatermark;
  /// empty when the topic has no event time.
  Column watermarks_before;
  std::shared_ptr<const RawRecords> raw;  // may be null

  std::int64_t offset_at(std::uint32_t row) const { return offsets.int64s()[row]; }
};

/// The rows named (ascending), with only the columns in `needed` copied; the others are left empty.
RecordBatch gather_rows(const RecordBatch& batch, std::span<const std::uint32_t> rows,
                        std::span<const std::uint32_t> needed_columns);
/// Rows [begin, begin + row_count), sharing the storage.
RecordBatch slice_rows(const RecordBatch& batch, std::uint32_t begin, std::uint32_t row_count);
/// The record's original text where it is held, else its columns as one JSON object.
std::string original_record(const RecordBatch& batch, std::uint32_t row);
/// Bytes of all held columns.
std::int64_t byte_count(const RecordBatch& batch);

}  // namespace millrace
