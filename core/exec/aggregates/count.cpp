// core/exec/aggregates/count.cpp — COUNT(*) and COUNT(x).
#include "core/exec/aggregates/aggregates.hpp"
#include "core/exec/aggregates/results.hpp"
#include "core/exec/aggregates/slot_states.hpp"
#include "core/exec/aggregates/type_rules.hpp"

namespace millrace {
namespace {

struct RowCount {
  std::int64_t count = 0;
  void merge(const RowCount& other) { count += other.count; }
};

class Count final : public SlotStates<Count, RowCount> {
 public:
  Count without_slots() const { return {}; }

  void update(std::span<const std::uint32_t> slots, std::span<const std::uint32_t> rows,
              const Column* argument) override {
    const std::uint8_t* validity =
        argument != nullptr && argument->has_nulls() ? argument->validity().data() : nullptr;
    if (slots.empty()) return;
    if (validity != nullptr) {
      for (std::size_t i = 0; i < slots.size(); ++i) state(slots[i]).count += validity[rows[i]];
    } else if (is_one_slot(slots)) {
      state(slots.front()).count += static_cast<std::int64_t>(slots.size());
    } else {
      for (const std::uint32_t slot : slots) ++state(slot).count;
    }
  }
  void remove(std::uint32_t slot, std::uint32_t row, const Column* argument) override {
    if (argument == nullptr || !argument->is_null(row)) --state(slot).count;
  }
  bool can_remove() const override { return true; }
  Column finish(std::span<const std::uint32_t> slots, std::int64_t&) const override {
    return int64_results(DataType::bigint(), slots,
                         [this](std::uint32_t slot, std::int64_t& value) {
                           value = state(slot).count;
                           return true;
                         });
  }
};

}  // namespace

const AggregateInfo count_aggregate = {
    .signature = {.name = "count",
                  .aliases = {},
                  .summary = "number of rows, or of rows where the argument is not NULL",
                  .accepts_star = true,
                  .accepts_distinct = true,
                  .distinct_name = "count_distinct",
                  .result_type = aggregate_types::always_bigint,
                  .accepted_types = "any value",
                  .can_merge = true,
                  .order_dependence = aggregate_types::independent_of_order},
    .make = [](const AggregateCall&) -> std::unique_ptr<Aggregator> {
      return std::make_unique<Count>();
    }};

}  // namespace millrace
