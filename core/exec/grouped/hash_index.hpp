// core/exec/grouped/hash_index.hpp — open addressing from a hash to a small number; what the number
// stands for, and whether it is equal, only the owner knows.
#pragma once

#include <cstdint>
#include <vector>

namespace millrace {

/// Finds ids by hash. Ids cannot be taken out one by one; an index of groups that are gone is
/// rebuilt by its owner. Never iterated, so that no order of hashes reaches a result.
class HashIndex {
 public:
  static constexpr std::uint32_t kNone = 0xffffffffu;

  /// The id put in under this hash for which `is_equal(id)` is true, else kNone.
  template <typename IsEqual>
  std::uint32_t find(std::uint64_t hash, IsEqual is_equal) const {
    if (entries_.empty()) return kNone;
    const std::uint32_t tag = tag_of(hash);
    for (std::uint32_t at = tag & mask_;; at = (at + 1) & mask_) {
      const Entry& entry = entries_[at];
      if (entry.id == kNone) return kNone;
      if (entry.tag == tag && is_equal(entry.id)) return entry.id;
    }
  }

  /// REQUIRES: no equal id is in.
  void insert(std::uint64_t hash, std::uint32_t id) {
    if ((count_ + 1) * 2 > entries_.size()) {
      std::vector<Entry> old = std::move(entries_);
      entries_.assign(old.empty() ? kSizeMin : old.size() * 2, Entry());
      mask_ = static_cast<std::uint32_t>(entries_.size() - 1);
      for (const Entry& entry : old) {
        if (entry.id != kNone) place(entry);
      }
    }
    place({tag_of(hash), id});
    ++count_;
  }

  /// Brings the cache line of this hash nearer.
  void prefetch(std::uint64_t hash) const {
    if (!entries_.empty()) __builtin_prefetch(&entries_[tag_of(hash) & mask_]);
  }

  std::int64_t byte_count() const {
    return static_cast<std::int64_t>(entries_.size() * sizeof(Entry));
  }

  void clear() {
    entries_ = {};
    mask_ = 0;
    count_ = 0;
  }

 private:
  static constexpr std::size_t kSizeMin = 16;
  struct Entry {
    std::uint32_t tag =
        0;  // of the hash: says where the entry goes, and spares most looks at the owner's data
    std::uint32_t id = kNone;
  };

  static std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }
  void place(Entry entry) {
    std::uint32_t at = entry.tag & mask_;
    while (entries_[at].id != kNone) at = (at + 1) & mask_;
    entries_[at] = entry;
  }

  std::vector<Entry> entries_;
  std::uint32_t mask_ = 0;
  std::uint64_t count_ = 0;
};

/// What every hash of a group table goes through: the hostile build lets them all collide.
constexpr std::uint64_t hostile_hash(std::uint64_t hash) {
#ifdef MILLRACE_HOSTILE
  return hash & 0;
#else
  return hash;
#endif
}

}  // namespace millrace
