// sim/workload/distributions/sequential.cpp — one value after the other, and from the start again:
// row i has value number i mod n.
#include <array>

#include "sim/workload/distribution.hpp"

namespace millrace::distributions {
namespace {

class Sequential final : public Distribution {
 public:
  explicit Sequential(const DistributionContext& context) : value_count_(context.value_count) {}

  void draw(std::span<const std::int64_t> /*due_ns*/, std::span<std::uint64_t> numbers) override {
    for (std::uint64_t& number : numbers) {
      number = next_;
      next_ = next_ + 1 == value_count_ ? 0 : next_ + 1;
    }
  }
  std::optional<double> hottest_share() const override {
    return 1.0 / static_cast<double>(value_count_);
  }

 private:
  std::uint64_t value_count_;
  std::uint64_t next_ = 0;
};

Result<std::unique_ptr<Distribution>> create(const DistributionContext& context) {
  return std::unique_ptr<Distribution>(std::make_unique<Sequential>(context));
}

constexpr std::array<std::string_view, 2> kAliases = {"round_robin", "cycle"};

}  // namespace

extern const DistributionInfo sequential;
const DistributionInfo sequential = {
    .name = "sequential",
    .summary = "One value after the other, then from the start again: row i has value i mod n",
    .aliases = kAliases,
    .create = create,
};

}  // namespace millrace::distributions
