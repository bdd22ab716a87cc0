// sim/workload/distributions/uniform.cpp — every value as often as any other.
#include <utility>

#include "core/base/int128.hpp"
#include "sim/workload/distribution.hpp"

namespace millrace::distributions {
namespace {

class Uniform final : public Distribution {
 public:
  explicit Uniform(const DistributionContext& context)
      : value_count_(context.value_count), random_(context.random) {}

  /// One word a row, so that row k always has word k of the stream. Scaled, not rejected: a value's
  /// share is exact to 2^-64.
  void draw(std::span<const std::int64_t> /*due_ns*/, std::span<std::uint64_t> numbers) override {
    random_.fill(numbers);
    for (std::uint64_t& number : numbers) {
      number = static_cast<std::uint64_t>(static_cast<UInt128>(number) * value_count_ >> 64);
    }
  }
  std::optional<double> hottest_share() const override {
    return 1.0 / static_cast<double>(value_count_);
  }

 private:
  std::uint64_t value_count_;
  Prng random_;
};

Result<std::unique_ptr<Distribution>> create(const DistributionContext& context) {
  return std::unique_ptr<Distribution>(std::make_unique<Uniform>(context));
}

}  // namespace

extern const DistributionInfo uniform;
const DistributionInfo uniform = {
    .name = "uniform",
    .summary = "Every value as often as any other, by chance",
    .create = create,
};

}  // namespace millrace::distributions
