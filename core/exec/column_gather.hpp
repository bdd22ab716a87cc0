// core/exec/column_gather.hpp — puts one column together from rows of several: results of rounds,
// buffered rows, batches.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/data/column.hpp"

namespace millrace {

/// A row of one of several columns (or batches) that stand side by side.
struct RowRef {
  std::uint32_t chunk = 0;
  std::uint32_t row = 0;
  friend bool operator==(const RowRef&, const RowRef&) = default;
};

/// Stands for a NULL.
inline constexpr RowRef kNoRow = {0xffffffffu, 0xffffffffu};

/// The rows named, in that order. All chunks are of `type`.
Column gather_across(DataType type, std::span<const Column* const> chunks,
                     std::span<const RowRef> rows);

/// The chunks one after the other. All are of `type`.
Column concatenate(DataType type, std::span<const Column* const> chunks);

}  // namespace millrace
