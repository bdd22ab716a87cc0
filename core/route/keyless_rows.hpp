// core/route/keyless_rows.hpp — finds the rows whose records were sent without a key: most clients
// spread such records over all source partitions, however well the topic is keyed.
#pragma once

#include <tsl/robin_map.h>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/data/column.hpp"

namespace millrace {

/// A record has no key where all its key columns are NULL, and an empty one where its only key
/// column is ''. Which of the two a producer spreads is its partitioner's affair
/// (PartitionerInfo::is_function_of_null_key, is_function_of_empty_key). A batch without either
/// costs a look at its columns, not at its rows. Used by one thread.
class KeylessRows {
 public:
  struct Spread {
    bool null_keys = true;   // the producer spreads records without key
    bool empty_keys = true;  // and those with an empty key
  };
  explicit KeylessRows(Spread spread) : spread_(spread) {}

  /// The rows, ascending, that the producer spreads. A key column without rows is NULL in all of
  /// them.
  void find(std::span<const Column> key_columns, std::uint32_t row_count,
            std::vector<std::uint32_t>& rows);

 private:
  /// What is known of the entries of a dictionary: how many were looked at, and which is ''.
  struct EmptyCode {
    std::uint32_t looked_at = 0;
    std::optional<std::uint32_t> code;
  };
  std::optional<std::uint32_t> code_of_empty(const Dictionary& dictionary);

  Spread spread_;
  tsl::robin_map<std::uint64_t, EmptyCode> by_lineage_;  // never iterated
};

}  // namespace millrace
