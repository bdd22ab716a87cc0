// core/route/strategies/hot_key_split.cpp — keys that are hot go to many workers, all others to the
// one that AlwaysHash has for them: W-Choices and D-Choices of Nasir, De Francisci Morales,
// Kourtellis, Serafini, "When Two Choices Are Not Enough: Balancing at Scale in Distributed Stream
// Processing", ICDE 2016 (with hashing, not two choices, for the tail), which is also what "salting"
// of hot keys does by hand. A key is hot when its share so far is at least `hot_share`.
#include <array>

#include "core/base/text.hpp"
#include "core/route/hash_placement.hpp"
#include "core/route/heavy_keys.hpp"
#include "core/route/strategies/hashing_options.hpp"

namespace millrace::strategies {

extern const StrategyInfo hot_key_split;

namespace {

/// Before so many rows any key may look hot.
constexpr std::int64_t kRowsBeforeHot = 256;
constexpr std::int64_t kMillion = 1'000'000;
/// Room beside the keys that can be hot at once, so that cold ones do not push them out.
constexpr std::uint32_t kSketchKeysPerHot = 8;
constexpr std::uint32_t kSketchKeysMin = 64;
constexpr std::uint32_t kSketchKeysMax = 65'536;

struct Settings {
  HashFunction function = HashFunction::kXxhash;
  std::uint32_t worker_count = 1;
  std::uint32_t ways = 0;          // workers of a hot key; 0: all
  std::int64_t hot_share_ppm = 1;  // at least 1
};

std::uint32_t sketch_keys(std::int64_t hot_share_ppm) {
  const std::int64_t keys = kMillion / hot_share_ppm * kSketchKeysPerHot;
  if (keys < kSketchKeysMin) return kSketchKeysMin;
  return keys > kSketchKeysMax ? kSketchKeysMax : static_cast<std::uint32_t>(keys);
}

class HotKeySplit final : public RoutingStrategy {
 public:
  explicit HotKeySplit(const Settings& settings)
      : settings_(settings),
        heavy_(sketch_keys(settings.hot_share_ppm)),
        rows_sent_(settings.worker_count, 0) {}

  RoutingNeed needs() const override {
    return settings_.worker_count == 1 ? RoutingNeed::kNothing : RoutingNeed::kKeyHashes;
  }
  HashFunction hash_function() const override { return settings_.function; }
  std::unique_ptr<RoutingStrategy> clone() const override {
    return std::make_unique<HotKeySplit>(*this);
  }

 private:
  std::optional<WorkerId> choose_workers(const RoutingRequest& request,
                                         std::span<WorkerId> worker_of_row) override {
    if (request.worker_count == 1) return WorkerId{0};
    place_by_hash(request.key_hashes, request.worker_count, worker_of_row);
    for (std::size_t row = 0; row < worker_of_row.size(); ++row) {
      if (is_hot(request.key_hashes[row])) {
        worker_of_row[row] =
            settings_.ways == 0
                ? least_sent_to(rows_sent_)
                : least_sent_to(rows_sent_, request.key_hashes[row], settings_.ways);
      }
      ++rows_sent_[worker_of_row[row].value];
    }
    return std::nullopt;
  }

  bool is_hot(std::uint64_t hash) {
    const std::int64_t rows = heavy_.add(hash);
    return heavy_.rows() >= kRowsBeforeHot &&
           rows * kMillion >= heavy_.rows() * settings_.hot_share_ppm;
  }

  Settings settings_;
  HeavyKeys heavy_;
  std::vector<std::int64_t> rows_sent_;  // by worker
};

std::unique_ptr<RoutingStrategy> create(const StrategyContext& context) {
  Settings settings;
  settings.function = configured_hash_function(hot_key_split, context);
  settings.worker_count = context.worker_count;
  settings.ways =
      static_cast<std::uint32_t>(*parse_int64(hot_key_split.option_value(context, "ways")));
  const double share = *parse_double(hot_key_split.option_value(context, "hot_share"));
  settings.hot_share_ppm = static_cast<std::int64_t>(share * static_cast<double>(kMillion));
  if (share == 0.0) settings.hot_share_ppm = kMillion / (std::int64_t{5} * context.worker_count);
  if (settings.hot_share_ppm < 1) settings.hot_share_ppm = 1;
  return std::make_unique<HotKeySplit>(settings);
}

constexpr std::array<std::string_view, 4> kAliases = {"hotkeysplit", "w_choices", "d_choices",
                                                      "salting"};
constexpr std::array<StrategyOption, 3> kOptions = {{
    {.name = "hot_share",
     .summary = "Share of all rows from which a key is hot; 0 stands for a fifth of a processing "
                "partition's even share.",
     .kind = OptionKind::kFraction,
     .default_text = "0",
     .range = "a number from 0 to 1",
     .unit = "share of rows"},
    {.name = "ways",
     .summary = "Workers that a hot key is spread over; 0 stands for all.",
     .kind = OptionKind::kInteger,
     .default_text = "0",
     .range = "a whole number from 0 to 1024",
     .unit = "processing partitions",
     .minimum = 0,
     .maximum = 1024},
    kHashFunctionOption,
}};

}  // namespace

const StrategyInfo hot_key_split = {
    .name = "hot_key_split",
    .display_name = "HotKeySplit",
    .aliases = kAliases,
    .summary =
        "Finds hot keys on the way and spreads each over the workers that got least, and hashes "
        "all "
        "other keys: no hot key holds the job back, and only hot groups have state in several "
        "workers.",
    .options = kOptions,
    .placement = Placement::kScattered,
    .needs_grouping = true,
    .is_reference = true,
    .create = create,
};

}  // namespace millrace::strategies
