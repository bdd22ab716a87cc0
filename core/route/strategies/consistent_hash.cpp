// core/route/strategies/consistent_hash.cpp — hashing that moves few keys when the number of workers
// changes. `ring`: each worker at many points of a circle, a key at the next point (Karger et al.,
// "Consistent Hashing and Random Trees", STOC 1997). `jump`: Lamping, Veach, "A Fast, Minimal Memory,
// Consistent Hash Algorithm", 2014.
#include <algorithm>
#include <array>
#include <utility>

#include "core/base/hash.hpp"
#include "core/base/text.hpp"
#include "core/route/strategies/hashing_options.hpp"

namespace millrace::strategies {

extern const StrategyInfo consistent_hash;

namespace {

/// Points of workers on a circle of 64-bit numbers.
class Ring {
 public:
  Ring(std::uint32_t worker_count, std::uint32_t points_per_worker) {
    for (std::uint32_t worker = 0; worker < worker_count; ++worker) {
      std::uint64_t point = mix_64(mix_64(std::uint64_t{worker} + 1) + kSeed);
      for (std::uint32_t i = 0; i < points_per_worker; ++i) {
        points_.emplace_back(point, worker);
        point = mix_64(point * kStep + i + 1);
      }
    }
    std::sort(points_.begin(), points_.end());
    // Where to begin: the first point at or after each 2^-kBits of the circle.
    std::uint32_t at = 0;
    for (std::uint64_t part = 0; part < kParts; ++part) {
      while (at < points_.size() && points_[at].first < part << (64 - kBits)) ++at;
      first_of_part_[static_cast<std::size_t>(part)] = at;
    }
  }

  WorkerId worker_of(std::uint64_t hash) const {
    std::uint32_t at = first_of_part_[static_cast<std::size_t>(hash >> (64 - kBits))];
    while (at < points_.size() && points_[at].first < hash) ++at;
    return {points_[at == points_.size() ? 0 : at].second};
  }

 private:
  static constexpr int kBits = 10;
  static constexpr std::uint64_t kParts = std::uint64_t{1} << kBits;
  static constexpr std::uint64_t kSeed = 0x6d696c6c72616365ull;
  static constexpr std::uint64_t kStep = 0x9e3779b97f4a7c15ull;

  std::vector<std::pair<std::uint64_t, std::uint32_t>> points_;  // ascending
  std::array<std::uint32_t, kParts> first_of_part_ = {};
};

/// The published loop; its floating-point quotient of 2^31 and a 31-bit number is exact to the
/// last bit on every machine (IEEE 754 division).
std::uint32_t jump_hash(std::uint64_t key, std::uint32_t worker_count) {
  std::int64_t chosen = -1;
  std::int64_t next = 0;
  while (next < std::int64_t{worker_count}) {
    chosen = next;
    key = key * 2862933555777941757ull + 1;
    next = static_cast<std::int64_t>(static_cast<double>(chosen + 1) *
                                     (2147483648.0 / static_cast<double>((key >> 33) + 1)));
  }
  return static_cast<std::uint32_t>(chosen);
}

class ConsistentHash final : public RoutingStrategy {
 public:
  /// Without virtual nodes: jump hash.
  ConsistentHash(HashFunction function, std::uint32_t worker_count, std::uint32_t virtual_nodes)
      : function_(function), worker_count_(worker_count) {
    if (virtual_nodes > 0) ring_ = std::make_shared<const Ring>(worker_count, virtual_nodes);
  }

  RoutingNeed needs() const override {
    return worker_count_ == 1 ? RoutingNeed::kNothing : RoutingNeed::kKeyHashes;
  }
  HashFunction hash_function() const override { return function_; }
  std::unique_ptr<RoutingStrategy> clone() const override {
    return std::make_unique<ConsistentHash>(*this);
  }
  bool place_keys(std::span<const std::uint64_t> key_hashes, std::uint32_t /*worker_count*/,
                  std::span<WorkerId> worker_of_key) const override {
    for (std::size_t i = 0; i < key_hashes.size(); ++i) {
      // Mixed once more: points lie by the high bits, which not every hash function spreads well.
      const std::uint64_t hash = mix_64(key_hashes[i]);
      worker_of_key[i] = ring_ ? ring_->worker_of(hash) : WorkerId{jump_hash(hash, worker_count_)};
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
  std::shared_ptr<const Ring> ring_;  // null: jump hash
};

std::unique_ptr<RoutingStrategy> create(const StrategyContext& context) {
  const bool is_jump = equals_ignoring_case(consistent_hash.option_value(context, "kind"), "jump");
  const auto nodes = *parse_int64(consistent_hash.option_value(context, "virtual_nodes"));
  return std::make_unique<ConsistentHash>(configured_hash_function(consistent_hash, context),
                                          context.worker_count,
                                          is_jump ? 0 : static_cast<std::uint32_t>(nodes));
}

constexpr std::array<std::string_view, 2> kKindNames = {"ring", "jump"};
constexpr std::array<std::string_view, 2> kAliases = {"consistenthash", "consistent_hashing"};
constexpr std::array<StrategyOption, 3> kOptions = {{
    {.name = "kind",
     .summary = "A ring with virtual nodes, or jump hash, which is even and moves least but only "
                "ever adds or takes away the last worker.",
     .kind = OptionKind::kChoice,
     .default_text = kKindNames[0],
     .range = "ring or jump",
     .choices = kKindNames},
    {.name = "virtual_nodes",
     .summary = "Points of each worker on the ring: the more, the more even.",
     .kind = OptionKind::kInteger,
     .default_text = "128",
     .range = "a whole number from 1 to 65536",
     .unit = "points per processing partition",
     .minimum = 1,
     .maximum = 65'536},
    kHashFunctionOption,
}};

}  // namespace

const StrategyInfo consistent_hash = {
    .name = "consistent_hash",
    .display_name = "ConsistentHash",
    .aliases = kAliases,
    .summary =
        "Hashes the grouping columns to the next of many points on a circle: right for every "
        "grouped query, less even than AlwaysHash, and few groups move when workers are added.",
    .options = kOptions,
    .placement = Placement::kTogether,
    .needs_grouping = true,
    .is_reference = true,
    .create = create,
};

}  // namespace millrace::strategies
