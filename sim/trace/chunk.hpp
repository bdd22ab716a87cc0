// sim/trace/chunk.hpp — a stretch of a recording in columns: what a reader fills and the topic's
// layout cuts into batches.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/trace/column_filler.hpp"
#include "sim/trace/text_window.hpp"
#include "sim/trace/unreadable_records.hpp"

namespace millrace {

/// When a chunk is full. A function of records alone, never of how their bytes arrive, so that
/// batches are the same from a file and from a pipe.
struct ChunkLimits {
  std::uint32_t rows_max = 8192;
  std::int64_t bytes_max = 8 << 20;  // of record text, so that long records do not pile up
};

/// The text of one record, in a block that is kept.
struct RecordText {
  const char* begin = nullptr;
  std::uint32_t byte_count = 0;
  std::string_view view() const { return {begin, byte_count}; }
};

/// The texts of a chunk's rows, and the blocks that they lie in.
struct ChunkRecords {
  std::vector<RecordText> texts;
  std::vector<TextBlockPtr> blocks;
};

/// Where each row lay on the recorded topic; only kcat recordings know.
struct RecordedPlaces {
  explicit RecordedPlaces() : timestamps(DataType::timestamp()), keys(DataType::string()) {}
  std::vector<std::uint32_t> partitions;
  std::vector<std::int64_t> offsets;
  ColumnFiller timestamps;
  ColumnFiller keys;
};

/// Rows [0, row_count) are complete. A reader writes row `row_count` and commits it, or leaves it
/// to be written over.
class Chunk {
 public:
  Chunk(const std::vector<DataType>& types, bool has_recorded_places, ChunkLimits limits);

  /// Starts an empty chunk; columns keep their dictionaries.
  void clear();
  bool is_full() const {
    return row_count_ == limits_.rows_max || byte_count_ >= limits_.bytes_max ||
           unreadable_count_ == limits_.rows_max;
  }
  bool is_empty() const { return row_count_ == 0 && unreadable_count_ == 0; }
  std::uint32_t row_count() const { return row_count_; }
  /// The row being written. REQUIRES: !is_full().
  std::uint32_t open_row() {
    if (row_count_ == capacity_) grow();
    return row_count_;
  }
  /// The open row is complete; `text` is its record, in `block`.
  void commit_row(std::string_view text, const TextBlockPtr& block) {
    if (records_.blocks.empty() || records_.blocks.back() != block)
      records_.blocks.push_back(block);
    records_.texts[row_count_] = {text.data(), static_cast<std::uint32_t>(text.size())};
    ++row_count_;
    byte_count_ += static_cast<std::int64_t>(text.size());
  }
  /// The record became a dead letter instead.
  void count_unreadable(std::size_t byte_count) {
    ++unreadable_count_;
    byte_count_ += static_cast<std::int64_t>(byte_count);
  }
  const ChunkRecords& records() const { return records_; }
  /// Hands the texts over to those who may have to show them.
  ChunkRecords take_records();

  std::vector<ColumnFiller> columns;     // one a column of the schema
  std::optional<RecordedPlaces> places;  // kcat recordings only

 private:
  void grow();

  ChunkLimits limits_;
  std::uint32_t row_count_ = 0;
  std::uint32_t capacity_ = 0;
  std::uint32_t unreadable_count_ = 0;
  std::int64_t byte_count_ = 0;
  ChunkRecords records_;
};

}  // namespace millrace
