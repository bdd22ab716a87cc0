// core/exec/aggregates/median.cpp — MEDIAN: the middle value, or the mean of the two middle ones;
// keeps every value. BIGINT and DOUBLE give DOUBLE, DECIMAL(p,s) exactly scale s+1 (18 at most,
// then rounded half away from zero).
#include <algorithm>

#include "core/data/decimal.hpp"
#include "core/exec/aggregates/aggregates.hpp"
#include "core/exec/aggregates/results.hpp"
#include "core/exec/aggregates/slot_states.hpp"
#include "core/exec/aggregates/type_rules.hpp"
#include "core/exec/kernels/compare.hpp"
#include "core/exec/kernels/decimal_fit.hpp"

namespace millrace {
namespace {

template <typename T>
struct Values {
  std::vector<T> values;
  void merge(const Values& other) {
    values.insert(values.end(), other.values.begin(), other.values.end());
  }
};

template <typename T>
std::int64_t bytes_beside(const Values<T>& state) {
  return static_cast<std::int64_t>(state.values.size() * sizeof(T));
}

/// The two middle values, which are one and the same for an odd count. REQUIRES: not empty.
/// Reorders the values.
template <typename T>
std::pair<T, T> middles_of(std::vector<T>& values) {
  const auto less = [](T a, T b) { return is_less(a, b); };
  const auto upper = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), upper, values.end(), less);
  if (values.size() % 2 == 1) return {*upper, *upper};
  return {*std::max_element(values.begin(), upper, less), *upper};
}

double middle_of(double a, double b) {
  const double sum = a + b;
  return sum - sum == 0.0 ? sum * 0.5 : a * 0.5 + b * 0.5;
}

template <typename T>
class Median final : public SlotStates<Median<T>, Values<T>> {
 public:
  Median(DataType argument, DataType result) : argument_(argument), result_(result) {}
  Median without_slots() const { return {argument_, result_}; }
  bool has_fixed_size() const override { return false; }

  void update(std::span<const std::uint32_t> slots, std::span<const std::uint32_t> rows,
              const Column* argument) override {
    std::span<const T> values;
    if constexpr (std::is_same_v<T, double>) {
      values = argument->doubles();
    } else {
      values = argument->int64s();
    }
    for_each_valid(rows, *argument,
                   [&](std::size_t i) { this->state(slots[i]).values.push_back(values[rows[i]]); });
  }

  Column finish(std::span<const std::uint32_t> slots, std::int64_t& overflows) const override {
    std::vector<T> values;
    if (result_.kind == TypeKind::kDouble) {
      return double_results(slots, [&](std::uint32_t slot, double& result) {
        values = this->state(slot).values;
        if (values.empty()) return false;
        const auto [low, high] = middles_of(values);
        result = real_middle(low, high);
        return true;
      });
    }
    return int64_results(result_, slots, [&](std::uint32_t slot, std::int64_t& result) {
      values = this->state(slot).values;
      if (values.empty()) return false;
      const auto [low, high] = middles_of(values);
      const auto exact = decimal_middle(low, high);
      if (!exact) ++overflows;
      result = exact.value_or(0);
      return exact.has_value();
    });
  }

 private:
  static double real_middle(T low, T high) {
    if constexpr (std::is_same_v<T, double>) {
      return middle_of(low, high) +
             0.0;  // no -0, which of two equal zeros is in the middle is chance
    } else {
      return static_cast<double>(Int128{low} + high) / 2.0;
    }
  }
  std::optional<std::int64_t> decimal_middle(T low, T high) const {
    const auto sum = static_cast<Int128>(low) + static_cast<Int128>(high);
    return narrow_to(result_,
                     divide_half_away(sum * power_of_ten(result_.scale - argument_.scale), 2));
  }

  DataType argument_;
  DataType result_;
};

std::optional<DataType> median_type(DataType argument) {
  return aggregate_types::mean_of_number(argument, 1);
}

}  // namespace

const AggregateInfo median_aggregate = {
    .signature = {.name = "median",
                  .aliases = {},
                  .summary = "middle value, or the mean of the two middle values; exact",
                  .accepts_star = false,
                  .accepts_distinct = false,
                  .distinct_name = {},
                  .result_type = median_type,
                  .accepted_types = "a number",
                  .can_merge = true,
                  .order_dependence = aggregate_types::independent_of_order},
    .make = [](const AggregateCall& call) -> std::unique_ptr<Aggregator> {
      const DataType argument = call.argument->type;
      if (argument.kind == TypeKind::kDouble) {
        return std::make_unique<Median<double>>(argument, call.result_type);
      }
      return std::make_unique<Median<std::int64_t>>(argument, call.result_type);
    }};

}  // namespace millrace
