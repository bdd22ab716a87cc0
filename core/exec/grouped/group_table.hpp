// core/exec/grouped/group_table.hpp — gives each distinct group key a small number, a batch at a
// time. Knows nothing of windows and states; used by grouped and OVER queries alike.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/copy_on_write.hpp"
#include "core/data/column.hpp"
#include "core/exec/grouped/hash_index.hpp"
#include "core/sql/expression.hpp"

namespace millrace {

/// Groups 0 … group_count()-1, in order of first appearance. NULL is a key like any other; -0.0 and
/// 0.0 are one key, and all NaNs are. A key is held as one 64-bit word per key column and a word of
/// NULL flags; strings as codes of the table's own dictionaries, so that a string is hashed once
/// per entry of a batch's dictionary and never per row. Without key columns there is one group.
/// Used by one thread.
class GroupTable {
 public:
  static constexpr std::uint32_t kNone = HashIndex::kNone;

  explicit GroupTable(std::vector<DataType> key_types);
  static GroupTable for_keys(std::span<const Expression> keys);

  /// groups[i] becomes the group of row rows[i]; unknown keys become new groups. `keys`: one column
  /// per key.
  void find_or_add(std::span<const Column> keys, std::span<const std::uint32_t> rows,
                   std::vector<std::uint32_t>& groups);

  std::uint32_t group_count() const { return group_count_; }
  std::uint32_t key_count() const { return static_cast<std::uint32_t>(key_types_.size()); }
  /// Memory held, roughly; nothing for keys that two other copies hold, too: those are an earlier key frame's.
  std::int64_t byte_count() const;
  /// One column per key, a row per group named.
  std::vector<Column> keys_of(std::span<const std::uint32_t> groups) const;
  /// Sorts items by their groups' keys in the order of SQL, key after key, NULL first; items of one
  /// group keep their order. group_of(item) names the group.
  template <typename GroupOf>
  void sort_by_key(std::span<std::uint32_t> items, GroupOf group_of) const {
    if (items.size() < 2) return;
    refresh_dictionaries();
    refresh_ranks(items.size());
    std::vector<SortEntry> entries;
    entries.reserve(items.size());
    for (const std::uint32_t item : items) {
      const std::uint32_t group = group_of(item);
      entries.push_back({sort_prefix(group), group, item});
    }
    sort(entries);
    for (std::size_t i = 0; i < items.size(); ++i) items[i] = entries[i].item;
  }

  /// Forgets the groups whose flag is 0 and numbers the others anew, in their old order. Returns
  /// each old group's new number, or kNone.
  std::vector<std::uint32_t> compact(std::span<const std::uint8_t> is_live);

 private:
  /// What is known about the codes of one dictionary of a key column: for a single key the group,
  /// else the own code.
  struct CodeMap {
    std::uint64_t lineage = 0;
    mutable std::uint64_t last_use = 0;  // decides what is forgotten first, and nothing else
    std::vector<std::uint32_t> ids;
  };
  /// All that changes only where something new comes; copies share it until then.
  struct Known {
    std::vector<std::uint64_t> words;
    HashIndex index;
    // Per key; unused for keys that are no strings. Mutable: a snapshot is taken only when one is looked at.
    mutable std::vector<DictionaryBuilder> strings;
    mutable std::vector<DictionaryPtr> dictionaries;
    /// Per key that is a string, and code: its place among the strings. Kept while no string is added, so that
    /// closing one window after the other sorts numbers.
    mutable std::vector<std::vector<std::uint32_t>> ranks;
    std::vector<std::vector<CodeMap>> code_maps;  // per key
  };
  struct SortEntry {
    std::uint64_t prefix = 0;
    std::uint32_t group = 0;
    std::uint32_t item = 0;
  };
  static constexpr std::size_t kCodeMapsMax = 64;  // dictionaries remembered per key column

  /// Place of the dictionary among the key's code maps, which has an id (or kNone) for each of its codes.
  std::size_t code_map(std::uint32_t key, const Dictionary& dictionary);
  void find_by_code(const Column& key, std::span<const std::uint32_t> rows,
                    std::vector<std::uint32_t>& groups);
  void fill_words(std::uint32_t key, const Column& column, std::span<const std::uint32_t> rows);
  void fill_string_words(std::uint32_t key, const Column& column,
                         std::span<const std::uint32_t> rows);
  std::uint32_t find_or_add_words(const std::uint64_t* words, std::uint64_t hash);
  std::uint64_t hash_of_words(const std::uint64_t* words) const;
  std::uint64_t word(std::uint32_t group, std::uint32_t key) const {
    return known_->words[std::size_t{group} * stride_ + key];
  }
  bool is_null(std::uint32_t group, std::uint32_t key) const {
    return ((word(group, key_count() + key / 64) >> (key % 64)) & 1) != 0;
  }
  std::string_view string_of(std::uint32_t group, std::uint32_t key) const {
    return known_->dictionaries[key]->at(static_cast<std::uint32_t>(word(group, key)));
  }
  void refresh_dictionaries() const;
  void refresh_ranks(std::size_t item_count) const;
  bool has_ranks(std::uint32_t key) const {
    return known_->ranks[key].size() == known_->dictionaries[key]->size();
  }
  std::uint32_t rank(std::uint32_t group, std::uint32_t key) const {
    return known_->ranks[key][static_cast<std::uint32_t>(word(group, key))];
  }
  Column key_column(std::uint32_t key, std::span<const std::uint32_t> groups) const;
  int compare(std::uint32_t a, std::uint32_t b) const;
  std::uint64_t sort_prefix(std::uint32_t group) const;
  void sort(std::vector<SortEntry>& entries) const;

  std::vector<DataType> key_types_;
  std::uint32_t stride_;  // words per group: one per key, then NULL flags
  std::uint32_t group_count_ = 0;
  CopyOnWrite<Known> known_;
  std::uint64_t use_count_ = 0;
  std::vector<std::uint64_t> batch_words_;  // scratch: the words of the rows of a batch
};

}  // namespace millrace
