// core/route/strategies/sticky_partition.cpp — every batch stays whole on its source partition's
// worker.
#include <array>

#include "core/route/strategy_info.hpp"

namespace millrace::strategies {
namespace {

class StickyPartition final : public RoutingStrategy {
 public:
  std::unique_ptr<RoutingStrategy> clone() const override {
    return std::make_unique<StickyPartition>(*this);
  }

 private:
  std::optional<WorkerId> choose_workers(const RoutingRequest& request,
                                         std::span<WorkerId> /*worker_of_row*/) override {
    return natural_worker(request.source_partition, request.worker_count);
  }
};

std::unique_ptr<RoutingStrategy> create(const StrategyContext& /*context*/) {
  return std::make_unique<StickyPartition>();
}

constexpr std::array<std::string_view, 2> kAliases = {"stickypartition", "sticky"};

}  // namespace

extern const StrategyInfo sticky_partition;
const StrategyInfo sticky_partition = {
    .name = "sticky_partition",
    .display_name = "StickyPartition",
    .aliases = kAliases,
    .summary =
        "Leaves every batch whole on worker p mod M: nothing hashed, nothing copied, right for "
        "groups only when the query is aligned with the topic's key.",
    .options = {},
    .placement = Placement::kTogetherIfAligned,
    .needs_grouping = false,
    .create = create,
};

}  // namespace millrace::strategies
