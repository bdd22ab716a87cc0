// sim/engine/core_clock.cpp — adding up.
#include "sim/engine/core_clock.hpp"

#include "core/base/assert.hpp"

namespace millrace {

void CoreClock::change(VirtualTime now, State state) {
  MILLRACE_ASSERT(now >= changed_at_);
  totals_ns_[static_cast<std::size_t>(state_)] += now.ns - changed_at_.ns;
  changed_at_ = now;
  state_ = state;
}

CoreShares CoreClock::shares_since(const CoreClock& earlier, VirtualTime since,
                                   VirtualTime now) const {
  CoreShares shares;
  const std::int64_t length_ns = now.ns - since.ns;
  if (length_ns <= 0) return shares;
  const auto length = static_cast<double>(length_ns);
  const std::int64_t busy = busy_ns(now) - earlier.busy_ns(since);
  const std::int64_t held_back = back_pressured_ns(now) - earlier.back_pressured_ns(since);
  MILLRACE_ASSERT(busy >= 0);
  MILLRACE_ASSERT(held_back >= 0);
  MILLRACE_ASSERT(busy + held_back <= length_ns);
  shares.busy = static_cast<double>(busy) / length;
  shares.back_pressured = static_cast<double>(held_back) / length;
  shares.idle = static_cast<double>(length_ns - busy - held_back) / length;
  return shares;
}

}  // namespace millrace
