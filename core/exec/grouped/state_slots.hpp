// core/exec/grouped/state_slots.hpp — the aggregate states of all live (window, group)s, in slots
// that are used again.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/base/cloning_ptr.hpp"
#include "core/exec/aggregate.hpp"
#include "core/sql/plan.hpp"

namespace millrace {

/// A slot is one (window, group): its place in every Aggregator, whose it is, and whether it was
/// shown in the output. Who looks a slot up (windows, sessions) is the business of others. Used by
/// one thread.
class StateSlots {
 public:
  explicit StateSlots(const QueryPlan& plan);

  /// A slot with empty states. Windows are [start, end), ms; 0 and 0 without window.
  std::uint32_t add(std::uint32_t group, std::int64_t start_ms, std::int64_t end_ms);
  /// Empties the slots and lets add() give them out again.
  void release(std::span<const std::uint32_t> slots);

  std::uint32_t group(std::uint32_t slot) const { return group_[slot]; }
  std::int64_t start_ms(std::uint32_t slot) const { return start_ms_[slot]; }
  std::int64_t end_ms(std::uint32_t slot) const { return end_ms_[slot]; }
  void set_bounds(std::uint32_t slot, std::int64_t start_ms, std::int64_t end_ms);
  /// Whether the output holds a row of this state that was not retracted (EMIT CHANGES).
  bool is_shown(std::uint32_t slot) const { return is_shown_[slot] != 0; }
  void set_shown(std::uint32_t slot, bool is_shown) { is_shown_[slot] = is_shown ? 1 : 0; }

  bool is_live(std::uint32_t slot) const { return is_live_[slot] != 0; }
  std::uint32_t slot_count() const { return static_cast<std::uint32_t>(group_.size()); }
  std::uint32_t live_count() const {
    return slot_count() - static_cast<std::uint32_t>(free_.size());
  }
  /// Gives every live slot its group's new number (GroupTable::compact).
  void renumber_groups(std::span<const std::uint32_t> new_groups);
  /// One flag per group: whether any live slot is its.
  std::vector<std::uint8_t> live_groups(std::uint32_t group_count) const;

  /// Memory held, roughly.
  std::int64_t byte_count() const;

  std::span<const CloningPtr<Aggregator>> aggregators() const { return aggregators_; }

 private:
  std::vector<CloningPtr<Aggregator>> aggregators_;
  std::uint32_t capacity_ = 0;  // slots that the aggregators have
  std::vector<std::uint32_t> group_;
  std::vector<std::int64_t> start_ms_;
  std::vector<std::int64_t> end_ms_;
  std::vector<std::uint8_t> is_shown_;
  std::vector<std::uint8_t> is_live_;
  std::vector<std::uint32_t> free_;
};

}  // namespace millrace
