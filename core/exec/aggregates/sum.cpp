// core/exec/aggregates/sum.cpp — SUM: exact for BIGINT and DECIMAL, with 106 bits for DOUBLE.
#include "core/exec/aggregates/aggregates.hpp"
#include "core/exec/aggregates/double_sum.hpp"
#include "core/exec/aggregates/integer_sum.hpp"
#include "core/exec/aggregates/results.hpp"
#include "core/exec/aggregates/slot_states.hpp"
#include "core/exec/aggregates/type_rules.hpp"
#include "core/exec/kernels/decimal_fit.hpp"

namespace millrace {
namespace {

class SumOfIntegers final : public SlotStates<SumOfIntegers, IntegerSum> {
 public:
  explicit SumOfIntegers(DataType type) : type_(type) {}
  SumOfIntegers without_slots() const { return SumOfIntegers(type_); }

  void update(std::span<const std::uint32_t> slots, std::span<const std::uint32_t> rows,
              const Column* argument) override {
    add_all(slots, rows, *argument, argument->int64s());
  }
  void remove(std::uint32_t slot, std::uint32_t row, const Column* argument) override {
    if (!argument->is_null(row)) state(slot).remove(argument->int64s()[row]);
  }
  bool can_remove() const override { return true; }
  Column finish(std::span<const std::uint32_t> slots, std::int64_t& overflows) const override {
    return int64_results(type_, slots, [&](std::uint32_t slot, std::int64_t& value) {
      if (state(slot).count() == 0) return false;
      const auto sum = narrow_to(type_, state(slot).sum());
      if (!sum) ++overflows;
      value = sum.value_or(0);
      return sum.has_value();
    });
  }

 private:
  DataType type_;
};

class SumOfDoubles final : public SlotStates<SumOfDoubles, DoubleSum> {
 public:
  SumOfDoubles without_slots() const { return {}; }

  void update(std::span<const std::uint32_t> slots, std::span<const std::uint32_t> rows,
              const Column* argument) override {
    add_all(slots, rows, *argument, argument->doubles());
  }
  Column finish(std::span<const std::uint32_t> slots, std::int64_t&) const override {
    return double_results(slots, [this](std::uint32_t slot, double& value) {
      value = state(slot).sum.value();
      return state(slot).count > 0;
    });
  }
};

std::optional<DataType> sum_type(DataType argument) {
  if (!argument.is_numeric()) return std::nullopt;
  if (argument.kind != TypeKind::kDecimal) return argument;
  return DataType::decimal(kDecimalPrecisionMax, argument.scale);
}

}  // namespace

const AggregateInfo sum_aggregate = {
    .signature = {.name = "sum",
                  .aliases = {},
                  .summary = "sum; exact for BIGINT and DECIMAL",
                  .accepts_star = false,
                  .accepts_distinct = false,
                  .distinct_name = {},
                  .result_type = sum_type,
                  .accepted_types = "a number",
                  .can_merge = true,
                  .order_dependence = aggregate_types::as_sums_are},
    .make = [](const AggregateCall& call) -> std::unique_ptr<Aggregator> {
      if (call.argument->type.kind == TypeKind::kDouble) return std::make_unique<SumOfDoubles>();
      return std::make_unique<SumOfIntegers>(call.result_type);
    }};

}  // namespace millrace
