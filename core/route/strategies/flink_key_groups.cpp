// core/route/strategies/flink_key_groups.cpp — Apache Flink's keyBy(): hash to a key group, key
// groups in contiguous ranges to workers (org.apache.flink.runtime.state.KeyGroupRangeAssignment).
// Flink begins with the key's Java hashCode; here it is the folded 64-bit key hash, as
// Long.hashCode() folds. For Java's very placement of STRING keys see the partitioner of that name.
#include <array>

#include "core/base/text.hpp"
#include "core/route/partitioners/flink_key_group.hpp"
#include "core/route/strategies/hashing_options.hpp"

namespace millrace::strategies {

extern const StrategyInfo flink_key_groups;

namespace {

class FlinkKeyGroups final : public RoutingStrategy {
 public:
  FlinkKeyGroups(HashFunction function, std::uint32_t worker_count, std::uint32_t max_parallelism)
      : function_(function), worker_count_(worker_count) {
    for (std::uint32_t group = 0; group < max_parallelism; ++group) {
      worker_of_group_.push_back(
          {partitioners::flink_operator_index(group, worker_count, max_parallelism)});
    }
  }

  RoutingNeed needs() const override {
    return worker_count_ == 1 ? RoutingNeed::kNothing : RoutingNeed::kKeyHashes;
  }
  HashFunction hash_function() const override { return function_; }
  std::unique_ptr<RoutingStrategy> clone() const override {
    return std::make_unique<FlinkKeyGroups>(*this);
  }
  bool place_keys(std::span<const std::uint64_t> key_hashes, std::uint32_t /*worker_count*/,
                  std::span<WorkerId> worker_of_key) const override {
    const auto max_parallelism = static_cast<std::uint32_t>(worker_of_group_.size());
    for (std::size_t i = 0; i < key_hashes.size(); ++i) {
      const auto code = static_cast<std::uint32_t>(key_hashes[i] ^ (key_hashes[i] >> 32));
      worker_of_key[i] = worker_of_group_[partitioners::flink_group_of(
          partitioners::flink_murmur(code), max_parallelism)];
    }
    return true;
  }

 private:
  std::optional<WorkerId> choose_workers(const RoutingRequest& request,
                                         std::span<WorkerId> worker_of_row) override {
    if (worker_count_ == 1) return WorkerId{0};
    place_keys(request.key_hashes, request.worker_count, worker_of_row);
    return std::nullopt;
  }

  HashFunction function_;
  std::uint32_t worker_count_;
  std::vector<WorkerId> worker_of_group_;
};

/// REQUIRES: validated options.
std::uint32_t configured_max_parallelism(const StrategyContext& context) {
  const auto value = *parse_int64(flink_key_groups.option_value(context, "max_parallelism"));
  return static_cast<std::uint32_t>(value);
}

Status check(const StrategyContext& context) {
  const std::uint32_t groups = configured_max_parallelism(context);
  if (groups == 0 || groups >= context.worker_count) return {};
  return Error{ErrorCode::kOption,
               "option 'max_parallelism' of FlinkKeyGroups must be at least the " +
                   std::to_string(context.worker_count) +
                   " processing partitions, or some would have no key group; got " +
                   std::to_string(groups)};
}

std::unique_ptr<RoutingStrategy> create(const StrategyContext& context) {
  std::uint32_t groups = configured_max_parallelism(context);
  if (groups == 0) groups = partitioners::flink_default_max_parallelism(context.worker_count);
  return std::make_unique<FlinkKeyGroups>(configured_hash_function(flink_key_groups, context),
                                          context.worker_count, groups);
}

constexpr std::array<std::string_view, 3> kAliases = {"flinkkeygroups", "key_groups", "keyby"};
constexpr std::array<StrategyOption, 2> kOptions = {{
    {.name = "max_parallelism",
     .summary =
         "Key groups, the unit in which states move when workers are added; 0 stands for "
         "Flink's default, the power of two at or above 1.5 times the processing partitions, "
         "at least 128.",
     .kind = OptionKind::kInteger,
     .default_text = "0",
     .range = "a whole number from 0 to 32768",
     .unit = "key groups",
     .minimum = 0,
     .maximum = partitioners::kFlinkMaxParallelismUpperBound},
    kHashFunctionOption,
}};

}  // namespace

const StrategyInfo flink_key_groups = {
    .name = "flink_key_groups",
    .display_name = "FlinkKeyGroups",
    .aliases = kAliases,
    .summary =
        "Hashes the grouping columns to key groups and gives each worker a range of them, as "
        "Apache "
        "Flink does: right for every grouped query, and uneven where workers do not divide the key "
        "groups.",
    .options = kOptions,
    .placement = Placement::kTogether,
    .needs_grouping = true,
    .is_reference = true,
    .check = check,
    .create = create,
};

}  // namespace millrace::strategies
