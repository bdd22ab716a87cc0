// core/exec/aggregates/max.cpp — MAX of every type; NaN is the greatest DOUBLE, strings are
// compared by bytes.
#include "core/exec/aggregates/aggregates.hpp"
#include "core/exec/aggregates/extreme_states.hpp"
#include "core/exec/aggregates/type_rules.hpp"

namespace millrace {

const AggregateInfo max_aggregate = {
    .signature = {.name = "max",
                  .aliases = {},
                  .summary = "greatest value",
                  .accepts_star = false,
                  .accepts_distinct = true,
                  .distinct_name = "max",  // duplicates change nothing
                  .result_type = aggregate_types::same_as_argument,
                  .accepted_types = "any value",
                  .can_merge = true,
                  .order_dependence = aggregate_types::independent_of_order},
    .make = make_extreme_aggregator<false>};

}  // namespace millrace
