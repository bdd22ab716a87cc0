// sim/engine/core_clock.hpp — what one core spends its time on: idle, busy, or held back.
#pragma once

#include <cstdint>

#include "core/base/units.hpp"
#include "sim/engine/snapshot.hpp"

namespace millrace {

/// Adds up nanoseconds by state; every nanosecond since the start belongs to exactly one. A value.
class CoreClock {
 public:
  enum class State : std::uint8_t { kIdle, kBusy, kBackPressured };

  /// REQUIRES: times never go back.
  void change(VirtualTime now, State state);
  State state() const { return state_; }
  std::int64_t busy_ns(VirtualTime now) const { return total(now, State::kBusy); }
  std::int64_t back_pressured_ns(VirtualTime now) const {
    return total(now, State::kBackPressured);
  }
  /// Between `since`, whose totals `earlier` is a copy of, and now.
  CoreShares shares_since(const CoreClock& earlier, VirtualTime since, VirtualTime now) const;

 private:
  std::int64_t total(VirtualTime now, State state) const {
    const std::int64_t current = state == state_ ? now.ns - changed_at_.ns : 0;
    return totals_ns_[static_cast<std::size_t>(state)] + current;
  }

  State state_ = State::kIdle;
  VirtualTime changed_at_;
  std::int64_t totals_ns_[3] = {};
};

}  // namespace millrace
