// core/route/strategies/least_loaded.cpp — each batch whole to the worker with the fewest rows
// waiting: join the shortest queue (Winston, "Optimality of the Shortest Line Discipline", 1977); in
// Apache Flink as adaptive partition selection (FLIP-339). Evens out slow workers too, which no
// counting of rows does.
#include <array>

#include "core/route/strategy_info.hpp"

namespace millrace::strategies {
namespace {

class LeastLoaded final : public RoutingStrategy {
 public:
  explicit LeastLoaded(std::uint32_t worker_count) : rows_sent_(worker_count, 0) {}

  RoutingNeed needs() const override {
    return rows_sent_.size() == 1 ? RoutingNeed::kNothing : RoutingNeed::kWorkerLoads;
  }
  std::unique_ptr<RoutingStrategy> clone() const override {
    return std::make_unique<LeastLoaded>(*this);
  }

 private:
  std::optional<WorkerId> choose_workers(const RoutingRequest& request,
                                         std::span<WorkerId> /*worker_of_row*/) override {
    if (request.worker_count == 1) return WorkerId{0};
    const std::span<const std::int64_t> waiting = request.worker_queue_rows;
    std::uint32_t best = 0;
    for (std::uint32_t worker = 1; worker < request.worker_count; ++worker) {
      const bool is_tie = waiting[worker] == waiting[best];
      // Among equals the one that got least, so that idle workers take turns.
      if (waiting[worker] < waiting[best] || (is_tie && rows_sent_[worker] < rows_sent_[best])) {
        best = worker;
      }
    }
    rows_sent_[best] += request.row_count;
    return WorkerId{best};
  }

  std::vector<std::int64_t> rows_sent_;  // by worker
};

std::unique_ptr<RoutingStrategy> create(const StrategyContext& context) {
  return std::make_unique<LeastLoaded>(context.worker_count);
}

constexpr std::array<std::string_view, 3> kAliases = {"leastloaded", "shortest_queue", "jsq"};

}  // namespace

extern const StrategyInfo least_loaded;
const StrategyInfo least_loaded = {
    .name = "least_loaded",
    .display_name = "LeastLoaded",
    .aliases = kAliases,
    .summary =
        "Sends each batch whole to the worker with the fewest rows waiting: even load also where "
        "workers are unequally fast, and groups scattered over all of them.",
    .options = {},
    .placement = Placement::kScattered,
    .needs_grouping = false,
    .is_reference = true,
    .create = create,
};

}  // namespace millrace::strategies
