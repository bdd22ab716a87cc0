// sim/workload/distributions/drifting_hot_key.cpp — one value at a time is hot, and another one after
// a while: 0, 1, 2, … as time goes by.
#include <array>
#include <cstddef>

#include "core/base/int128.hpp"
#include "sim/workload/distribution.hpp"

namespace millrace::distributions {
namespace {

class DriftingHotKey final : public Distribution {
 public:
  DriftingHotKey(const DistributionContext& context, double share, std::int64_t every_ns)
      : value_count_(context.value_count),
        share_(share),
        every_ns_(every_ns),
        random_(context.random) {}

  /// Two words a row: whether it is hot, and which value it has otherwise.
  void draw(std::span<const std::int64_t> due_ns, std::span<std::uint64_t> numbers) override {
    for (std::size_t row = 0; row < numbers.size(); ++row) {
      const bool is_hot = random_.unit() < share_;
      const UInt128 product = static_cast<UInt128>(random_.next()) * value_count_;
      numbers[row] = is_hot ? static_cast<std::uint64_t>(due_ns[row] / every_ns_) % value_count_
                            : static_cast<std::uint64_t>(product >> 64);
    }
  }

 private:
  std::uint64_t value_count_;
  double share_;
  std::int64_t every_ns_;
  Prng random_;
};

Result<std::unique_ptr<Distribution>> create(const DistributionContext& context) {
  return std::unique_ptr<Distribution>(std::make_unique<DriftingHotKey>(
      context, context.parameters->number("share"), context.parameters->duration("every").ns));
}

constexpr std::array kParameters = {
    ParameterInfo{.name = "share",
                  .summary = "Share of the rows that the hot value gets on top of its even part",
                  .kind = ParameterKind::kShare,
                  .default_text = "0.5",
                  .minimum = 0.0,
                  .maximum = 1.0},
    ParameterInfo{.name = "every",
                  .summary = "How long a value stays hot",
                  .kind = ParameterKind::kDuration,
                  .default_text = "10s",
                  .minimum = 0.0,
                  .is_minimum_excluded = true},
};
constexpr std::array<std::string_view, 1> kAliases = {"drifting"};

}  // namespace

extern const DistributionInfo drifting_hot_key;
const DistributionInfo drifting_hot_key = {
    .name = "drifting_hot_key",
    .summary = "One value is hot, and the next one after a while; the other rows are uniform",
    .aliases = kAliases,
    .parameters = kParameters,
    .create = create,
};

}  // namespace millrace::distributions
