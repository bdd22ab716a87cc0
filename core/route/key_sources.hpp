// core/route/key_sources.hpp — remembers from which source partition each key comes: where natural
// routing will look for its group.
#pragma once

#include <tsl/robin_map.h>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/base/units.hpp"
#include "core/data/column.hpp"
#include "core/route/key_hasher.hpp"

namespace millrace {

/// The source partition of every key so far; of a key that strayed, the latest. Keys are known by
/// their 64-bit hash: two of a million share one with a chance of 1 in 30 million. Costs a look-up
/// a row, or a comparison where a dictionary carries the key. Used by one thread.
class KeySources {
 public:
  KeySources() : hasher_(HashFunction::kXxhash) {}

  /// One batch of one source partition; the key columns K, all of one row count.
  void observe(std::span<const Column> key_columns, SourcePartitionId source_partition);
  /// The source partition of each row's key; nothing for keys that were never observed.
  void find(std::span<const Column> key_columns, std::uint32_t row_count,
            std::vector<std::optional<SourcePartitionId>>& sources);
  /// Memory held, roughly.
  std::int64_t byte_count() const;

 private:
  KeyHasher hasher_;
  tsl::robin_map<std::uint64_t, SourcePartitionId> by_hash_;  // never iterated
  // Of the codes of one dictionary: their source partition plus one, 0 not seen yet.
  std::uint64_t lineage_ = 0;
  std::vector<std::uint32_t> source_plus_one_;
  std::vector<std::uint64_t> hashes_;
};

}  // namespace millrace
