// core/data/column_builder.hpp — fills columns row by row: for readers of recordings, generators and tests.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/data/column.hpp"

namespace millrace {

/// Collects the rows of one column and hands them out as immutable Columns. String columns keep their
/// dictionary from one
/// take() to the next, so that codes stay stable for a whole topic. Used by one thread.
class ColumnBuilder {
 public:
  explicit ColumnBuilder(DataType type);

  const DataType& type() const { return type_; }
  std::uint32_t row_count() const { return row_count_; }
  void append_null();
  // REQUIRES: the type is held that way.
  void append_int64(std::int64_t value);
  void append_double(double value);
  void append_boolean(bool value);
  void append_string(std::string_view value);
  /// REQUIRES: the value's type is the column's, or the value is NULL.
  void append(const Value& value);
  /// Forgets the last row.
  void remove_last();
  /// The rows so far, leaving the builder empty.
  Column take();

 private:
  void count_valid_row();

  DataType type_;
  std::uint32_t row_count_ = 0;
  bool has_nulls_ = false;
  std::vector<std::int64_t> int64s_;
  std::vector<double> doubles_;
  std::vector<std::uint8_t> booleans_;
  std::vector<std::uint32_t> codes_;
  std::vector<std::uint8_t> validity_;
  DictionaryBuilder dictionary_;
};

}  // namespace millrace
