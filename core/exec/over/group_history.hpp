// core/exec/over/group_history.hpp — the rows of each OVER group that frames, LAG and LEAD may
// still look at.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/exec/row_log.hpp"

namespace millrace {

/// Numbers the rows of each group 0, 1, 2, … in the order in which they are worked through, and
/// keeps the arguments of the newest of them. Used by one thread.
class GroupHistory {
 public:
  explicit GroupHistory(std::vector<DataType> argument_types) : log_(std::move(argument_types)) {}

  /// Makes room for groups 0 … group_count-1.
  void resize(std::uint32_t group_count);
  /// Where the rows come from: append() a chunk, add() its rows, seal() it.
  RowLog& log() { return log_; }
  const RowLog& log() const { return log_; }
  void add(std::uint32_t group, RowRef place, RowRef record);

  /// How many rows the group has had.
  std::int64_t row_count(std::uint32_t group) const {
    const Group& rows = groups_[group];
    return rows.first_index + static_cast<std::int64_t>(rows.kept.size() - rows.head);
  }
  /// The oldest row that is kept.
  std::int64_t first_index(std::uint32_t group) const { return groups_[group].first_index; }
  /// REQUIRES: first_index(group) <= index < row_count(group).
  RowRef place(std::uint32_t group, std::int64_t index) const { return kept(group, index).place; }
  RowRef record(std::uint32_t group, std::int64_t index) const { return kept(group, index).record; }
  void forget_before(std::uint32_t group, std::int64_t index);
  /// Rewrites what is kept where it holds on to much that is not.
  void compact_if_sparse();

  /// Memory held, roughly.
  std::int64_t byte_count() const;

  /// Forgets the group with its rows, and numbers its next row `index`.
  void restart_at(std::uint32_t group, std::int64_t index);

 private:
  struct Kept {
    RowRef place;
    RowRef record;
  };
  struct Group {
    std::int64_t first_index = 0;
    std::size_t head = 0;  // what is before it is forgotten
    std::vector<Kept> kept;
  };
  const Kept& kept(std::uint32_t group, std::int64_t index) const {
    const Group& rows = groups_[group];
    return rows.kept[rows.head + static_cast<std::size_t>(index - rows.first_index)];
  }

  RowLog log_;
  std::vector<Group> groups_;
};

}  // namespace millrace
