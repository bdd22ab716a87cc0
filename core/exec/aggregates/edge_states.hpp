// core/exec/aggregates/edge_states.hpp — FIRST_VALUE and LAST_VALUE: the value of the row at an
// edge of the group, NULL or not.
#pragma once

#include <string>

#include "core/exec/aggregates/results.hpp"
#include "core/exec/aggregates/slot_states.hpp"

namespace millrace {

template <typename T>
struct EdgeValue {
  T value{};
  bool has_row = false;
  bool is_null = false;
};

/// T is how the value is held: std::int64_t, double, std::uint8_t or std::string.
template <typename T, bool kWantsFirst>
struct EdgeState : EdgeValue<T> {
  void merge(const EdgeState& other) {
    if (!other.has_row) return;
    if (kWantsFirst && this->has_row) return;
    *this = other;
  }
};

template <bool kWantsFirst>
std::int64_t bytes_beside(const EdgeState<std::string, kWantsFirst>& state) {
  return static_cast<std::int64_t>(state.value.size());
}

template <typename T, bool kWantsFirst>
class EdgeAggregator final
    : public SlotStates<EdgeAggregator<T, kWantsFirst>, EdgeState<T, kWantsFirst>> {
 public:
  explicit EdgeAggregator(DataType type) : type_(type) {}
  EdgeAggregator without_slots() const { return EdgeAggregator(type_); }

  void update(std::span<const std::uint32_t> slots, std::span<const std::uint32_t> rows,
              const Column* argument) override {
    if (kWantsFirst) {
      for (std::size_t i = 0; i < slots.size(); ++i) {
        if (!this->state(slots[i]).has_row) set(slots[i], rows[i], *argument);
      }
      return;
    }
    // Backwards, so that a slot's last row is met first and its other rows are not copied at all.
    ++update_count_;
    for (std::size_t i = slots.size(); i-- > 0;) {
      if (updated_at_.size() <= slots[i]) updated_at_.resize(slots[i] + std::size_t{1}, 0);
      if (updated_at_[slots[i]] == update_count_) continue;
      updated_at_[slots[i]] = update_count_;
      set(slots[i], rows[i], *argument);
    }
  }
  Column finish(std::span<const std::uint32_t> slots, std::int64_t&) const override {
    const auto value_of = [this](std::uint32_t slot, auto& value) {
      const auto& edge = this->state(slot);
      value = edge.value;
      return edge.has_row && !edge.is_null;
    };
    if constexpr (std::is_same_v<T, double>) {
      return double_results(slots, value_of);
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
      return int64_results(type_, slots, value_of);
    } else if constexpr (std::is_same_v<T, std::uint8_t>) {
      return boolean_results(slots, value_of);
    } else {
      return results_.column(slots, value_of);
    }
  }

 private:
  void set(std::uint32_t slot, std::uint32_t row, const Column& argument) {
    auto& edge = this->state(slot);
    edge.has_row = true;
    edge.is_null = argument.is_null(row);
    if (edge.is_null) return;
    if constexpr (std::is_same_v<T, double>) {
      edge.value = argument.doubles()[row];
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
      edge.value = argument.int64s()[row];
    } else if constexpr (std::is_same_v<T, std::uint8_t>) {
      edge.value = argument.booleans()[row];
    } else {
      edge.value.assign(argument.string_at(row));
    }
  }

  DataType type_;
  std::uint64_t update_count_ = 0;
  std::vector<std::uint64_t> updated_at_;  // per slot, the last update that set it
  mutable TextResults results_;
};

template <bool kWantsFirst>
std::unique_ptr<Aggregator> make_edge_aggregator(const AggregateCall& call) {
  const DataType type = call.argument->type;
  switch (type.physical()) {
    case PhysicalKind::kInt64:
      return std::make_unique<EdgeAggregator<std::int64_t, kWantsFirst>>(type);
    case PhysicalKind::kDouble:
      return std::make_unique<EdgeAggregator<double, kWantsFirst>>(type);
    case PhysicalKind::kBoolean:
      return std::make_unique<EdgeAggregator<std::uint8_t, kWantsFirst>>(type);
    case PhysicalKind::kCode:
      break;
  }
  return std::make_unique<EdgeAggregator<std::string, kWantsFirst>>(type);
}

}  // namespace millrace
