// sim/study/hottest_key.hpp — p₁ (semantics §1): the share of the rows that the most frequent key of the grouping
// columns
// has, counted exactly over a whole topic. What no routing by key can get around.
#pragma once

#include "core/sql/plan.hpp"
#include "sim/workload/topic_log.hpp"

namespace millrace {

/// 0 without grouping columns or rows. Rows that WHERE leaves out count too: they are routed like the others.
/// REQUIRES: the log is complete and was not trimmed.
double hottest_key_share_of(const QueryPlan& plan, const TopicLog& log);

}  // namespace millrace
