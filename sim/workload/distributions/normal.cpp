// sim/workload/distributions/normal.cpp — the bell curve over the range of the values, cut off at its
// ends.
#include <array>

#include "sim/workload/distribution.hpp"
#include "sim/workload/distributions/value_range_place.hpp"
#include "sim/workload/ziggurat.hpp"

namespace millrace::distributions {
namespace {

class Normal final : public Distribution {
 public:
  Normal(const DistributionContext& context, double mean, double deviation)
      : value_count_(context.value_count),
        mean_(mean),
        deviation_(deviation),
        random_(context.random) {}

  /// Places outside the range are drawn again: the mean lies inside, so at least three in ten do.
  void draw(std::span<const std::int64_t> /*due_ns*/, std::span<std::uint64_t> numbers) override {
    for (std::uint64_t& number : numbers) {
      double place = -1.0;
      while (!(place >= 0.0 && place <= 1.0)) {
        place = mean_ + deviation_ * draw_normal(random_);
      }
      number = number_at(place, value_count_);
    }
  }

 private:
  std::uint64_t value_count_;
  double mean_;
  double deviation_;
  Prng random_;
};

Result<std::unique_ptr<Distribution>> create(const DistributionContext& context) {
  return std::unique_ptr<Distribution>(std::make_unique<Normal>(
      context, context.parameters->number("mean"), context.parameters->number("deviation")));
}

constexpr std::array<std::string_view, 3> kDeviationAliases = {"sd", "stddev", "std_dev"};
constexpr std::array kParameters = {
    ParameterInfo{.name = "mean",
                  .summary = "Where the middle lies between the first value (0) and the last (1)",
                  .kind = ParameterKind::kShare,
                  .default_text = "0.5",
                  .minimum = 0.0,
                  .maximum = 1.0},
    ParameterInfo{.name = "deviation",
                  .summary = "Standard deviation as a share of the range",
                  .kind = ParameterKind::kShare,
                  .default_text = "0.15",
                  .minimum = 0.0,
                  .maximum = 1.0,
                  .aliases = kDeviationAliases},
};
constexpr std::array<std::string_view, 1> kAliases = {"gaussian"};

}  // namespace

extern const DistributionInfo normal;
const DistributionInfo normal = {
    .name = "normal",
    .summary = "Around a middle value, bell-shaped, cut off at the ends of the range",
    .aliases = kAliases,
    .parameters = kParameters,
    .create = create,
};

}  // namespace millrace::distributions
