// core/exec/aggregates/var_pop.cpp — VAR_POP, the variance of a whole population (divisor n).
#include "core/exec/aggregates/aggregates.hpp"
#include "core/exec/aggregates/moment_states.hpp"
#include "core/exec/aggregates/type_rules.hpp"

namespace millrace {
const AggregateInfo var_pop_aggregate = {
    .signature = {.name = "var_pop",
                  .aliases = {},
                  .summary = "population variance",
                  .accepts_star = false,
                  .accepts_distinct = false,
                  .distinct_name = {},
                  .result_type = aggregate_types::real_of_number,
                  .accepted_types = "a number",
                  .can_merge = true,
                  .order_dependence = aggregate_types::always_last_bits},
    .make = [](const AggregateCall& call) {
      return make_deviation(Deviation::kPopulationVariance, call);
    }};

}  // namespace millrace
