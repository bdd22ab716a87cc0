// tests/support/aggregates.hpp — aggregate calls written by hand, and slots fed from columns.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/assert.hpp"
#include "core/exec/aggregate.hpp"
#include "tests/support/expressions.hpp"

namespace millrace::test {

inline const AggregateInfo& aggregate_named(std::string_view name) {
  const AggregateInfo* found = nullptr;
  for (const AggregateInfo* info : all_aggregates()) {
    if (info->signature.name == name) found = info;
  }
  MILLRACE_ASSERT(found != nullptr);
  return *found;
}

/// REQUIRES: the aggregate accepts the type.
inline AggregateCall call_of(const AggregateInfo& info, DataType argument) {
  AggregateCall call;
  call.signature = &info.signature;
  call.argument = column(0, argument);
  const auto type = info.signature.result_type(argument);
  MILLRACE_ASSERT(type.has_value());
  call.result_type = *type;
  return call;
}
inline AggregateCall count_star() {
  AggregateCall call;
  call.signature = &aggregate_named("count").signature;
  call.result_type = DataType::bigint();
  return call;
}

/// Results of slots 0 … count-1 as "1 | NULL"; " / 1 overflows" where there were any.
inline std::string results_of(const Aggregator& aggregator, std::uint32_t slot_count) {
  std::int64_t overflows = 0;
  const Column results = aggregator.finish(all_rows(slot_count), overflows);
  std::string text;
  for (std::uint32_t slot = 0; slot < slot_count; ++slot) {
    if (slot > 0) text += " | ";
    append_text(text, results, slot, "NULL");
  }
  if (overflows > 0) text += " / " + std::to_string(overflows) + " overflows";
  return text;
}

/// All rows of a column into one slot.
inline std::string aggregated(const AggregateCall& call, const Column& argument) {
  const auto aggregator = make_aggregator(call);
  aggregator->resize(1);
  const std::vector<std::uint32_t> slots(argument.row_count(), 0);
  aggregator->update(slots, all_rows(argument.row_count()), &argument);
  return results_of(*aggregator, 1);
}
inline std::string aggregated(std::string_view name, const Column& argument) {
  return aggregated(call_of(aggregate_named(name), argument.type()), argument);
}

}  // namespace millrace::test
