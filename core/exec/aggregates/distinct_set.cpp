// core/exec/aggregates/distinct_set.cpp — linear probing with backward-shift deletion (no
// tombstones).
#include "core/exec/aggregates/distinct_set.hpp"

#include <algorithm>
#include <array>

#include "core/base/assert.hpp"
#include "core/base/hash.hpp"

namespace millrace {
namespace {

constexpr std::size_t kIndexSizeMin = 64;
constexpr std::size_t kBlockRows = 64;

}  // namespace

void DistinctSet::resize(std::uint32_t slot_count) {
  if (slot_count > slots_.size()) slots_.resize(slot_count);
}

void DistinctSet::insert(std::uint32_t slot, std::uint64_t value) {
  grow_for(1);
  insert_hashed(hash_of(slot, value), slot, value);
}

void DistinctSet::insert_all(std::span<const std::uint32_t> slots,
                             std::span<const std::uint64_t> values) {
  std::array<std::uint64_t, kBlockRows> hashes{};
  for (std::size_t begin = 0; begin < slots.size(); begin += kBlockRows) {
    const std::size_t count = std::min(kBlockRows, slots.size() - begin);
    grow_for(count);
    const std::size_t mask = index_.size() - 1;
    for (std::size_t i = 0; i < count; ++i) {
      hashes[i] = hash_of(slots[begin + i], values[begin + i]);
      __builtin_prefetch(&index_[static_cast<std::size_t>(hashes[i]) & mask]);
    }
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint32_t entry = index_[static_cast<std::size_t>(hashes[i]) & mask];
      if (entry != kNone) __builtin_prefetch(&entries_[entry]);
    }
    for (std::size_t i = 0; i < count; ++i) {
      insert_hashed(hashes[i], slots[begin + i], values[begin + i]);
    }
  }
}

void DistinctSet::grow_for(std::size_t count) {
  std::size_t size = std::max(kIndexSizeMin, index_.size());
  while ((entry_count_ + count) * 2 > size) size *= 2;
  if (size > index_.size()) rebuild_index(size);
}

void DistinctSet::insert_hashed(std::uint64_t hash, std::uint32_t slot, std::uint64_t value) {
  const std::size_t mask = index_.size() - 1;
  std::size_t at = static_cast<std::size_t>(hash) & mask;
  for (; index_[at] != kNone; at = (at + 1) & mask) {
    const Entry& present = entries_[index_[at]];
    if (present.value == value && present.slot == slot) return;
  }
  std::uint32_t entry = first_free_;
  if (entry == kNone) {
    entry = static_cast<std::uint32_t>(entries_.size());
    MILLRACE_ASSERT(entry != kNone);
    entries_.emplace_back();
  } else {
    first_free_ = entries_[entry].next;
  }
  entries_[entry] = {value, slot, slots_[slot].first};
  slots_[slot].first = entry;
  ++slots_[slot].count;
  ++entry_count_;
  index_[at] = entry;
}

void DistinctSet::clear(std::uint32_t slot) {
  std::uint32_t entry = slots_[slot].first;
  while (entry != kNone) {
    const std::uint32_t next = entries_[entry].next;
    erase_from_index(entry);
    entries_[entry].next = first_free_;
    first_free_ = entry;
    --entry_count_;
    entry = next;
  }
  slots_[slot] = Slot();
}

std::uint64_t DistinctSet::hash_of(std::uint32_t slot, std::uint64_t value) {
  const std::uint64_t hash = combine_hash(mix_64(value), slot);
#ifdef MILLRACE_HOSTILE
  return hash & 3u;  // long chains of probes are met in the hostile build, not in production
#else
  return hash;
#endif
}

std::size_t DistinctSet::home_of(const Entry& entry) const {
  return static_cast<std::size_t>(hash_of(entry.slot, entry.value)) & (index_.size() - 1);
}

void DistinctSet::rebuild_index(std::size_t size) {
  index_.assign(size, kNone);
  for (const Slot& slot : slots_) {
    for (std::uint32_t entry = slot.first; entry != kNone; entry = entries_[entry].next) {
      put_into_index(entry);
    }
  }
}

void DistinctSet::put_into_index(std::uint32_t entry) {
  const std::size_t mask = index_.size() - 1;
  std::size_t at = home_of(entries_[entry]);
  while (index_[at] != kNone) at = (at + 1) & mask;
  index_[at] = entry;
}

void DistinctSet::erase_from_index(std::uint32_t entry) {
  const std::size_t mask = index_.size() - 1;
  std::size_t hole = home_of(entries_[entry]);
  while (index_[hole] != entry) hole = (hole + 1) & mask;
  // Entries behind the hole move up as long as the hole lies on their way from home.
  for (std::size_t at = (hole + 1) & mask; index_[at] != kNone; at = (at + 1) & mask) {
    const std::size_t home = home_of(entries_[index_[at]]);
    if (((at - home) & mask) < ((at - hole) & mask)) continue;
    index_[hole] = index_[at];
    hole = at;
  }
  index_[hole] = kNone;
}

}  // namespace millrace
