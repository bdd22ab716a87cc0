// sim/workload/distributions/hot_set.cpp — x % of the values get y % of the rows, evenly within each
// part.
#include <algorithm>
#include <array>

#include "core/base/int128.hpp"
#include "sim/workload/distribution.hpp"

namespace millrace::distributions {
namespace {

class HotSet final : public Distribution {
 public:
  HotSet(const DistributionContext& context, std::uint64_t hot_count, double share)
      : value_count_(context.value_count),
        hot_count_(hot_count),
        share_(hot_count < context.value_count ? share : 1.0),
        random_(context.random) {}

  /// Two words a row: which part, and which of its values.
  void draw(std::span<const std::int64_t> /*due_ns*/, std::span<std::uint64_t> numbers) override {
    for (std::uint64_t& number : numbers) {
      const bool is_hot = random_.unit() < share_;
      const std::uint64_t count = is_hot ? hot_count_ : value_count_ - hot_count_;
      const UInt128 product = static_cast<UInt128>(random_.next()) * count;
      number = static_cast<std::uint64_t>(product >> 64) + (is_hot ? 0 : hot_count_);
    }
  }

  std::optional<double> hottest_share() const override {
    const double hot = share_ / static_cast<double>(hot_count_);
    if (hot_count_ == value_count_) return hot;
    return std::max(hot, (1.0 - share_) / static_cast<double>(value_count_ - hot_count_));
  }

 private:
  std::uint64_t value_count_;
  std::uint64_t hot_count_;  // the values below it are hot
  double share_;             // of the rows
  Prng random_;
};

Result<std::unique_ptr<Distribution>> create(const DistributionContext& context) {
  const double keys = context.parameters->number("keys");
  const double exact = keys * static_cast<double>(context.value_count);
  const auto hot_count = static_cast<std::uint64_t>(exact + 0.5);
  return std::unique_ptr<Distribution>(std::make_unique<HotSet>(
      context, std::clamp<std::uint64_t>(hot_count, 1, context.value_count),
      context.parameters->number("share")));
}

constexpr std::array kParameters = {
    ParameterInfo{.name = "keys",
                  .summary = "Share of the values that are hot; at least one is",
                  .kind = ParameterKind::kShare,
                  .default_text = "0.2",
                  .minimum = 0.0,
                  .maximum = 1.0},
    ParameterInfo{.name = "share",
                  .summary = "Share of the rows that have a hot value",
                  .kind = ParameterKind::kShare,
                  .default_text = "0.8",
                  .minimum = 0.0,
                  .maximum = 1.0},
};
constexpr std::array<std::string_view, 2> kAliases = {"hotspot", "pareto_set"};

}  // namespace

extern const DistributionInfo hot_set;
const DistributionInfo hot_set = {
    .name = "hot_set",
    .summary = "Some of the values get most of the rows: 20 % of the keys 80 % of the traffic",
    .aliases = kAliases,
    .parameters = kParameters,
    .create = create,
};

}  // namespace millrace::distributions
