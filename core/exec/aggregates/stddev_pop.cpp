// core/exec/aggregates/stddev_pop.cpp — STDDEV_POP, the standard deviation of a whole population
// (divisor n).
#include "core/exec/aggregates/aggregates.hpp"
#include "core/exec/aggregates/moment_states.hpp"
#include "core/exec/aggregates/type_rules.hpp"

namespace millrace {
const AggregateInfo stddev_pop_aggregate = {
    .signature = {.name = "stddev_pop",
                  .aliases = {},
                  .summary = "population standard deviation",
                  .accepts_star = false,
                  .accepts_distinct = false,
                  .distinct_name = {},
                  .result_type = aggregate_types::real_of_number,
                  .accepted_types = "a number",
                  .can_merge = true,
                  .order_dependence = aggregate_types::always_last_bits},
    .make = [](const AggregateCall& call) { return make_deviation(Deviation::kPopulation, call); }};

}  // namespace millrace
