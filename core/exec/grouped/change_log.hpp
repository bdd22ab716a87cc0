// core/exec/grouped/change_log.hpp — EMIT CHANGES: which rows and retractions the changes of a
// batch give.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/exec/grouped/state_rows.hpp"

namespace millrace {

/// EMIT CHANGES per batch: which states changed, in order of their last change.
class LastChanges {
 public:
  void note(std::uint32_t slot, std::uint32_t record_row);
  /// The slot is no longer the state that changed.
  void forget(std::uint32_t slot);
  struct Item {
    std::uint32_t slot = 0;
    std::uint32_t record_row = 0;
  };
  std::vector<Item> take();

 private:
  struct Last {
    std::uint64_t position = 0;  // 0: not noted
    std::uint32_t record_row = 0;
  };
  std::vector<Last> last_;  // per slot
  std::vector<std::uint32_t> noted_;
  std::uint64_t change_count_ = 0;
};

/// Collects the states of one batch (or of a part of it) as they change, in the order in which the
/// output is to show them, and turns them into result rows: `+` the state, where HAVING keeps it;
/// `-` the row shown last, where HAVING no longer does or a session was swallowed. What is shown of
/// a state is remembered as a flag: the values are worked out again from the state before its first
/// change, so nothing is stored per state. Used by one thread.
class ChangeLog {
 public:
  explicit ChangeLog(std::shared_ptr<const QueryPlan> plan);

  /// These states are about to change. Costs nothing where the plan never retracts.
  void before_change(const StateSlots& slots, std::span<const std::uint32_t> ids,
                     std::int64_t& overflows);
  /// Takes down the states as they are now; returns the number of the first.
  std::uint32_t add_states(const StateSlots& slots, std::span<const std::uint32_t> ids,
                           std::int64_t& overflows);
  /// `state` of add_states() is the slot's newest, brought about by this row of the batch.
  void upsert(std::uint32_t slot, std::uint32_t state, std::uint32_t record_row);
  /// What is shown of the slot is no more. REQUIRES: before_change() was told of the slot.
  void retract(std::uint32_t slot, std::uint32_t record_row);
  /// Whether finish() has nothing to do.
  bool is_untouched() const { return touched_.empty(); }

  /// The result rows, and for each of them the row of the batch that brought it about. Updates
  /// StateSlots::is_shown.
  struct Changes {
    ResultBatch batch;
    std::vector<std::uint32_t> record_rows;
  };
  Changes finish(StateSlots& slots, GroupTable& groups, ResultMaker& maker,
                 std::int64_t& expression_errors);

 private:
  struct Entry {
    std::uint32_t slot = 0;
    std::uint32_t state = 0;  // kNone: retract
    std::uint32_t record_row = 0;
  };
  std::vector<std::uint8_t> kept_states(const StateTable& table, ResultMaker& maker,
                                        std::int64_t& expression_errors) const;

  std::shared_ptr<const QueryPlan> plan_;
  bool has_sessions_;
  StateRows rows_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> touched_;  // slots, in order of first change
  std::vector<std::uint32_t>
      shown_row_;  // per slot, while touched: the state row that the output shows
};

}  // namespace millrace
