// core/route/heavy_keys.hpp — which keys of a stream are hot, in fixed space, on the way of every
// row. What people look at is core/metrics/hot_key_sketch, which keeps texts and merges.
#pragma once

#include <tsl/robin_map.h>

#include <cstdint>
#include <vector>

namespace millrace {

/// Space-Saving (Metwally, Agrawal, El Abbadi 2005) over key hashes: a key that is not held takes
/// the place of the least frequent one and inherits its count as error, so that every key with more
/// than rows()/capacity rows is held. Ties by hash: the outcome depends on the stream alone.
/// O(log capacity) a row. Used by one thread.
class HeavyKeys {
 public:
  /// REQUIRES: capacity > 0.
  explicit HeavyKeys(std::uint32_t capacity);

  /// Counts a row of this key. Returns how many the key has had at least.
  std::int64_t add(std::uint64_t key_hash);
  std::int64_t rows() const { return rows_; }

 private:
  struct Entry {
    std::uint64_t hash = 0;
    std::int64_t count = 0;
    std::int64_t error = 0;
  };
  static bool is_less(const Entry& a, const Entry& b) {
    return a.count != b.count ? a.count < b.count : a.hash < b.hash;
  }
  std::uint32_t sift_down(std::uint32_t position);
  std::uint32_t sift_up(std::uint32_t position);

  std::uint32_t capacity_;
  std::int64_t rows_ = 0;
  std::vector<Entry> heap_;                                   // least count first
  tsl::robin_map<std::uint64_t, std::uint32_t> position_of_;  // by hash; never iterated
};

}  // namespace millrace
