// core/exec/aggregates/aggregates.hpp — declares the constant that each aggregate's file defines,
// from aggregates.list.
#pragma once

#include "core/exec/aggregate.hpp"

namespace millrace {

#define X(name) extern const AggregateInfo name##_aggregate;
#include "core/exec/aggregates/aggregates.list"
#undef X

}  // namespace millrace
