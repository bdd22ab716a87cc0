// core/route/strategies/always_hash.cpp — hash of the grouping columns mod M: right for every
// grouped query, at the price of one hash a key and one copy a row.
#include <array>

#include "core/route/hash_placement.hpp"
#include "core/route/strategies/hashing_options.hpp"

namespace millrace::strategies {

extern const StrategyInfo always_hash;

namespace {

class AlwaysHash final : public RoutingStrategy {
 public:
  AlwaysHash(HashFunction function, std::uint32_t worker_count)
      : function_(function), worker_count_(worker_count) {}

  RoutingNeed needs() const override {
    return worker_count_ == 1 ? RoutingNeed::kNothing : RoutingNeed::kKeyHashes;
  }
  HashFunction hash_function() const override { return function_; }
  std::unique_ptr<RoutingStrategy> clone() const override {
    return std::make_unique<AlwaysHash>(*this);
  }
  bool place_keys(std::span<const std::uint64_t> key_hashes, std::uint32_t worker_count,
                  std::span<WorkerId> worker_of_key) const override {
    place_by_hash(key_hashes, worker_count, worker_of_key);
    return true;
  }

 private:
  std::optional<WorkerId> choose_workers(const RoutingRequest& request,
                                         std::span<WorkerId> worker_of_row) override {
    if (worker_count_ == 1) return WorkerId{0};
    place_by_hash(request.key_hashes, request.worker_count, worker_of_row);
    return std::nullopt;
  }

  HashFunction function_;
  std::uint32_t worker_count_;
};

std::unique_ptr<RoutingStrategy> create(const StrategyContext& context) {
  return std::make_unique<AlwaysHash>(configured_hash_function(always_hash, context),
                                      context.worker_count);
}

constexpr std::array<std::string_view, 2> kAliases = {"alwayshash", "hash"};
constexpr std::array kOptions = {kHashFunctionOption};

}  // namespace

const StrategyInfo always_hash = {
    .name = "always_hash",
    .display_name = "AlwaysHash",
    .aliases = kAliases,
    .summary = "Hashes the grouping columns of every row: right for every grouped query.",
    .options = kOptions,
    .placement = Placement::kTogether,
    .needs_grouping = true,
    .create = create,
};

}  // namespace millrace::strategies
