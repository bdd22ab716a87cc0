// core/exec/aggregates/text_pool.hpp — numbers for strings, whatever dictionary they came from.
#pragma once

#include <tsl/robin_map.h>

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "core/base/hash.hpp"

namespace millrace {

/// Gives equal strings equal numbers, in order of appearance, and owns the strings: they outlive
/// the dictionaries of the batches, and mean the same for every lineage.
class TextPool {
 public:
  TextPool() = default;
  /// Gives the same numbers.
  TextPool(const TextPool& other) {
    for (const std::string& text : other.texts_) id_of(text);
  }
  TextPool& operator=(const TextPool&) = delete;
  TextPool(TextPool&&) noexcept = default;
  TextPool& operator=(TextPool&&) noexcept = default;
  ~TextPool() = default;

  std::uint64_t id_of(std::string_view text) {
    const auto found = ids_.find(text);
    if (found != ids_.end()) return found->second;
    const std::uint64_t id = texts_.size();
    texts_.emplace_back(text);
    text_bytes_ += static_cast<std::int64_t>(text.size());
    ids_.emplace(texts_.back(), id);
    return id;
  }
  /// REQUIRES: an id that this pool gave.
  std::string_view at(std::uint64_t id) const { return texts_[static_cast<std::size_t>(id)]; }
  std::uint64_t size() const { return texts_.size(); }
  /// Memory held, roughly.
  std::int64_t byte_count() const {
    constexpr std::int64_t kBytesPerText = 64;  // of the string and its place in the index
    return text_bytes_ + static_cast<std::int64_t>(texts_.size()) * kBytesPerText;
  }

 private:
  struct Hash {
    std::size_t operator()(std::string_view text) const {
      return static_cast<std::size_t>(xxh3_64(text));
    }
  };

  std::int64_t text_bytes_ = 0;
  std::deque<std::string> texts_;  // a deque, so that the views in ids_ stay where they are
  tsl::robin_map<std::string_view, std::uint64_t, Hash> ids_;  // asked, never iterated
};

}  // namespace millrace
