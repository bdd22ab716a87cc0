// core/exec/memory.hpp — rough sizes of what states hold, for whoever keeps copies of them.
#pragma once

#include <cstdint>
#include <vector>

#include "core/data/column.hpp"

namespace millrace {

template <typename T>
std::int64_t bytes_of(const std::vector<T>& values) {
  return static_cast<std::int64_t>(values.size() * sizeof(T));
}

/// With the storage of the columns, which copies share but keep alive.
inline std::int64_t bytes_of_columns(const std::vector<Column>& columns) {
  std::int64_t bytes = bytes_of(columns);
  for (const Column& column : columns) bytes += column.byte_count();
  return bytes;
}

}  // namespace millrace
