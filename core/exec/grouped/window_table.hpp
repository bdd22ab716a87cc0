// core/exec/grouped/window_table.hpp — finds the state of a (window, group) for windows that are
// aligned to the epoch.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/exec/grouped/hash_index.hpp"
#include "core/exec/grouped/state_slots.hpp"

namespace millrace {

/// The open windows, in order of start. A window looks groups up in an array by group number while
/// it holds a fair share of all groups, and in a hash index while it holds few of many: its memory
/// stays within a constant of its states. A query without window has one window that only the end
/// of input closes. Used by one thread.
class WindowTable {
 public:
  /// `slots` is borrowed and must outlive the table.
  explicit WindowTable(StateSlots& slots) : slots_(&slots) {}
  /// A copy over `slots`, which are a copy of the other's.
  WindowTable(const WindowTable& other, StateSlots& slots);
  WindowTable(const WindowTable&) = delete;
  WindowTable& operator=(const WindowTable&) = delete;

  /// One open window; lives until it is closed.
  class Window {
   public:
    std::int64_t start_ms() const { return start_ms_; }
    std::span<const std::uint32_t> slots() const { return slots_; }

   private:
    friend class WindowTable;
    std::int64_t start_ms_ = 0;
    std::int64_t end_ms_ = 0;
    bool is_direct_ = true;
    std::vector<std::uint32_t> slot_of_group_;  // where direct; kNone: the group has no state here
    HashIndex index_;                           // else
    std::vector<std::uint32_t> slots_;          // in order of creation
  };

  /// The window [start, end), opened if it is not open. Before the rows of a batch: makes room for
  /// the groups.
  Window& open(std::int64_t start_ms, std::int64_t end_ms, std::uint32_t group_count);
  /// The group's slot, added if it has none. REQUIRES: open() knew of the group.
  std::uint32_t slot_of(Window& window, std::uint32_t group) {
    if (window.is_direct_) {
      const std::uint32_t slot = window.slot_of_group_[group];
      if (slot != HashIndex::kNone) return slot;
    }
    return find_or_add(window, group);
  }

  /// Takes out the windows that end at or before `end_ms`, earliest first; their slots stay for the
  /// caller to release.
  std::vector<std::unique_ptr<Window>> take_ended(std::int64_t end_ms);
  std::vector<std::unique_ptr<Window>> take_all();
  /// Forgets these slots (which are live, and the caller's to release).
  void forget(std::span<const std::uint32_t> slots);
  /// After the groups were numbered anew and the slots know it.
  void rebuild(std::uint32_t group_count);

  const std::vector<std::unique_ptr<Window>>& windows() const { return windows_; }
  /// Memory held, roughly.
  std::int64_t byte_count() const;

 private:
  std::uint32_t find_or_add(Window& window, std::uint32_t group);
  void fit(Window& window, std::uint32_t group_count);
  void index_all(Window& window, std::uint32_t group_count);

  StateSlots* slots_;
  std::vector<std::unique_ptr<Window>> windows_;  // by start
  Window* last_ = nullptr;
};

}  // namespace millrace
