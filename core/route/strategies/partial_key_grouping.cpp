// core/route/strategies/partial_key_grouping.cpp — the power of two choices with keys that may be
// split: Nasir, De Francisci Morales, García-Soriano, Kourtellis, Serafini, "The Power of Both
// Choices: Practical Load Balancing for Distributed Stream Processing Engines", ICDE 2015; in Apache
// Storm as PartialKeyGrouping. Load is what this router itself has sent ("local load estimation").
#include <array>

#include "core/base/text.hpp"
#include "core/route/hash_placement.hpp"
#include "core/route/strategies/hashing_options.hpp"

namespace millrace::strategies {

extern const StrategyInfo partial_key_grouping;

namespace {

class PartialKeyGrouping final : public RoutingStrategy {
 public:
  PartialKeyGrouping(HashFunction function, std::uint32_t worker_count, std::uint32_t choices)
      : function_(function), choices_(choices), rows_sent_(worker_count, 0) {}

  RoutingNeed needs() const override {
    return rows_sent_.size() == 1 ? RoutingNeed::kNothing : RoutingNeed::kKeyHashes;
  }
  HashFunction hash_function() const override { return function_; }
  std::unique_ptr<RoutingStrategy> clone() const override {
    return std::make_unique<PartialKeyGrouping>(*this);
  }

 private:
  std::optional<WorkerId> choose_workers(const RoutingRequest& request,
                                         std::span<WorkerId> worker_of_row) override {
    if (request.worker_count == 1) return WorkerId{0};
    for (std::size_t row = 0; row < worker_of_row.size(); ++row) {
      const WorkerId chosen = least_sent_to(rows_sent_, request.key_hashes[row], choices_);
      ++rows_sent_[chosen.value];
      worker_of_row[row] = chosen;
    }
    return std::nullopt;
  }

  HashFunction function_;
  std::uint32_t choices_;
  std::vector<std::int64_t> rows_sent_;  // by worker
};

std::unique_ptr<RoutingStrategy> create(const StrategyContext& context) {
  const auto choices = parse_int64(partial_key_grouping.option_value(context, "choices"));
  return std::make_unique<PartialKeyGrouping>(
      configured_hash_function(partial_key_grouping, context), context.worker_count,
      static_cast<std::uint32_t>(*choices));
}

constexpr std::array<std::string_view, 3> kAliases = {"pkg", "partialkeygrouping", "two_choices"};
constexpr std::array<StrategyOption, 2> kOptions = {{
    {.name = "choices",
     .summary = "Workers that a key may go to: so many hash functions.",
     .kind = OptionKind::kInteger,
     .default_text = "2",
     .range = "a whole number from 2 to 64",
     .unit = "processing partitions",
     .minimum = 2,
     .maximum = 64},
    kHashFunctionOption,
}};

}  // namespace

const StrategyInfo partial_key_grouping = {
    .name = "partial_key_grouping",
    .display_name = "PartialKeyGrouping",
    .aliases = kAliases,
    .summary =
        "Hashes each key to two workers (or as many as it has choices) and sends each of its rows "
        "to "
        "the one that got fewer: even load until a key is more than these workers' share.",
    .options = kOptions,
    .placement = Placement::kScattered,
    .needs_grouping = true,
    .is_reference = true,
    .create = create,
};

}  // namespace millrace::strategies
