// sim/workload/row_chunk.cpp — sizes of records.
#include "sim/workload/row_chunk.hpp"

#include <cstddef>

namespace millrace {

namespace {

/// `times`: how often the text stands in the record.
void add_text_sizes(std::vector<std::int64_t>& sizes, const Column& column, std::int64_t times) {
  const std::span<const std::uint32_t> codes = column.codes();
  const Dictionary& dictionary = *column.dictionary();
  const auto size_of = [&](std::uint32_t code) {
    return static_cast<std::int64_t>(dictionary.at(code).size()) * times;
  };
  if (dictionary.size() > column.row_count()) {
    for (std::uint32_t row = 0; row < column.row_count(); ++row) {
      if (!column.is_null(row)) sizes[row] += size_of(codes[row]);
    }
    return;
  }
  std::vector<std::int64_t> size_of_code(dictionary.size());
  for (std::uint32_t code = 0; code < dictionary.size(); ++code) size_of_code[code] = size_of(code);
  for (std::uint32_t row = 0; row < column.row_count(); ++row) {
    if (!column.is_null(row)) sizes[row] += size_of_code[codes[row]];
  }
}

}  // namespace

std::vector<std::int64_t> record_sizes(const std::vector<Column>& columns, const Column& keys,
                                       std::uint32_t row_count) {
  std::int64_t fixed = kRecordOverheadBytes;
  for (const Column& column : columns) {
    if (column.type().physical() == PhysicalKind::kCode) continue;
    fixed += column.type().physical() == PhysicalKind::kBoolean ? 1 : 8;
  }
  std::vector<std::int64_t> sizes(row_count, fixed);
  bool has_key = keys.row_count() > 0;
  for (const Column& column : columns) {
    if (column.type().physical() != PhysicalKind::kCode || column.row_count() == 0) continue;
    const bool is_key = has_key && column.codes().data() == keys.codes().data();
    has_key = has_key && !is_key;
    add_text_sizes(sizes, column, is_key ? 2 : 1);
  }
  if (has_key) add_text_sizes(sizes, keys, 1);
  return sizes;
}

}  // namespace millrace
