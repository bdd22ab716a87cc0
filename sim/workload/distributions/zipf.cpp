// sim/workload/distributions/zipf.cpp — value number k comes in proportion to 1/(k+1)^s: the exact
// finite distribution, from a table.
#include <array>
#include <vector>

#include "core/base/portable_math.hpp"
#include "sim/workload/alias_table.hpp"
#include "sim/workload/distributions/weighted.hpp"

namespace millrace::distributions {
namespace {

Result<std::unique_ptr<Distribution>> create(const DistributionContext& context) {
  if (context.value_count > AliasTable::kValuesMax) {
    return too_many_values("zipf", context.value_count, AliasTable::kValuesMax);
  }
  const double s = context.parameters->number("s");
  std::vector<double> weights(static_cast<std::size_t>(context.value_count));
  for (std::size_t k = 0; k < weights.size(); ++k) {
    const auto rank = static_cast<double>(k + 1);
    weights[k] = s == 1.0 ? 1.0 / rank : portable_power(rank, -s);
  }
  return make_weighted(weights, context.random);
}

constexpr std::array<std::string_view, 2> kExponentAliases = {"exponent", "skew"};
constexpr std::array kParameters = {
    ParameterInfo{.name = "s",
                  .summary = "Exponent: 0 is uniform, 1 is Zipf's law, 2 leaves little to the rest",
                  .kind = ParameterKind::kNumber,
                  .default_text = "1",
                  .minimum = 0.0,
                  .maximum = 16.0,
                  .aliases = kExponentAliases},
};
constexpr std::array<std::string_view, 2> kAliases = {"zipfian", "power_law"};

}  // namespace

extern const DistributionInfo zipf;
const DistributionInfo zipf = {
    .name = "zipf",
    .summary = "Value k (1, 2, 3, …) in proportion to 1/k^s: few hot values, many cold ones",
    .aliases = kAliases,
    .parameters = kParameters,
    .create = create,
};

}  // namespace millrace::distributions
