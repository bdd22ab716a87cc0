// core/data/dictionary.hpp — the distinct strings of a column; rows hold codes into it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace millrace {

/// An immutable snapshot of an append-only table of distinct strings. Two snapshots of one lineage agree on every code
/// that both hold, so what was worked out for a code (its hash, its group) stays valid for later batches.
/// Snapshots share their storage; reading one while its builder appends is safe from any thread.
class Dictionary {
 public:
  std::uint32_t size() const { return size_; }
  /// Identity of the table this is a snapshot of; unique within the process, never 0.
  std::uint64_t lineage() const { return lineage_; }
  /// REQUIRES: code < size(). Lives as long as any snapshot of the lineage.
  std::string_view at(std::uint32_t code) const {
    return chunks_[code >> kChunkBits]->entries[code & kChunkMask];
  }

 private:
  friend class DictionaryBuilder;
  static constexpr std::uint32_t kChunkBits = 8;
  static constexpr std::uint32_t kChunkMask = (1u << kChunkBits) - 1;
  /// Never reallocated: entries beyond a snapshot's size may be written while the snapshot is read.
  struct Chunk {
    std::array<std::string_view, 1u << kChunkBits> entries;
    std::vector<std::unique_ptr<char[]>>
        text;  // what the entries point into; touched by the builder only
  };

  std::uint64_t lineage_ = 0;
  std::uint32_t size_ = 0;
  std::vector<std::shared_ptr<const Chunk>> chunks_;
};

using DictionaryPtr = std::shared_ptr<const Dictionary>;

/// Gives each distinct string a code, in order of first appearance. Used by one thread.
/// Begins a new lineage at the first renew_if_full() after the table reached `entries_max`, so that a column of
/// ever new
/// strings does not hold all of them for ever. ColumnBuilder calls it between two takes.
/// A copy knows the same strings by the same codes, under a lineage of its own, for the two may differ from then on;
/// they share what can no longer change.
class DictionaryBuilder {
 public:
  explicit DictionaryBuilder(std::uint32_t entries_max = 1u << 20);
  ~DictionaryBuilder();
  DictionaryBuilder(const DictionaryBuilder& other);
  DictionaryBuilder& operator=(const DictionaryBuilder& other);
  DictionaryBuilder(DictionaryBuilder&&) noexcept;
  DictionaryBuilder& operator=(DictionaryBuilder&&) noexcept;

  std::uint32_t code_of(std::string_view text);
  std::uint32_t size() const;
  /// Memory held, roughly: of the index and the strings.
  std::int64_t byte_count() const;
  /// What was added so far; the same pointer as before when nothing was added since.
  DictionaryPtr snapshot();
  /// Called between batches, after snapshot(): starts a new lineage if the table is full.
  void renew_if_full();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace millrace
