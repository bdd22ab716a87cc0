// sim/workload/distributions/weighted.cpp — draws from an alias table.
#include "sim/workload/distributions/weighted.hpp"

#include <string>
#include <utility>

#include "sim/workload/alias_table.hpp"

namespace millrace {

namespace distributions {
namespace {

class Weighted final : public Distribution {
 public:
  Weighted(std::span<const double> weights, Prng random)
      : table_(weights), random_(std::move(random)) {}

  void draw(std::span<const std::int64_t> /*due_ns*/, std::span<std::uint64_t> numbers) override {
    random_.fill(numbers);
    for (std::uint64_t& number : numbers) number = table_.number_of(number);
  }
  std::optional<double> hottest_share() const override { return table_.hottest_share(); }

 private:
  AliasTable table_;
  Prng random_;
};

}  // namespace

std::unique_ptr<Distribution> make_weighted(std::span<const double> weights, Prng random) {
  return std::make_unique<Weighted>(weights, std::move(random));
}

Error too_many_values(std::string_view name, std::uint64_t value_count, std::uint64_t values_max) {
  return {ErrorCode::kOption,
          std::string(name) + " takes at most " + std::to_string(values_max) +
              " values, the field has " + std::to_string(value_count) +
              "; lower its cardinality or give a larger step",
          {}};
}

}  // namespace distributions

std::unique_ptr<Distribution> make_weighted_distribution(std::span<const double> weights,
                                                         Prng random) {
  return distributions::make_weighted(weights, std::move(random));
}

}  // namespace millrace
