// core/exec/grouped/state_slots.cpp — giving out slots and taking them back.
#include "core/exec/grouped/state_slots.hpp"

#include <algorithm>

#include "core/base/assert.hpp"
#include "core/exec/memory.hpp"

namespace millrace {
namespace {

constexpr std::uint32_t kCapacityMin = 16;

}  // namespace

StateSlots::StateSlots(const QueryPlan& plan) {
  aggregators_.reserve(plan.aggregates.size());
  for (const AggregateCall& call : plan.aggregates) aggregators_.push_back(make_aggregator(call));
}

std::uint32_t StateSlots::add(std::uint32_t group, std::int64_t start_ms, std::int64_t end_ms) {
  std::uint32_t slot = slot_count();
  if (free_.empty()) {
    group_.push_back(group);
    start_ms_.push_back(start_ms);
    end_ms_.push_back(end_ms);
    is_shown_.push_back(0);
    is_live_.push_back(1);
  } else {
    slot = free_.back();
    free_.pop_back();
    group_[slot] = group;
    set_bounds(slot, start_ms, end_ms);
    is_live_[slot] = 1;
  }
  if (slot >= capacity_) {
    capacity_ = std::max(kCapacityMin, capacity_ * 2);
    for (const auto& aggregator : aggregators_) aggregator->resize(capacity_);
  }
  return slot;
}

void StateSlots::release(std::span<const std::uint32_t> slots) {
  for (const auto& aggregator : aggregators_) aggregator->clear(slots);
  for (const std::uint32_t slot : slots) {
    MILLRACE_ASSERT(is_live_[slot] != 0);
    is_live_[slot] = 0;
    is_shown_[slot] = 0;
    free_.push_back(slot);
  }
}

void StateSlots::set_bounds(std::uint32_t slot, std::int64_t start_ms, std::int64_t end_ms) {
  start_ms_[slot] = start_ms;
  end_ms_[slot] = end_ms;
}

void StateSlots::renumber_groups(std::span<const std::uint32_t> new_groups) {
  for (std::uint32_t slot = 0; slot < slot_count(); ++slot) {
    if (is_live_[slot] != 0) group_[slot] = new_groups[group_[slot]];
  }
}

std::vector<std::uint8_t> StateSlots::live_groups(std::uint32_t group_count) const {
  std::vector<std::uint8_t> is_live(group_count, 0);
  for (std::uint32_t slot = 0; slot < slot_count(); ++slot) {
    if (is_live_[slot] != 0) is_live[group_[slot]] = 1;
  }
  return is_live;
}

std::int64_t StateSlots::byte_count() const {
  std::int64_t bytes = bytes_of(group_) + bytes_of(start_ms_) + bytes_of(end_ms_) +
                       bytes_of(is_shown_) + bytes_of(is_live_) + bytes_of(free_);
  for (const CloningPtr<Aggregator>& aggregator : aggregators_) bytes += aggregator->state_bytes();
  return bytes;
}

}  // namespace millrace
