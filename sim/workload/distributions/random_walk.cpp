// sim/workload/distributions/random_walk.cpp — each value near the one before, as a price moves;
// turned back at the ends of the range.
#include <array>

#include "sim/workload/distribution.hpp"
#include "sim/workload/distributions/value_range_place.hpp"
#include "sim/workload/ziggurat.hpp"

namespace millrace::distributions {
namespace {

class RandomWalk final : public Distribution {
 public:
  RandomWalk(const DistributionContext& context, double start, double step)
      : value_count_(context.value_count), place_(start), step_(step), random_(context.random) {}

  void draw(std::span<const std::int64_t> /*due_ns*/, std::span<std::uint64_t> numbers) override {
    for (std::uint64_t& number : numbers) {
      number = number_at(place_, value_count_);
      place_ += step_ * draw_normal(random_);
      while (place_ < 0.0 || place_ > 1.0) place_ = place_ < 0.0 ? -place_ : 2.0 - place_;
    }
  }

 private:
  std::uint64_t value_count_;
  double place_;  // of the next row, 0 … 1
  double step_;
  Prng random_;
};

Result<std::unique_ptr<Distribution>> create(const DistributionContext& context) {
  return std::unique_ptr<Distribution>(std::make_unique<RandomWalk>(
      context, context.parameters->number("start"), context.parameters->number("step")));
}

constexpr std::array<std::string_view, 1> kStepAliases = {"volatility"};
constexpr std::array kParameters = {
    ParameterInfo{.name = "start",
                  .summary = "Where it begins between the first value (0) and the last (1)",
                  .kind = ParameterKind::kShare,
                  .default_text = "0.5",
                  .minimum = 0.0,
                  .maximum = 1.0},
    ParameterInfo{.name = "step",
                  .summary = "Standard deviation from row to row, as a share of the range",
                  .kind = ParameterKind::kShare,
                  .default_text = "0.01",
                  .minimum = 0.0,
                  .maximum = 1.0,
                  .aliases = kStepAliases},
};

}  // namespace

extern const DistributionInfo random_walk;
const DistributionInfo random_walk = {
    .name = "random_walk",
    .summary = "Each value near the one before, as a price moves; turned back at the ends",
    .parameters = kParameters,
    .create = create,
};

}  // namespace millrace::distributions
