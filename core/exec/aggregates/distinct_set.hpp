// core/exec/aggregates/distinct_set.hpp — sets of 64-bit values, one per slot, all in one table.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace millrace {

/// One open-addressing table of (slot, value) for all slots: many small sets cost no allocation
/// each, and a large one grows like any table. The entries of a slot are chained, so that a slot is
/// cleared in the time of its size. Exact: hashes only say where to look. Never read in table
/// order.
class DistinctSet {
 public:
  /// New slots are empty.
  void resize(std::uint32_t slot_count);
  /// REQUIRES: slot below the count given to resize().
  void insert(std::uint32_t slot, std::uint64_t value);
  /// insert(slots[i], values[i]) for all i; many times faster where the table is larger than the
  /// caches, for the memory of several rows is fetched at once.
  void insert_all(std::span<const std::uint32_t> slots, std::span<const std::uint64_t> values);
  void clear(std::uint32_t slot);
  std::int64_t count(std::uint32_t slot) const { return slots_[slot].count; }
  std::uint32_t slot_count() const { return static_cast<std::uint32_t>(slots_.size()); }
  /// Values of all slots together.
  std::uint64_t entry_count() const { return entry_count_; }
  std::int64_t byte_count() const {
    return static_cast<std::int64_t>(slots_.size() * sizeof(Slot) +
                                     entries_.size() * sizeof(Entry) +
                                     index_.size() * sizeof(std::uint32_t));
  }

  /// f(value) for each value of the slot, the latest first.
  template <typename F>
  void for_each(std::uint32_t slot, F&& f) const {
    for (std::uint32_t entry = slots_[slot].first; entry != kNone; entry = entries_[entry].next) {
      f(entries_[entry].value);
    }
  }
  /// Replaces every value by f(value). REQUIRES: f gives different values for different ones.
  template <typename F>
  void rename(F&& f) {
    for (const Slot& slot : slots_) {
      for (std::uint32_t entry = slot.first; entry != kNone; entry = entries_[entry].next) {
        entries_[entry].value = f(entries_[entry].value);
      }
    }
    rebuild_index(index_.size());
  }

 private:
  static constexpr std::uint32_t kNone = 0xffffffffu;

  struct Entry {
    std::uint64_t value;
    std::uint32_t slot;
    std::uint32_t next;  // of the same slot, or of the free list
  };
  struct Slot {
    std::uint32_t first = kNone;
    std::int64_t count = 0;
  };

  void grow_for(std::size_t count);
  void insert_hashed(std::uint64_t hash, std::uint32_t slot, std::uint64_t value);
  static std::uint64_t hash_of(std::uint32_t slot, std::uint64_t value);
  std::size_t home_of(const Entry& entry) const;
  void rebuild_index(std::size_t size);
  void put_into_index(std::uint32_t entry);
  void erase_from_index(std::uint32_t entry);

  std::vector<Slot> slots_;
  std::vector<Entry> entries_;
  std::uint32_t first_free_ = kNone;
  std::uint64_t entry_count_ = 0;
  std::vector<std::uint32_t> index_;  // power of two; entry numbers or kNone, linear probing
};

}  // namespace millrace
