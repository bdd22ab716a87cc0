// core/exec/row_log.hpp — keeps the values of single rows for as long as somebody may need them
// again.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/data/column.hpp"
#include "core/exec/column_gather.hpp"

namespace millrace {

/// Rows of a fixed set of columns, held as the chunks in which they came. A chunk goes when none of
/// its rows is retained; where few rows keep many chunks alive, the owner rewrites them as one
/// chunk (compact). So memory follows the retained rows, at a constant cost per row. Used by one
/// thread.
class RowLog {
 public:
  explicit RowLog(std::vector<DataType> types) : types_(std::move(types)) {}

  /// Takes over a chunk, whose rows are then {the number returned, 0 … row_count-1}. Rows that were
  /// not retained when seal() is called are gone.
  std::uint32_t append(std::vector<Column> columns, std::uint32_t row_count);
  void seal(std::uint32_t chunk);
  void retain(RowRef row) {
    ++chunks_[row.chunk].retained;
    ++retained_;
  }
  void release(RowRef row);

  std::span<const DataType> types() const { return types_; }
  /// REQUIRES: the chunk has retained rows.
  const Column& column(std::uint32_t chunk, std::uint32_t i) const {
    return chunks_[chunk].columns[i];
  }
  /// Column i of every chunk, for gather_across().
  std::vector<const Column*> columns(std::uint32_t i) const;
  /// Column i of these retained rows; kNoRow gives NULL.
  Column gather(std::uint32_t i, std::span<const RowRef> rows) const;
  std::int64_t retained_count() const { return retained_; }
  /// Memory held, roughly.
  std::int64_t byte_count() const;

  /// Whether most of what is stored is no longer retained.
  bool is_sparse() const;
  /// `rows`: every retained row, each once; they are given their new places.
  void compact(std::span<RowRef* const> rows);

 private:
  struct Chunk {
    std::vector<Column> columns;
    std::uint32_t row_count = 0;
    std::uint32_t retained = 0;
  };
  void drop(std::uint32_t chunk);

  std::vector<DataType> types_;
  std::vector<Chunk> chunks_;
  std::vector<std::uint32_t> free_chunks_;
  std::int64_t stored_ = 0;
  std::int64_t retained_ = 0;
};

}  // namespace millrace
