// sim/workload/row_chunk.cpp — sizes of records.
#include "sim/workload/row_chunk.hpp"

#include <cstddef>

namespace millrace {

namespace {

void add_text_sizes(std::vector<std::int64_t>& sizes, const Column& column) {
  const std::span<const std::uint32_t> codes = column.codes();
  for (std::uint32_t row = 0; row < column.row_count(); ++row) {
    if (column.is_null(row)) continue;
    sizes[row] += static_cast<std::int64_t>(column.dictionary()->at(codes[row]).size());
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
  for (const Column& column : columns) {
    if (column.type().physical() == PhysicalKind::kCode) add_text_sizes(sizes, column);
  }
  if (keys.row_count() > 0) add_text_sizes(sizes, keys);
  return sizes;
}

}  // namespace millrace
