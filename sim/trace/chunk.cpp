// sim/trace/chunk.cpp — room for rows, in steps.
#include "sim/trace/chunk.hpp"

#include <algorithm>
#include <utility>

namespace millrace {

Chunk::Chunk(const std::vector<DataType>& types, bool has_recorded_places, ChunkLimits limits)
    : limits_(limits) {
  columns.reserve(types.size());
  for (const DataType type : types) columns.emplace_back(type);
  if (has_recorded_places) places.emplace();
}

void Chunk::clear() {
  row_count_ = 0;
  capacity_ = 0;
  unreadable_count_ = 0;
  byte_count_ = 0;
  records_ = {};
}

void Chunk::grow() {
  constexpr std::uint32_t kRowsMin = 1024;
  capacity_ = std::min(std::max(kRowsMin, capacity_ * 4), limits_.rows_max);
  records_.texts.resize(capacity_);
  for (ColumnFiller& column : columns) column.resize(capacity_);
  if (!places) return;
  places->partitions.resize(capacity_);
  places->offsets.resize(capacity_);
  places->timestamps.resize(capacity_);
  places->keys.resize(capacity_);
}

ChunkRecords Chunk::take_records() {
  records_.texts.resize(row_count_);
  return std::exchange(records_, {});
}

}  // namespace millrace
