// core/exec/grouped/session_table.hpp — the open sessions of every group, and which of them end
// first.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "core/exec/saturating.hpp"

namespace millrace {

/// Sessions of one group are disjoint and more than a gap apart, so they are in the same order by
/// first and by last row. Finding those that a row touches takes O(log sessions of its group). Used
/// by one thread.
class SessionTable {
 public:
  struct Session {
    std::int64_t first_ms = 0;  // event times of its first and last row
    std::int64_t last_ms = 0;
    std::uint32_t slot = 0;
  };
  /// Which time of a session decides when take_due() gives it out.
  enum class DueBy : std::uint8_t { kFirstRow, kLastRow };

  SessionTable(std::int64_t gap_ms, DueBy due_by) : gap_ms_(gap_ms), due_by_(due_by) {}

  std::int64_t gap_ms() const { return gap_ms_; }
  static constexpr std::uint32_t kNone = 0xffffffffu;

  /// Puts a row into the newest session of its group, if it belongs there without moving its start: the way
  /// of most rows.
  /// Returns the slot, or kNone.
  std::uint32_t extend_newest(std::uint32_t group, std::int64_t time_ms) {
    const std::uint32_t slot = group < newest_.size() ? newest_[group] : kNone;
    if (slot == kNone) return kNone;
    Live& live = live_[slot];
    if (time_ms < live.first_ms || time_ms > saturating_add(live.last_ms, gap_ms_)) return kNone;
    live.last_ms = std::max(live.last_ms, time_ms);
    return slot;
  }
  std::int64_t last_ms(std::uint32_t slot) const { return live_[slot].last_ms; }

  /// The sessions at most a gap away from [first, last], earliest first.
  void find(std::uint32_t group, std::int64_t first_ms, std::int64_t last_ms,
            std::vector<Session>& hits) const;
  /// REQUIRES: no session of the group is within a gap of it, and no session has its slot.
  void add(std::uint32_t group, const Session& session);
  /// REQUIRES: there is one that begins there.
  void remove(std::uint32_t group, std::int64_t first_ms);
  /// Moves the ends of the session that begins at `first_ms`; it keeps its slot. REQUIRES: as
  /// add().
  void extend(std::uint32_t group, std::int64_t first_ms, std::int64_t new_first_ms,
              std::int64_t new_last_ms);

  /// Removes the sessions whose first or last row (as DueBy says) lies before `time_ms`; their
  /// slots, in no order. `group_of_slot` names the group of a slot.
  template <typename GroupOfSlot>
  std::vector<std::uint32_t> take_due(std::int64_t time_ms, GroupOfSlot group_of_slot) {
    std::vector<std::uint32_t> slots;
    while (pop_due(time_ms)) {
      slots.push_back(due_slot_);
      remove(group_of_slot(due_slot_), live_[due_slot_].first_ms);
    }
    return slots;
  }
  std::vector<std::uint32_t> take_all();
  /// Memory held, roughly.
  std::int64_t byte_count() const;

  /// Groups were numbered anew (GroupTable::compact).
  void renumber_groups(std::span<const std::uint32_t> new_groups, std::uint32_t group_count);

 private:
  /// Slots by first row.
  using Sessions = std::map<std::int64_t, std::uint32_t>;
  struct Due {
    std::int64_t time_ms = 0;
    std::uint32_t slot = 0;
    std::uint32_t generation = 0;
  };
  /// What is known of a slot's session; a slot that is used again has another generation.
  struct Live {
    std::int64_t first_ms = 0;
    std::int64_t last_ms = 0;
    std::uint32_t generation = 0;
    bool is_live = false;
  };
  std::int64_t due_time(const Live& live) const {
    return due_by_ == DueBy::kFirstRow ? live.first_ms : live.last_ms;
  }
  void push_due(std::uint32_t slot);
  bool pop_due(std::int64_t time_ms);

  std::int64_t gap_ms_;
  DueBy due_by_;
  void note_newest(std::uint32_t group);

  std::vector<Sessions> sessions_;     // per group
  std::vector<std::uint32_t> newest_;  // per group: the slot of its last session
  std::vector<Live> live_;             // per slot
  // A heap by time. A session that grew meanwhile is put back with its new time when it comes up.
  std::vector<Due> due_;
  std::uint32_t due_slot_ = 0;
};

}  // namespace millrace
