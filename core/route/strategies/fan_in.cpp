// core/route/strategies/fan_in.cpp — everything to one worker: right for every query, and no faster
// than one core.
#include <algorithm>
#include <array>
#include <limits>

#include "core/base/text.hpp"
#include "core/route/strategy_info.hpp"

namespace millrace::strategies {

extern const StrategyInfo fan_in;

namespace {

class FanIn final : public RoutingStrategy {
 public:
  explicit FanIn(WorkerId target) : target_(target) {}
  std::unique_ptr<RoutingStrategy> clone() const override { return std::make_unique<FanIn>(*this); }
  bool place_keys(std::span<const std::uint64_t> /*key_hashes*/, std::uint32_t /*worker_count*/,
                  std::span<WorkerId> worker_of_key) const override {
    std::fill(worker_of_key.begin(), worker_of_key.end(), target_);
    return true;
  }

 private:
  std::optional<WorkerId> choose_workers(const RoutingRequest& /*request*/,
                                         std::span<WorkerId> /*worker_of_row*/) override {
    return target_;
  }

  WorkerId target_;
};

/// REQUIRES: validated options.
std::int64_t target_of(const StrategyContext& context) {
  return *parse_int64(fan_in.option_value(context, "target"));
}

Status check(const StrategyContext& context) {
  const std::int64_t target = target_of(context);
  if (target < context.worker_count) return {};
  return Error{ErrorCode::kOption,
               "option 'target' of FanIn must name one of the " +
                   std::to_string(context.worker_count) + " processing partitions (0 to " +
                   std::to_string(context.worker_count - 1) + "), got " + std::to_string(target)};
}

std::unique_ptr<RoutingStrategy> create(const StrategyContext& context) {
  return std::make_unique<FanIn>(WorkerId{static_cast<std::uint32_t>(target_of(context))});
}

constexpr std::array<std::string_view, 1> kAliases = {"fanin"};
constexpr std::array<StrategyOption, 1> kOptions = {{
    {.name = "target",
     .summary = "The processing partition that gets every row.",
     .kind = OptionKind::kInteger,
     .default_text = "0",
     .range = "a processing partition, counted from 0",
     .unit = "processing partition",
     .minimum = 0,
     .maximum = std::numeric_limits<std::uint32_t>::max()},
}};

}  // namespace

const StrategyInfo fan_in = {
    .name = "fan_in",
    .display_name = "FanIn",
    .aliases = kAliases,
    .summary = "Sends every batch whole to one worker: right for every query, as fast as one core.",
    .options = kOptions,
    .placement = Placement::kTogether,
    .needs_grouping = false,
    .check = check,
    .create = create,
};

}  // namespace millrace::strategies
