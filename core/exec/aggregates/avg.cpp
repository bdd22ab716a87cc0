// core/exec/aggregates/avg.cpp — AVG: exact sum over count; DECIMAL(p,s) gives scale s+4, the
// others DOUBLE.
#include <array>

#include "core/data/decimal.hpp"
#include "core/exec/aggregates/aggregates.hpp"
#include "core/exec/aggregates/double_sum.hpp"
#include "core/exec/aggregates/integer_sum.hpp"
#include "core/exec/aggregates/results.hpp"
#include "core/exec/aggregates/slot_states.hpp"
#include "core/exec/aggregates/type_rules.hpp"
#include "core/exec/kernels/decimal_fit.hpp"

namespace millrace {
namespace {

/// sum / count to the nearest double or next to it: the sum goes in as two doubles, so it is not
/// rounded first.
double mean_of(Int128 sum, std::int64_t count) {
  DoubleDouble exact;
  exact.hi = static_cast<double>(sum);
  exact.lo = static_cast<double>(sum - static_cast<Int128>(exact.hi));
  return (exact / static_cast<double>(count)).value();
}

class AvgOfIntegers final : public SlotStates<AvgOfIntegers, IntegerSum> {
 public:
  AvgOfIntegers(DataType argument, DataType result) : argument_(argument), result_(result) {}
  AvgOfIntegers without_slots() const { return {argument_, result_}; }

  void update(std::span<const std::uint32_t> slots, std::span<const std::uint32_t> rows,
              const Column* argument) override {
    add_all(slots, rows, *argument, argument->int64s());
  }
  void remove(std::uint32_t slot, std::uint32_t row, const Column* argument) override {
    if (!argument->is_null(row)) state(slot).remove(argument->int64s()[row]);
  }
  bool can_remove() const override { return true; }
  Column finish(std::span<const std::uint32_t> slots, std::int64_t& overflows) const override {
    if (result_.kind == TypeKind::kDouble) {
      return double_results(slots, [this](std::uint32_t slot, double& value) {
        if (state(slot).count() == 0) return false;
        value = mean_of(state(slot).sum(), state(slot).count());
        return true;
      });
    }
    const Int128 factor = power_of_ten(result_.scale - argument_.scale);
    return int64_results(result_, slots, [&](std::uint32_t slot, std::int64_t& value) {
      if (state(slot).count() == 0) return false;
      const auto mean =
          narrow_to(result_, divide_half_away(state(slot).sum() * factor, state(slot).count()));
      if (!mean) ++overflows;
      value = mean.value_or(0);
      return mean.has_value();
    });
  }

 private:
  DataType argument_;
  DataType result_;
};

class AvgOfDoubles final : public SlotStates<AvgOfDoubles, DoubleSum> {
 public:
  AvgOfDoubles without_slots() const { return {}; }

  void update(std::span<const std::uint32_t> slots, std::span<const std::uint32_t> rows,
              const Column* argument) override {
    add_all(slots, rows, *argument, argument->doubles());
  }
  Column finish(std::span<const std::uint32_t> slots, std::int64_t&) const override {
    return double_results(slots, [this](std::uint32_t slot, double& value) {
      const DoubleSum& sum = state(slot);
      if (sum.count == 0) return false;
      value = (sum.sum / static_cast<double>(sum.count)).value();
      return true;
    });
  }
};

std::optional<DataType> avg_type(DataType argument) {
  return aggregate_types::mean_of_number(argument, 4);
}

constexpr std::array<std::string_view, 1> kAliases = {"mean"};

}  // namespace

const AggregateInfo avg_aggregate = {
    .signature = {.name = "avg",
                  .aliases = kAliases,
                  .summary = "arithmetic mean",
                  .accepts_star = false,
                  .accepts_distinct = false,
                  .distinct_name = {},
                  .result_type = avg_type,
                  .accepted_types = "a number",
                  .can_merge = true,
                  .order_dependence = aggregate_types::as_sums_are},
    .make = [](const AggregateCall& call) -> std::unique_ptr<Aggregator> {
      const DataType argument = call.argument->type;
      if (argument.kind == TypeKind::kDouble) return std::make_unique<AvgOfDoubles>();
      return std::make_unique<AvgOfIntegers>(argument, call.result_type);
    }};

}  // namespace millrace
