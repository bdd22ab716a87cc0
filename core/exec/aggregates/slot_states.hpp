// core/exec/aggregates/slot_states.hpp — what aggregates share whose state of a slot is one value:
// the slots and the loops.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <type_traits>
#include <vector>

#include "core/exec/aggregate.hpp"

namespace millrace {

/// Calls f(i) for each i whose row of `argument` is not NULL.
template <typename F>
void for_each_valid(std::span<const std::uint32_t> rows, const Column& argument, F&& f) {
  if (!argument.has_nulls()) {
    for (std::size_t i = 0; i < rows.size(); ++i) f(i);
    return;
  }
  const std::uint8_t* validity = argument.validity().data();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (validity[rows[i]] != 0) f(i);
  }
}

/// Whether all rows go to one slot, as without GROUP BY: then its state can stay in registers.
inline bool is_one_slot(std::span<const std::uint32_t> slots) {
  for (const std::uint32_t slot : slots) {
    if (slot != slots.front()) return false;
  }
  return !slots.empty();
}

/// Memory that a state holds besides itself: states that have some say so by an overload of this
/// name beside them.
template <typename State>
constexpr std::int64_t bytes_beside(
    const State& state) requires std::is_trivially_copyable_v<State> {
  static_cast<void>(state);
  return 0;
}

/// Keeps a State per slot. A State is empty when default-constructed and has merge(const State&),
/// which takes the other's rows as coming after its own, and bytes_beside() where it owns memory.
/// Derived is the aggregator, copyable, and constructible from a copy of itself without slots.
template <typename Derived, typename State>
class SlotStates : public Aggregator {
 public:
  void resize(std::uint32_t slot_count) final {
    if (slot_count > states_.size()) states_.resize(slot_count);
  }
  void clear(std::span<const std::uint32_t> slots) final {
    for (const std::uint32_t slot : slots) states_[slot] = State();
  }
  void merge(std::span<const std::uint32_t> slots, const Aggregator& other,
             std::span<const std::uint32_t> other_slots) final {
    const auto& others = static_cast<const Derived&>(other).states_;
    for (std::size_t i = 0; i < slots.size(); ++i) {
      states_[slots[i]].merge(others[other_slots[i]]);
    }
  }
  std::unique_ptr<Aggregator> extract(std::span<const std::uint32_t> slots) const final {
    auto copy = std::make_unique<Derived>(static_cast<const Derived&>(*this).without_slots());
    copy->states_.reserve(slots.size());
    for (const std::uint32_t slot : slots) copy->states_.push_back(states_[slot]);
    return copy;
  }
  std::unique_ptr<Aggregator> clone() const final {
    return std::make_unique<Derived>(static_cast<const Derived&>(*this));
  }
  std::int64_t state_bytes() const final {
    auto bytes = static_cast<std::int64_t>(states_.size() * sizeof(State));
    if constexpr (!std::is_trivially_copyable_v<State>) {
      for (const State& state : states_) bytes += bytes_beside(state);
    }
    return bytes;
  }

 protected:
  State& state(std::uint32_t slot) { return states_[slot]; }
  const State& state(std::uint32_t slot) const { return states_[slot]; }

  /// Gives every value that is not NULL to its slot: states_[slots[i]].add(values[rows[i]]).
  template <typename T>
  void add_all(std::span<const std::uint32_t> slots, std::span<const std::uint32_t> rows,
               const Column& argument, std::span<const T> values) {
    const T* from = values.data();
    if (is_one_slot(slots)) {
      State state = states_[slots.front()];
      for_each_valid(rows, argument, [&](std::size_t i) { state.add(from[rows[i]]); });
      states_[slots.front()] = state;
      return;
    }
    State* states = states_.data();
    for_each_valid(rows, argument, [=](std::size_t i) { states[slots[i]].add(from[rows[i]]); });
  }

 private:
  std::vector<State> states_;
};

}  // namespace millrace
