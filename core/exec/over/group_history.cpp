// core/exec/over/group_history.cpp — a queue of places per group.
#include "core/exec/over/group_history.hpp"

#include <algorithm>

#include "core/exec/memory.hpp"

namespace millrace {

void GroupHistory::resize(std::uint32_t group_count) {
  if (groups_.size() < group_count) groups_.resize(group_count);
}

void GroupHistory::add(std::uint32_t group, RowRef place, RowRef record) {
  log_.retain(place);
  groups_[group].kept.push_back({place, record});
}

void GroupHistory::forget_before(std::uint32_t group, std::int64_t index) {
  Group& rows = groups_[group];
  while (rows.first_index < index && rows.head < rows.kept.size()) {
    log_.release(rows.kept[rows.head++].place);
    ++rows.first_index;
  }
  // Moving what is left at most once per row that went keeps a row's cost constant.
  if (rows.head * 2 < rows.kept.size()) return;
  rows.kept.erase(rows.kept.begin(), rows.kept.begin() + static_cast<std::ptrdiff_t>(rows.head));
  rows.head = 0;
}

void GroupHistory::restart_at(std::uint32_t group, std::int64_t index) {
  forget_before(group, row_count(group));
  groups_[group].first_index = index;
}

void GroupHistory::compact_if_sparse() {
  if (!log_.is_sparse()) return;
  std::vector<RowRef*> places;
  places.reserve(static_cast<std::size_t>(log_.retained_count()));
  for (Group& group : groups_) {
    for (std::size_t i = group.head; i < group.kept.size(); ++i) {
      places.push_back(&group.kept[i].place);
    }
  }
  log_.compact(places);
}

std::int64_t GroupHistory::byte_count() const {
  std::int64_t bytes = log_.byte_count() + bytes_of(groups_);
  for (const Group& group : groups_) bytes += bytes_of(group.kept);
  return bytes;
}

}  // namespace millrace
