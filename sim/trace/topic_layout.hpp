// sim/trace/topic_layout.hpp — lays the rows of a recording out on the source partitions of a
// topic, and cuts them into batches.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/data/record_batch.hpp"
#include "sim/trace/chunk.hpp"
#include "sim/trace/producer.hpp"

namespace millrace {

struct LayoutOptions {
  std::shared_ptr<const std::string> topic;
  SchemaPtr schema;
  std::uint32_t source_partition_count = 1;
  std::uint32_t batch_rows_max = 8192;
  std::vector<std::uint32_t> key_columns;    // empty: recorded keys, or none
  std::optional<std::uint32_t> time_column;  // BIGINT (epoch ms) or TIMESTAMP
  bool has_record_timestamps = false;        // event times where there is no time column
  std::optional<Producer> producer;          // nothing: places as recorded, or a single partition
};

/// Offsets count 0, 1, 2, … in each partition in the order of the recording, or are those recorded.
/// A chunk gives batches in rounds: one of each partition that still has rows, by partition number;
/// so sources are read side by side, and the order of batches depends on the recording and the
/// options alone.
class TopicLayout {
 public:
  explicit TopicLayout(LayoutOptions options);
  void use_time_column(std::uint32_t column) { options_.time_column = column; }

  /// Empties the chunk. A chunk without rows gives one batch without rows.
  void lay_out(Chunk& chunk, std::deque<RecordBatch>& batches);

 private:
  /// A chunk's rows as columns, and where they go.
  struct Rows {
    std::uint32_t count = 0;
    std::vector<Column> columns;
    Column keys;
    Column timestamps;
    std::vector<std::uint32_t> partitions;  // one a row; empty: all on partition 0
    std::vector<std::int64_t> offsets;      // one a row
    std::shared_ptr<const ChunkRecords> records;
  };
  /// The rows of one partition: [begin, end) of `order`, or of the chunk itself where there is no
  /// order.
  struct Run {
    std::uint32_t partition = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };

  Rows take_rows(Chunk& chunk);
  void number_rows(Rows& rows);
  std::vector<Run> runs_of(const Rows& rows, std::vector<std::uint32_t>& order) const;
  RecordBatch batch_of(const Rows& rows,
                       const std::shared_ptr<const std::vector<std::uint32_t>>& order, Run part);

  LayoutOptions options_;
  RecordKeys keys_;
  std::vector<std::int64_t> next_offsets_;  // by partition
  std::int64_t next_sequence_ = 0;
};

}  // namespace millrace
