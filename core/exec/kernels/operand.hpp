// core/exec/kernels/operand.hpp — what a node of an expression hands to the node above it: the
// values of the rows, or one value that holds for all of them. Views only; knows nothing of
// expressions.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/data/column.hpp"

namespace millrace {

/// Where a node keeps its results, from batch to batch, so that nothing is allocated once the
/// batches have their size. At most one of the first four is used, as the type's physical kind
/// says.
struct Buffers {
  std::vector<std::int64_t> int64s;
  std::vector<double> doubles;
  std::vector<std::uint8_t> booleans;
  std::vector<std::uint32_t>
      codes;  // every slot is a code of the dictionary, 0 where nothing was computed
  std::vector<std::uint8_t> validity;
};

/// Values of a node for one call. A constant has one element in `values` that stands for every row,
/// so that a literal is never spread out. Rows that were not asked for hold anything, but always
/// readable memory (booleans 0 or 1). Borrowed from the node or the input column that holds them;
/// valid until the node is evaluated again.
struct Operand {
  DataType type;
  bool is_constant = false;
  const void* values = nullptr;
  const std::uint8_t* validity =
      nullptr;                     // null: no row is NULL; a constant's single byte is always 0
  DictionaryPtr dictionary;        // strings
  const Column* column = nullptr;  // the input column, when the values are one
  Buffers* buffers = nullptr;      // the node's own, when the values were computed

  template <typename T>
  const T* as() const {
    return static_cast<const T*>(values);
  }
  bool is_null_constant() const { return is_constant && validity != nullptr; }
  bool is_null(std::uint32_t row) const {
    return validity != nullptr && validity[is_constant ? 0 : row] == 0;
  }
  // REQUIRES: of that physical kind, and the row is not NULL.
  std::int64_t int64_at(std::uint32_t row) const {
    return as<std::int64_t>()[is_constant ? 0 : row];
  }
  double double_at(std::uint32_t row) const { return as<double>()[is_constant ? 0 : row]; }
  bool boolean_at(std::uint32_t row) const {
    return as<std::uint8_t>()[is_constant ? 0 : row] != 0;
  }
  std::uint32_t code_at(std::uint32_t row) const {
    return as<std::uint32_t>()[is_constant ? 0 : row];
  }
  std::string_view string_at(std::uint32_t row) const { return dictionary->at(code_at(row)); }
};

/// NULL for every row.
Operand null_constant(DataType type);
/// All rows of an input column.
Operand operand_of(const Column& column);
/// The column that an operand stands for, taking over the node's buffers where it has any.
Column column_of(Operand operand, std::uint32_t row_count);
/// A row's value as a message shows it, long strings cut; "NULL" for NULL.
std::string text_of(const Operand& operand, std::uint32_t row);

// What kernels read: a value per row, or the same for each. Both are small values, so that loops
// over them vectorise.
template <typename T>
struct Lane {
  const T* values;
  T operator[](std::uint32_t row) const { return values[row]; }
};
template <typename T>
struct Same {
  T value;
  T operator[](std::uint32_t) const { return value; }
};

/// Calls f with a Lane or a Same of the operand's values.
template <typename T, typename F>
void with_values(const Operand& operand, F&& f) {
  if (operand.is_constant) {
    f(Same<T>{*operand.as<T>()});
  } else {
    f(Lane<T>{operand.as<T>()});
  }
}
/// Calls f with the values of two operands.
template <typename T, typename F>
void with_values(const Operand& a, const Operand& b, F&& f) {
  with_values<T>(a, [&](auto left) { with_values<T>(b, [&](auto right) { f(left, right); }); });
}

}  // namespace millrace
