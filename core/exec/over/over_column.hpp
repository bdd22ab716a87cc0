// core/exec/over/over_column.hpp — the interface of one OVER call: a value for each row of a group,
// in the group's order.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/exec/over/group_history.hpp"
#include "core/exec/rounds.hpp"
#include "core/sql/plan.hpp"

namespace millrace {

/// A row all of whose frames are known: every row after it that they reach into is there, or will
/// never come.
struct CompletedRow {
  std::uint32_t group = 0;
  std::int64_t index = 0;    // its number within the group
  std::int64_t time_ms = 0;  // event time; 0 in queries in arrival order
};

/// Rows that are complete together. Rows of one group are in its order, and follow those of the
/// step before.
struct OverStep {
  std::span<const CompletedRow> rows;
  const Rounds& rounds;  // of rows, by group
  const GroupHistory& history;
  std::uint32_t group_count = 0;
};

/// What one call needs and remembers. One virtual call a step. Used by one thread.
class OverColumn {
 public:
  virtual ~OverColumn() = default;
  /// One value per row of the step. Results that do not fit are NULL and counted.
  virtual Column complete(const OverStep& step, std::int64_t& overflows) = 0;
  /// How many rows before the next one of a group it may ask the history for.
  virtual std::int64_t rows_before() const = 0;
  /// How many rows after a row must be known before it is complete.
  virtual std::int64_t rows_after() const = 0;

  /// State hand-over: what it remembers of these groups, as groups 0, 1, 2, … of another such column. It forgets them.
  virtual std::unique_ptr<OverColumn> take(std::span<const std::uint32_t> groups) = 0;
  /// Takes over group from[i] of `other` as group to[i], of which it remembers nothing. The history
  /// already has the rows.
  virtual void absorb(const OverColumn& other, std::span<const std::uint32_t> from,
                      std::span<const std::uint32_t> to, const GroupHistory& history) = 0;
  /// A copy that then goes its own way, beside a copy of the history.
  virtual std::unique_ptr<OverColumn> clone() const = 0;
  /// Memory of what it remembers, roughly.
  virtual std::int64_t state_bytes() const = 0;
};

/// `argument`: the column of the history's log that holds the call's (first) argument; anything
/// where it has none.
std::unique_ptr<OverColumn> make_over_column(const OverCall& call, std::uint32_t argument);

// The makers behind it, one per file.
std::unique_ptr<OverColumn> make_frame_column(const AggregateCall& call, const RowFrame& frame,
                                              std::uint32_t argument);
/// LAG, LEAD, LAST_VALUE and FIRST_VALUE of a bounded frame: the argument of another row.
std::unique_ptr<OverColumn> make_value_column(const OverCall& call, std::uint32_t argument);
/// ROW_NUMBER, RANK, DENSE_RANK.
std::unique_ptr<OverColumn> make_rank_column(const OverCall& call);

}  // namespace millrace
