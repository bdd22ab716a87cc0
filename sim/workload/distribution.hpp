// sim/workload/distribution.hpp — how often each value of a field comes: the interface of all
// distributions and their list. They draw value numbers 0 … n − 1; what a number stands for (a
// text, a price) is the field's affair.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/prng.hpp"
#include "core/base/result.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_vocabulary.hpp"
#include "sim/workload/parameters.hpp"

namespace millrace {

/// One stream of value numbers. Used by one thread. The numbers depend on the seed and on how many were drawn before,
/// never on how the draws are cut into batches.
class Distribution {
 public:
  virtual ~Distribution() = default;
  /// The numbers of the next rows, each below value_count. `due_ns`: when the rows are due, one a number.
  virtual void draw(std::span<const std::int64_t> due_ns, std::span<std::uint64_t> numbers) = 0;
  /// Share of the most frequent number, 0 … 1 (p₁), where it is known exactly.
  virtual std::optional<double> hottest_share() const { return std::nullopt; }
};

struct DistributionContext {
  std::uint64_t value_count = 1;           // at least 1
  Prng random;                             // the stream's own
  const Parameters* parameters = nullptr;  // borrowed for the call of make
};

/// A distribution of the list. Immutable, lives as long as the program.
struct DistributionInfo {
  std::string_view name;
  std::string_view summary;  // one sentence
  std::span<const std::string_view> aliases = {};
  std::span<const ParameterInfo> parameters = {};
  Result<std::unique_ptr<Distribution>> (*create)(const DistributionContext&) = nullptr;

  ChoiceInfo choice() const { return {name, summary, aliases, parameters}; }
};

/// In the order of sim/workload/distributions/distributions.list.
const std::vector<const DistributionInfo*>& all_distributions();

/// Errors (kOption): an unknown name or parameter, too many values for a table.
Result<std::unique_ptr<Distribution>> make_distribution(const Choice& choice,
                                                        std::uint64_t value_count, Prng random);
/// Numbers in proportion to the weights: the values of an enum. REQUIRES: weights are not negative, one is positive.
std::unique_ptr<Distribution> make_weighted_distribution(std::span<const double> weights,
                                                         Prng random);

}  // namespace millrace
