// core/route/strategies/two_phase.cpp — aggregate where the rows are, then merge: what is known as
// combiner (Dean, Ghemawat, "MapReduce", OSDI 2004) and as local-global aggregation (Apache Flink,
// "Performance Tuning" of the Table API). Nothing is hashed and no row is copied; every worker may
// hold a part of every group.
#include <array>

#include "core/base/text.hpp"
#include "core/route/strategy_info.hpp"

namespace millrace::strategies {

extern const StrategyInfo two_phase;

namespace {

enum class Scatter : std::uint8_t { kBatch, kRow, kNatural };
constexpr std::array<std::string_view, 3> kScatterNames = {"batch", "row", "natural"};

class TwoPhase final : public RoutingStrategy {
 public:
  explicit TwoPhase(Scatter scatter) : scatter_(scatter) {}
  std::unique_ptr<RoutingStrategy> clone() const override {
    return std::make_unique<TwoPhase>(*this);
  }

 private:
  std::optional<WorkerId> choose_workers(const RoutingRequest& request,
                                         std::span<WorkerId> worker_of_row) override {
    if (request.worker_count == 1) return WorkerId{0};
    if (scatter_ == Scatter::kNatural) {
      return natural_worker(request.source_partition, request.worker_count);
    }
    std::uint32_t next = next_ % request.worker_count;
    const auto advance = [&] { next = next + 1 == request.worker_count ? 0 : next + 1; };
    std::optional<WorkerId> whole;
    if (scatter_ == Scatter::kBatch) {
      whole = WorkerId{next};
      advance();
    } else {
      for (WorkerId& worker : worker_of_row) {
        worker.value = next;
        advance();
      }
    }
    next_ = next;
    return whole;
  }

  Scatter scatter_;
  std::uint32_t next_ = 0;  // worker of the next batch or row
};

std::unique_ptr<RoutingStrategy> create(const StrategyContext& context) {
  const std::string_view name = two_phase.option_value(context, "scatter");
  Scatter scatter = Scatter::kBatch;
  if (equals_ignoring_case(name, "row")) scatter = Scatter::kRow;
  if (equals_ignoring_case(name, "natural")) scatter = Scatter::kNatural;
  return std::make_unique<TwoPhase>(scatter);
}

constexpr std::array<std::string_view, 3> kAliases = {"twophase", "local_global", "combiner"};
constexpr std::array<StrategyOption, 1> kOptions = {{
    {.name = "scatter",
     .summary = "What is dealt out: batches in turn, rows in turn, or nothing, as batches stay on "
                "their natural worker.",
     .kind = OptionKind::kChoice,
     .default_text = kScatterNames[0],
     .range = "batch, row or natural",
     .choices = kScatterNames},
}};

}  // namespace

const StrategyInfo two_phase = {
    .name = "two_phase",
    .display_name = "TwoPhase",
    .aliases = kAliases,
    .summary =
        "Deals whole batches out in turn, lets every worker aggregate what it gets, and merges the "
        "parts: no key limits it, and nothing is hashed or copied.",
    .options = kOptions,
    .placement = Placement::kScattered,
    .needs_grouping = false,
    .is_reference = true,
    .create = create,
};

}  // namespace millrace::strategies
