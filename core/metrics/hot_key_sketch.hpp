// core/metrics/hot_key_sketch.hpp — the most frequent keys of a stream in fixed space, with bounds
// on every count.
#pragma once

#include <tsl/robin_map.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace millrace {

/// One key that may be hot. Its true count lies in [count_min(), count_max].
struct HotKey {
  std::uint64_t hash = 0;
  std::string text;            // as it was when the key was last taken in
  std::int64_t count_max = 0;  // never below the true count
  std::int64_t error = 0;      // how much of it may belong to keys that were pushed out

  std::int64_t count_min() const { return count_max - error; }
};

/// Space-Saving (Metwally, Agrawal, El Abbadi 2005) over weighted keys: holds `capacity` keys; a
/// key that is not held takes the place of the least frequent one and inherits its count as error.
/// Every key with more than rows()/capacity rows is held, and no error is above rows()/capacity.
/// Merging keeps the bounds (Agarwal et al. 2012). Ties go to the key that has been held longest,
/// so the outcome depends on the stream alone. Used by one thread.
class HotKeySketch {
 public:
  /// REQUIRES: capacity > 0.
  explicit HotKeySketch(std::uint32_t capacity = 256);

  /// `rows` more of a key. Call it once per distinct key of a batch where counts are at hand: the
  /// cost is O(log capacity). REQUIRES: rows > 0.
  void observe(std::uint64_t key_hash, std::string_view key_text, std::int64_t rows = 1);
  void merge(const HotKeySketch& other);

  std::int64_t rows() const { return rows_; }
  std::uint32_t capacity() const { return capacity_; }
  /// The hottest first; equal counts by smaller error, then by hash. At most `key_count`.
  std::vector<HotKey> hottest(std::uint32_t key_count) const;
  /// The largest count any key that is not held can have: 0 until a key had to be left out.
  std::int64_t unheld_max() const;

 private:
  struct Slot {
    HotKey key;
    std::uint64_t since = 0;     // order of arrival, for ties
    std::uint32_t position = 0;  // in heap_
  };

  bool is_less(std::uint32_t slot_a, std::uint32_t slot_b) const;
  void place(std::uint32_t position, std::uint32_t slot);
  void sift_down(std::uint32_t position);
  void sift_up(std::uint32_t position);
  void insert(HotKey key);

  std::uint32_t capacity_;
  std::int64_t rows_ = 0;
  std::uint64_t arrivals_ = 0;
  std::int64_t left_out_max_ = 0;  // of keys that a merged, smaller sketch did not hold
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> heap_;                            // slots, least count first
  tsl::robin_map<std::uint64_t, std::uint32_t> slot_by_hash_;  // never iterated
};

}  // namespace millrace
