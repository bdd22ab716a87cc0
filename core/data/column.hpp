// core/data/column.hpp — immutable typed columns: values, validity, and a dictionary where they hold strings.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "core/data/data_type.hpp"
#include "core/data/dictionary.hpp"
#include "core/data/value.hpp"

namespace millrace {

/// A column of `row_count()` rows. Copying and slicing share the storage. The slot of a NULL row holds 0 (or
/// code 0) and
/// must not be interpreted. Thread-safe to read.
class Column {
 public:
  Column() = default;
  // `validity`: one byte a row, 1 valid and 0 NULL; empty = every row valid. A validity without zeros is dropped.
  static Column of_int64(DataType type, std::vector<std::int64_t> values,
                         std::vector<std::uint8_t> validity = {});
  static Column of_double(std::vector<double> values, std::vector<std::uint8_t> validity = {});
  static Column of_boolean(std::vector<std::uint8_t> values,
                           std::vector<std::uint8_t> validity = {});
  static Column of_codes(DictionaryPtr dictionary, std::vector<std::uint32_t> codes,
                         std::vector<std::uint8_t> validity = {});
  static Column of_nulls(DataType type, std::uint32_t row_count);
  /// The value in every row; a string gets a dictionary (and lineage) of its own at each call.
  static Column of_constant(const Value& value, std::uint32_t row_count);

  const DataType& type() const { return type_; }
  std::uint32_t row_count() const { return row_count_; }
  bool has_nulls() const { return !validity_.empty(); }
  bool is_null(std::uint32_t row) const { return !validity_.empty() && validity_[row] == 0; }
  /// Empty when no row is NULL.
  std::span<const std::uint8_t> validity() const { return validity_; }

  // Views of the values; REQUIRES: the type is held that way (DataType::physical()).
  std::span<const std::int64_t> int64s() const;
  std::span<const double> doubles() const;
  std::span<const std::uint8_t> booleans() const;
  std::span<const std::uint32_t> codes() const;
  const DictionaryPtr& dictionary() const { return dictionary_; }
  /// REQUIRES: a string column, row not NULL.
  std::string_view string_at(std::uint32_t row) const { return dictionary_->at(codes()[row]); }

  Value value_at(std::uint32_t row) const;
  Column slice(std::uint32_t begin, std::uint32_t row_count) const;
  /// The rows named, in that order; rows may repeat.
  Column gather(std::span<const std::uint32_t> rows) const;
  /// Bytes of values and validity, without the dictionary.
  std::int64_t byte_count() const;

 private:
  struct Storage;
  template <typename T>
  static Column of_values(DataType type, std::vector<T> values, std::vector<std::uint8_t> validity);

  DataType type_;
  std::uint32_t row_count_ = 0;
  const void* values_ = nullptr;
  std::span<const std::uint8_t> validity_;
  DictionaryPtr dictionary_;
  std::shared_ptr<const Storage> storage_;
};

/// Appends canonical text of one row, as results print it: NULL gives `null_text`.
void append_text(std::string& out, const Column& column, std::uint32_t row,
                 std::string_view null_text = "");

/// SQL order of two rows of columns of one type: NULL first, then by value; strings by bytes; NaN last. -1, 0, 1.
int compare_rows(const Column& a, std::uint32_t row_a, const Column& b, std::uint32_t row_b);

}  // namespace millrace
