// sim/trace/column_filler.hpp — one column of a chunk while its rows are read from text.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/data/column.hpp"
#include "sim/trace/value_text.hpp"

namespace millrace {

/// Rows are written by index, in any order and as often as needed: a row that turns out to be
/// unreadable is simply written over by the next. (core/data's ColumnBuilder appends; taking back
/// half a row from every column would cost a branch a value.) Strings keep one dictionary for the
/// whole recording. Used by one thread.
class ColumnFiller {
 public:
  explicit ColumnFiller(DataType type);

  const DataType& type() const { return type_; }
  /// Makes room for that many rows; what was written stays.
  void resize(std::uint32_t row_capacity);

  // REQUIRES: row < the capacity.
  void set_null(std::uint32_t row) {
    validity_[row] = 0;
    has_nulls_ = true;
  }
  void set_int64(std::uint32_t row, std::int64_t value) {  // REQUIRES: held as int64
    validity_[row] = 1;
    int64s_[row] = value;
  }
  /// Reads the value; false where the text is none of this type. (The row then holds anything.)
  bool set_text(std::uint32_t row, std::string_view text) {
    validity_[row] = 1;
    if (type_.kind == TypeKind::kBigint) {
      const std::optional<std::int64_t> value = read_bigint(text);
      if (value) int64s_[row] = *value;
      return value.has_value();
    }
    if (type_.kind == TypeKind::kString) {
      codes_[row] = dictionary_.code_of(text);
      return true;
    }
    return set_other_text(row, text);
  }

  /// Rows [0, row_count) as a column; the filler is left without rows.
  Column take(std::uint32_t row_count);

 private:
  bool set_other_text(std::uint32_t row, std::string_view text);

  DataType type_;
  bool has_nulls_ = false;
  // The one that the type is held in has a slot a row; the others stay empty.
  std::vector<std::int64_t> int64s_;
  std::vector<double> doubles_;
  std::vector<std::uint8_t> booleans_;
  std::vector<std::uint32_t> codes_;
  std::vector<std::uint8_t> validity_;
  DictionaryBuilder dictionary_;
};

}  // namespace millrace
