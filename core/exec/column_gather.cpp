// core/exec/column_gather.cpp — one loop per physical kind; strings keep their codes where the
// chunks share a dictionary.
#include "core/exec/column_gather.hpp"

#include <utility>

#include "core/base/assert.hpp"

namespace millrace {
namespace {

std::span<const std::int64_t> values_of(const Column& column, std::int64_t) {
  return column.int64s();
}
std::span<const double> values_of(const Column& column, double) {
  return column.doubles();
}
std::span<const std::uint8_t> values_of(const Column& column, std::uint8_t) {
  return column.booleans();
}
std::span<const std::uint32_t> values_of(const Column& column, std::uint32_t) {
  return column.codes();
}

/// Empty where no row named is NULL.
std::vector<std::uint8_t> gather_validity(std::span<const Column* const> chunks,
                                          std::span<const RowRef> rows) {
  std::vector<std::uint8_t> validity(rows.size(), 1);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i] == kNoRow || chunks[rows[i].chunk]->is_null(rows[i].row)) validity[i] = 0;
  }
  return validity;
}

template <typename T>
std::vector<T> gather_values(std::span<const Column* const> chunks, std::span<const RowRef> rows) {
  std::vector<std::span<const T>> values;
  values.reserve(chunks.size());
  for (const Column* chunk : chunks) {
    // A column that is not held has no rows, and perhaps another type.
    values.push_back(chunk->row_count() == 0 ? std::span<const T>() : values_of(*chunk, T()));
  }
  std::vector<T> result(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i] != kNoRow) result[i] = values[rows[i].chunk][rows[i].row];
  }
  return result;
}

/// The newest snapshot, if all chunks are of one lineage: it holds every code of the others. Else
/// null.
DictionaryPtr common_dictionary(std::span<const Column* const> chunks) {
  DictionaryPtr newest;
  for (const Column* chunk : chunks) {
    if (chunk->row_count() == 0) continue;
    const DictionaryPtr& dictionary = chunk->dictionary();
    if (!newest) newest = dictionary;
    if (newest->lineage() != dictionary->lineage()) return nullptr;
    if (dictionary->size() > newest->size()) newest = dictionary;
  }
  return newest;
}

Column gather_strings(std::span<const Column* const> chunks, std::span<const RowRef> rows,
                      std::vector<std::uint8_t> validity) {
  if (DictionaryPtr dictionary = common_dictionary(chunks)) {
    return Column::of_codes(std::move(dictionary), gather_values<std::uint32_t>(chunks, rows),
                            std::move(validity));
  }
  DictionaryBuilder builder;
  std::vector<std::uint32_t> codes(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (validity[i] != 0) codes[i] = builder.code_of(chunks[rows[i].chunk]->string_at(rows[i].row));
  }
  return Column::of_codes(builder.snapshot(), std::move(codes), std::move(validity));
}

}  // namespace

Column gather_across(DataType type, std::span<const Column* const> chunks,
                     std::span<const RowRef> rows) {
  std::vector<std::uint8_t> validity = gather_validity(chunks, rows);
  switch (type.physical()) {
    case PhysicalKind::kInt64:
      return Column::of_int64(type, gather_values<std::int64_t>(chunks, rows), std::move(validity));
    case PhysicalKind::kDouble:
      return Column::of_double(gather_values<double>(chunks, rows), std::move(validity));
    case PhysicalKind::kBoolean:
      return Column::of_boolean(gather_values<std::uint8_t>(chunks, rows), std::move(validity));
    case PhysicalKind::kCode:
      break;
  }
  return gather_strings(chunks, rows, std::move(validity));
}

Column concatenate(DataType type, std::span<const Column* const> chunks) {
  if (chunks.size() == 1) return *chunks[0];
  std::vector<RowRef> rows;
  for (std::uint32_t chunk = 0; chunk < chunks.size(); ++chunk) {
    for (std::uint32_t row = 0; row < chunks[chunk]->row_count(); ++row) {
      rows.push_back({chunk, row});
    }
  }
  return gather_across(type, chunks, rows);
}

}  // namespace millrace
