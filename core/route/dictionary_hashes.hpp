// core/route/dictionary_hashes.hpp — remembers the hash of every dictionary entry, by lineage,
// across batches.
#pragma once

#include <tsl/robin_map.h>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/data/dictionary.hpp"

namespace millrace {

/// Hashes of dictionary entries, grown as snapshots grow. Forgets everything when it holds more
/// than `entries_max` hashes (a topic of ever new keys), which costs time and changes no hash. Used
/// by one thread.
class DictionaryHashes {
 public:
  using Function = std::uint64_t (*)(std::string_view text);

  explicit DictionaryHashes(std::int64_t entries_max = 1 << 22) : entries_max_(entries_max) {}

  /// One hash a code of the snapshot; valid until the next call. Adds the number of entries newly
  /// hashed to `hashed`.
  std::span<const std::uint64_t> of(const Dictionary& dictionary, Function function,
                                    std::int64_t& hashed);

 private:
  std::int64_t entries_max_;
  std::int64_t entries_ = 0;
  tsl::robin_map<std::uint64_t, std::vector<std::uint64_t>> by_lineage_;  // never iterated
};

}  // namespace millrace
