// core/exec/rounds.cpp — counting the appearances of each id, then a counting sort by that number.
#include "core/exec/rounds.hpp"

namespace millrace {

void Rounds::split(std::span<const std::uint32_t> ids, std::uint32_t id_count) {
  if (seen_.size() < id_count) seen_.resize(id_count, 0);
  round_of_item_.resize(ids.size());
  begins_.assign(1, 0);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const std::uint32_t round = seen_[ids[i]]++;
    round_of_item_[i] = round;
    if (round + 2 > begins_.size()) begins_.push_back(0);
    ++begins_[round + 1];
  }
  for (std::size_t round = 1; round < begins_.size(); ++round) begins_[round] += begins_[round - 1];
  items_.resize(ids.size());
  std::vector<std::uint32_t> next(begins_.begin(), begins_.end());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    items_[next[round_of_item_[i]]++] = static_cast<std::uint32_t>(i);
    seen_[ids[i]] = 0;
  }
}

}  // namespace millrace
