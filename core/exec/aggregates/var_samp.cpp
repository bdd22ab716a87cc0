// core/exec/aggregates/var_samp.cpp — VAR_SAMP, the variance of a sample (divisor n-1).
#include <array>

#include "core/exec/aggregates/aggregates.hpp"
#include "core/exec/aggregates/moment_states.hpp"
#include "core/exec/aggregates/type_rules.hpp"

namespace millrace {
namespace {

constexpr std::array<std::string_view, 1> kAliases = {"variance"};

}  // namespace

const AggregateInfo var_samp_aggregate = {
    .signature = {.name = "var_samp",
                  .aliases = kAliases,
                  .summary = "sample variance; NULL below two values",
                  .accepts_star = false,
                  .accepts_distinct = false,
                  .distinct_name = {},
                  .result_type = aggregate_types::real_of_number,
                  .accepted_types = "a number",
                  .can_merge = true,
                  .order_dependence = aggregate_types::always_last_bits},
    .make = [](const AggregateCall& call) {
      return make_deviation(Deviation::kSampleVariance, call);
    }};

}  // namespace millrace
