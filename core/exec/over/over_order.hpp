// core/exec/over/over_order.hpp — in which order an OVER query works its rows through.
#pragma once

#include "core/sql/plan.hpp"

namespace millrace {

/// Whether rows wait for the watermark and are worked through in the order of event time. Where
/// only some calls say ORDER BY, all follow: an OVER without ORDER BY may see its rows in any order
/// (SQL), and one order for all calls lets a row be complete once.
inline bool is_any_call_ordered(const QueryPlan& plan) {
  for (const OverCall& call : plan.over) {
    if (call.is_ordered) return true;
  }
  return false;
}

}  // namespace millrace
