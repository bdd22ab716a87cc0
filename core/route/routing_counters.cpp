// core/route/routing_counters.cpp — sums of counters.
#include "core/route/routing_counters.hpp"

namespace millrace {

RoutingCounters& RoutingCounters::operator+=(const RoutingCounters& other) {
  rows_routed += other.rows_routed;
  rows_natural += other.rows_natural;
  rows_zero_cost += other.rows_zero_cost;
  rows_hashed += other.rows_hashed;
  batches_whole += other.batches_whole;
  batches_split += other.batches_split;
  return *this;
}

}  // namespace millrace
