// core/route/strategies/round_robin.cpp — row n goes to worker n mod M, counted over all sources:
// even load, scattered groups.
#include <array>

#include "core/route/strategy_info.hpp"

namespace millrace::strategies {
namespace {

class RoundRobin final : public RoutingStrategy {
 public:
  std::unique_ptr<RoutingStrategy> clone() const override {
    return std::make_unique<RoundRobin>(*this);
  }

 private:
  std::optional<WorkerId> choose_workers(const RoutingRequest& request,
                                         std::span<WorkerId> worker_of_row) override {
    if (request.worker_count == 1) return WorkerId{0};
    std::uint32_t next = next_ % request.worker_count;
    for (WorkerId& worker : worker_of_row) {
      worker.value = next;
      next = next + 1 == request.worker_count ? 0 : next + 1;
    }
    next_ = next;
    return std::nullopt;
  }

  std::uint32_t next_ = 0;  // worker of the next row
};

std::unique_ptr<RoutingStrategy> create(const StrategyContext& /*context*/) {
  return std::make_unique<RoundRobin>();
}

constexpr std::array<std::string_view, 3> kAliases = {"roundrobin", "round", "robin"};

}  // namespace

extern const StrategyInfo round_robin;
const StrategyInfo round_robin = {
    .name = "round_robin",
    .display_name = "RoundRobin",
    .aliases = kAliases,
    .summary =
        "Deals rows out in turn: even load whatever the keys, and groups scattered over all "
        "workers, so that grouped queries need the merge stage.",
    .options = {},
    .placement = Placement::kScattered,
    .needs_grouping = false,
    .create = create,
};

}  // namespace millrace::strategies
