// core/exec/rounds.hpp — orders items so that whole columns of them can be worked through although
// each state must see its items one by one.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace millrace {

/// Splits items into rounds: round r holds the items that are the (r+1)th of their id. No id comes
/// twice in a round, and the items of an id keep their order from round to round. Used by one
/// thread; keeps its buffers.
class Rounds {
 public:
  /// ids[i] is the id of item i; ids are below `id_count`.
  void split(std::span<const std::uint32_t> ids, std::uint32_t id_count);
  std::uint32_t round_count() const {
    return static_cast<std::uint32_t>(begins_.empty() ? 0 : begins_.size() - 1);
  }
  /// Items of a round, ascending.
  std::span<const std::uint32_t> items(std::uint32_t round) const {
    return std::span(items_).subspan(begins_[round], begins_[round + 1] - begins_[round]);
  }

 private:
  std::vector<std::uint32_t> seen_;  // per id; all 0 between calls
  std::vector<std::uint32_t> round_of_item_;
  std::vector<std::uint32_t> begins_;
  std::vector<std::uint32_t> items_;
};

}  // namespace millrace
