// core/exec/aggregates/moment_states.cpp — the one aggregator behind STDDEV_* and VAR_*.
#include "core/exec/aggregates/moment_states.hpp"

#include "core/data/decimal.hpp"
#include "core/exec/aggregates/results.hpp"
#include "core/exec/aggregates/slot_states.hpp"

namespace millrace {
namespace {

class DeviationAggregator final : public SlotStates<DeviationAggregator, Moments> {
 public:
  DeviationAggregator(Deviation deviation, DataType argument)
      : deviation_(deviation), argument_(argument) {}
  DeviationAggregator without_slots() const { return {deviation_, argument_}; }

  void update(std::span<const std::uint32_t> slots, std::span<const std::uint32_t> rows,
              const Column* argument) override {
    if (argument_.kind == TypeKind::kDouble) {
      add_all(slots, rows, *argument, argument->doubles());
    } else {
      add_integers(slots, rows, *argument);
    }
  }

  Column finish(std::span<const std::uint32_t> slots, std::int64_t&) const override {
    const bool is_sample =
        deviation_ == Deviation::kSample || deviation_ == Deviation::kSampleVariance;
    const bool is_root = deviation_ == Deviation::kSample || deviation_ == Deviation::kPopulation;
    const auto unit = static_cast<double>(power_of_ten(argument_.scale));
    return double_results(slots, [=, this](std::uint32_t slot, double& value) {
      const Moments& moments = state(slot);
      if (moments.count < (is_sample ? 2 : 1)) return false;
      const auto divisor = static_cast<double>(moments.count - (is_sample ? 1 : 0));
      const double variance = moments.squared_distances() / divisor;
      value = is_root ? __builtin_sqrt(variance) / unit : variance / unit / unit;
      return true;
    });
  }

 private:
  /// Beyond 2^53 each value counts as the nearest double.
  void add_integers(std::span<const std::uint32_t> slots, std::span<const std::uint32_t> rows,
                    const Column& argument) {
    const std::span<const std::int64_t> values = argument.int64s();
    for_each_valid(rows, argument, [&](std::size_t i) {
      state(slots[i]).add(static_cast<double>(values[rows[i]]));
    });
  }

  Deviation deviation_;
  DataType argument_;
};

}  // namespace

double Moments::squared_distances() const {
  const DoubleDouble mean_part = (sum * sum) / static_cast<double>(count);
  const double distances = (square_sum - mean_part).value();
  // Each addition may have cost 2^-104 of the sum.
  const double doubt = static_cast<double>(count + 4) * 0x1p-103 * square_sum.value();
  return distances <= doubt ? 0.0 : distances;
}

std::unique_ptr<Aggregator> make_deviation(Deviation deviation, const AggregateCall& call) {
  return std::make_unique<DeviationAggregator>(deviation, call.argument->type);
}

}  // namespace millrace
