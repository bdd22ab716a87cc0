// core/route/strategies/smart_repartition.cpp — natural routing where the topic's key allows it,
// else exactly AlwaysHash. One rule for the whole run: which one is decided when it is made, and
// can only fall back to hashing afterwards.
#include <algorithm>
#include <array>

#include "core/base/text.hpp"
#include "core/route/hash_placement.hpp"
#include "core/route/strategies/hashing_options.hpp"

namespace millrace::strategies {

extern const StrategyInfo smart_repartition;

namespace {

class SmartRepartition final : public RoutingStrategy {
 public:
  SmartRepartition(HashFunction function, std::uint32_t worker_count, bool is_natural,
                   double threshold)
      : function_(function),
        worker_count_(worker_count),
        is_natural_(is_natural),
        threshold_(threshold) {}

  RoutingNeed needs() const override {
    return is_whole() ? RoutingNeed::kNothing : RoutingNeed::kKeyHashes;
  }
  HashFunction hash_function() const override { return function_; }
  std::optional<double> alignment_threshold() const override {
    return is_natural_ ? std::optional(threshold_) : std::nullopt;
  }
  void switch_to_hashing() override { is_natural_ = false; }
  std::unique_ptr<RoutingStrategy> clone() const override {
    return std::make_unique<SmartRepartition>(*this);
  }
  bool place_keys(std::span<const std::uint64_t> key_hashes, std::uint32_t worker_count,
                  std::span<WorkerId> worker_of_key) const override {
    if (is_natural_ && worker_count > 1) return false;
    place_by_hash(key_hashes, worker_count, worker_of_key);
    return true;
  }

 private:
  bool is_whole() const { return is_natural_ || worker_count_ == 1; }

  std::optional<WorkerId> choose_workers(const RoutingRequest& request,
                                         std::span<WorkerId> worker_of_row) override {
    const WorkerId natural = natural_worker(request.source_partition, request.worker_count);
    if (is_whole() && request.rows_without_key.empty()) return natural;
    if (is_whole()) {
      // Groups of records without key lie on any source partition: hashed, they meet.
      std::fill(worker_of_row.begin(), worker_of_row.end(), natural);
      for (std::size_t i = 0; i < request.rows_without_key.size(); ++i) {
        place_by_hash(request.hashes_without_key.subspan(i, 1), request.worker_count,
                      worker_of_row.subspan(request.rows_without_key[i], 1));
      }
      return std::nullopt;
    }
    place_by_hash(request.key_hashes, request.worker_count, worker_of_row);
    return std::nullopt;
  }

  HashFunction function_;
  std::uint32_t worker_count_;
  bool is_natural_;
  double threshold_;
};

std::unique_ptr<RoutingStrategy> create(const StrategyContext& context) {
  const auto threshold =
      parse_double(smart_repartition.option_value(context, "alignment_threshold"));
  return std::make_unique<SmartRepartition>(configured_hash_function(smart_repartition, context),
                                            context.worker_count, context.is_aligned, *threshold);
}

constexpr std::array<std::string_view, 2> kAliases = {"smartrepartition", "smart"};
constexpr std::array<StrategyOption, 3> kOptions = {{
    {.name = "source_partition_key",
     .summary = "Declares the columns by which the producer keyed the topic.",
     .kind = OptionKind::kText,
     .default_text = "",
     .range = "column names separated by commas"},
    {.name = "alignment_threshold",
     .summary = "Verified alignment below which the job goes over to hashing.",
     .kind = OptionKind::kFraction,
     .default_text = "0.95",
     .range = "a number from 0 to 1",
     .unit = "share of rows"},
    kHashFunctionOption,
}};

}  // namespace

const StrategyInfo smart_repartition = {
    .name = "smart_repartition",
    .display_name = "SmartRepartition",
    .aliases = kAliases,
    .summary =
        "Leaves whole batches on their source partition's worker when the topic's key allows "
        "it, and hashes like AlwaysHash otherwise.",
    .options = kOptions,
    .placement = Placement::kTogether,
    .needs_grouping = true,
    .create = create,
};

}  // namespace millrace::strategies
