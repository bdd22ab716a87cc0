// core/exec/aggregate.cpp — the list of aggregates, and finding the one that a call means.
#include "core/exec/aggregate.hpp"

#include <array>

#include "core/base/assert.hpp"
#include "core/exec/aggregates/aggregates.hpp"

namespace millrace {

void Aggregator::remove(std::uint32_t, std::uint32_t, const Column*) {
  MILLRACE_ASSERT(can_remove());
}

std::span<const AggregateInfo* const> all_aggregates() {
  static constexpr std::array kAll = {
#define X(name) &name##_aggregate,
#include "core/exec/aggregates/aggregates.list"
#undef X
  };
  return kAll;
}

std::unique_ptr<Aggregator> make_aggregator(const AggregateCall& call) {
  for (const AggregateInfo* info : all_aggregates()) {
    if (&info->signature == call.signature) return info->make(call);
  }
  MILLRACE_ASSERT(false && "a signature of another catalog");
  return nullptr;
}

}  // namespace millrace
