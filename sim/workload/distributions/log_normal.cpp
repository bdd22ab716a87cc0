// sim/workload/distributions/log_normal.cpp — most values small, a few very large: sizes, amounts,
// delays; cut off at the end of the range.
#include <array>

#include "core/base/portable_math.hpp"
#include "sim/workload/distribution.hpp"
#include "sim/workload/distributions/value_range_place.hpp"
#include "sim/workload/ziggurat.hpp"

namespace millrace::distributions {
namespace {

class LogNormal final : public Distribution {
 public:
  LogNormal(const DistributionContext& context, double median, double sigma)
      : value_count_(context.value_count),
        median_(median),
        sigma_(sigma),
        random_(context.random) {}

  /// Places beyond the range are drawn again: the median lies inside, so half of all do at least.
  void draw(std::span<const std::int64_t> /*due_ns*/, std::span<std::uint64_t> numbers) override {
    for (std::uint64_t& number : numbers) {
      double place = 2.0;
      while (!(place <= 1.0)) {
        place = median_ * portable_exp(sigma_ * draw_normal(random_));
      }
      number = number_at(place, value_count_);
    }
  }

 private:
  std::uint64_t value_count_;
  double median_;
  double sigma_;
  Prng random_;
};

Result<std::unique_ptr<Distribution>> create(const DistributionContext& context) {
  return std::unique_ptr<Distribution>(std::make_unique<LogNormal>(
      context, context.parameters->number("median"), context.parameters->number("sigma")));
}

constexpr std::array kParameters = {
    ParameterInfo{.name = "median",
                  .summary = "Place that half of the rows lie below, as a share of the range",
                  .kind = ParameterKind::kShare,
                  .default_text = "0.1",
                  .minimum = 0.0,
                  .maximum = 1.0,
                  .is_minimum_excluded = true},
    ParameterInfo{.name = "sigma",
                  .summary = "Standard deviation of the logarithm: 0.5 is mild, 2 has a long tail",
                  .kind = ParameterKind::kNumber,
                  .default_text = "1",
                  .minimum = 0.0,
                  .maximum = 10.0},
};
constexpr std::array<std::string_view, 1> kAliases = {"lognormal"};

}  // namespace

extern const DistributionInfo log_normal;
const DistributionInfo log_normal = {
    .name = "log_normal",
    .summary = "Most values small and a few very large, cut off at the end of the range",
    .aliases = kAliases,
    .parameters = kParameters,
    .create = create,
};

}  // namespace millrace::distributions
