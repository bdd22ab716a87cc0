// core/exec/over/over_functions.cpp — the functions of OVER, and which column computes each.
#include "core/exec/over/over_functions.hpp"

#include "core/base/assert.hpp"
#include "core/exec/aggregate.hpp"
#include "core/exec/over/over_column.hpp"

namespace millrace {
namespace {

constexpr OverSignature kLag = {.name = "lag",
                                .summary = "the argument some rows before (1 unless said)",
                                .arguments_min = 1,
                                .arguments_max = 3,
                                .result_is_argument = true};
constexpr OverSignature kLead = {.name = "lead",
                                 .summary = "the argument some rows after (1 unless said)",
                                 .arguments_min = 1,
                                 .arguments_max = 3,
                                 .result_is_argument = true};
constexpr OverSignature kRowNumber = {.name = "row_number", .summary = "1, 2, 3, … in a group"};
constexpr OverSignature kRank = {.name = "rank",
                                 .summary = "1 + rows before of another event time"};
constexpr OverSignature kDenseRank = {.name = "dense_rank",
                                      .summary = "1 + other event times before"};
constexpr OverSignature kFirstValue = {.name = "first_value",
                                       .summary = "the argument of the frame's first row",
                                       .arguments_min = 1,
                                       .arguments_max = 1,
                                       .result_is_argument = true};
constexpr OverSignature kLastValue = {.name = "last_value",
                                      .summary = "the argument of the frame's last row",
                                      .arguments_min = 1,
                                      .arguments_max = 1,
                                      .result_is_argument = true};
constexpr const OverSignature* kAll[] = {&kLag,       &kLead,       &kRowNumber, &kRank,
                                         &kDenseRank, &kFirstValue, &kLastValue};

/// FIRST_VALUE from the first row of the group on is the aggregate of that name: it need not keep
/// the row.
AggregateCall first_value_aggregate(const OverCall& call) {
  AggregateCall aggregate;
  for (const AggregateInfo* info : all_aggregates()) {
    if (info->signature.name == kFirstValue.name) aggregate.signature = &info->signature;
  }
  MILLRACE_ASSERT(aggregate.signature != nullptr);
  aggregate.argument = call.arguments[0];
  aggregate.result_type = call.result_type;
  return aggregate;
}

}  // namespace

std::span<const OverSignature* const> all_over_functions() {
  return kAll;
}

std::unique_ptr<OverColumn> make_over_column(const OverCall& call, std::uint32_t argument) {
  if (call.aggregate.has_value()) return make_frame_column(*call.aggregate, call.frame, argument);
  const std::string_view name = call.function->name;
  if (name == kRowNumber.name || name == kRank.name || name == kDenseRank.name) {
    return make_rank_column(call);
  }
  if (name == kFirstValue.name && !call.frame.preceding.has_value()) {
    return make_frame_column(first_value_aggregate(call), call.frame, argument);
  }
  return make_value_column(call, argument);
}

}  // namespace millrace
