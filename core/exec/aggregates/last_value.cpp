// core/exec/aggregates/last_value.cpp — LAST_VALUE: of the last row of the group, in the order of
// arrival, also when it is NULL.
#include <array>

#include "core/exec/aggregates/aggregates.hpp"
#include "core/exec/aggregates/edge_states.hpp"
#include "core/exec/aggregates/type_rules.hpp"

namespace millrace {
namespace {

constexpr std::array<std::string_view, 1> kAliases = {"last"};

}  // namespace

const AggregateInfo last_value_aggregate = {
    .signature = {.name = "last_value",
                  .aliases = kAliases,
                  .summary = "value of the last row of the group, NULL included",
                  .accepts_star = false,
                  .accepts_distinct = false,
                  .distinct_name = {},
                  .result_type = aggregate_types::same_as_argument,
                  .accepted_types = "any value",
                  .can_merge = false,
                  .order_dependence = aggregate_types::fully_dependent_on_order},
    .make = make_edge_aggregator<false>};

}  // namespace millrace
