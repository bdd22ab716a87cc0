// core/exec/aggregates/min.cpp — MIN of every type; NaN is the greatest DOUBLE, strings are
// compared by bytes.
#include "core/exec/aggregates/aggregates.hpp"
#include "core/exec/aggregates/extreme_states.hpp"
#include "core/exec/aggregates/type_rules.hpp"

namespace millrace {

const AggregateInfo min_aggregate = {
    .signature = {.name = "min",
                  .aliases = {},
                  .summary = "smallest value",
                  .accepts_star = false,
                  .accepts_distinct = true,
                  .distinct_name = "min",  // duplicates change nothing
                  .result_type = aggregate_types::same_as_argument,
                  .accepted_types = "any value",
                  .can_merge = true,
                  .order_dependence = aggregate_types::independent_of_order},
    .make = make_extreme_aggregator<true>};

}  // namespace millrace
