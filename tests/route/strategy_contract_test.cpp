// tests/route/strategy_contract_test.cpp — what every strategy of the list promises. A new line in
// strategies.list is tested here by itself.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "core/base/text.hpp"
#include "core/route/batch_splitter.hpp"
#include "core/route/strategies.hpp"
#include "tests/route/route_fixtures.hpp"

namespace millrace {
namespace {

struct SourceBatch {
  std::uint32_t source_partition;
  std::vector<std::optional<std::string>> keys;
};

/// Half of the rows are one hot key, a twentieth has none. Aligned: every key, and NULL, keeps to
/// one source partition.
std::vector<SourceBatch> skewed_topic(std::uint32_t source_partitions, bool is_aligned) {
  constexpr std::uint32_t kBatches = 60;
  constexpr std::uint64_t kNullKey = 3;
  Prng random = Prng(5).fork("topic");
  std::vector<SourceBatch> batches;
  for (std::uint32_t i = 0; i < kBatches; ++i) batches.push_back({i % source_partitions, {}});
  for (int row = 0; row < 3000; ++row) {
    std::uint64_t key = random.chance(1, 2) ? 0 : random.below(400);
    if (random.chance(1, 20)) key = kNullKey;
    const std::uint64_t home = is_aligned ? key * 7 : random.below(source_partitions);
    const std::uint64_t lap = random.below(kBatches / source_partitions);
    SourceBatch& batch = batches[home % source_partitions + source_partitions * lap];
    batch.keys.push_back(key == kNullKey ? std::nullopt : std::optional("k" + std::to_string(key)));
  }
  // In no order that strategies which take batches in turn could be in step with.
  for (std::size_t i = batches.size(); i > 1; --i) {
    std::swap(batches[i - 1], batches[random.below(i)]);
  }
  return batches;
}

/// Key text (or NULL) to the workers its rows went to.
using WorkersOfKey = std::map<std::optional<std::string>, std::set<std::uint32_t>>;

WorkersOfKey route_all(RoutingStrategy& strategy, const std::vector<SourceBatch>& batches,
                       std::uint32_t worker_count) {
  WorkersOfKey result;
  KeyHasher hasher(strategy.hash_function());
  for (const SourceBatch& batch : batches) {
    const auto rows = static_cast<std::uint32_t>(batch.keys.size());
    const auto hashes = hashes_of(hasher, {strings(batch.keys)});
    const auto workers = workers_of(strategy,
                                    {.row_count = rows,
                                     .source_partition = {batch.source_partition},
                                     .worker_count = worker_count},
                                    hashes);
    for (std::uint32_t row = 0; row < rows; ++row) result[batch.keys[row]].insert(workers[row]);
  }
  return result;
}

StrategyContext context_of(std::uint32_t workers, bool is_aligned) {
  return {.worker_count = workers,
          .source_partition_count = 12,
          .is_aligned = is_aligned,
          .has_grouping = true,
          .options = {}};
}

template <typename Check>
void for_each_strategy(Check check) {
  for (const StrategyInfo* info : all_strategies()) {
    CAPTURE(std::string(info->name));
    for (const std::uint32_t workers : {1u, 2u, 3u, 7u, 8u, 64u}) {
      CAPTURE(workers);
      for (const bool is_aligned : {false, true}) {
        CAPTURE(is_aligned);
        check(*info, context_of(workers, is_aligned));
      }
    }
  }
}

}  // namespace

TEST_CASE("the test's aligned topic is aligned, and the other is not") {
  for (const bool is_aligned : {false, true}) {
    std::map<std::optional<std::string>, std::set<std::uint32_t>> homes;
    for (const SourceBatch& batch : skewed_topic(12, is_aligned)) {
      for (const auto& key : batch.keys) homes[key].insert(batch.source_partition);
    }
    std::size_t widest = 0;
    for (const auto& [key, partitions] : homes) widest = std::max(widest, partitions.size());
    CHECK((widest == 1) == is_aligned);
    CHECK(homes.count(std::nullopt) == 1);
    CHECK(homes.size() > 100);
  }
}

TEST_CASE("every worker id is in range, and the counters add up") {
  for_each_strategy([](const StrategyInfo& info, const StrategyContext& context) {
    const auto strategy = info.make(context).value();
    std::int64_t rows = 0;
    std::int64_t batches = 0;
    for (const SourceBatch& batch : skewed_topic(12, context.is_aligned)) {
      rows += static_cast<std::int64_t>(batch.keys.size());
      batches += 1;
    }
    for (const auto& [key, workers] :
         route_all(*strategy, skewed_topic(12, context.is_aligned), context.worker_count)) {
      CHECK(*workers.rbegin() < context.worker_count);
    }
    const RoutingCounters& counters = strategy->counters();
    CHECK(counters.rows_routed == rows);
    CHECK(counters.batches_whole + counters.batches_split == batches);
    CHECK(counters.rows_natural <= rows);
    CHECK(counters.rows_zero_cost + counters.rows_hashed <= rows);
    CHECK(counters.alignment_rate().has_value());
    if (context.worker_count == 1) CHECK(counters.alignment_rate() == 1.0);
  });
}

TEST_CASE("the same batches in the same order are routed the same way") {
  for_each_strategy([](const StrategyInfo& info, const StrategyContext& context) {
    const auto topic = skewed_topic(12, context.is_aligned);
    const auto first = info.make(context).value();
    const auto second = info.make(context).value();
    for (int round = 0; round < 2; ++round) {
      CHECK(route_all(*first, topic, context.worker_count) ==
            route_all(*second, topic, context.worker_count));
    }
    CHECK(first->counters() == second->counters());
  });
}

TEST_CASE("a strategy that says it keeps groups together does, hot keys and NULL keys too") {
  for_each_strategy([](const StrategyInfo& info, const StrategyContext& context) {
    const auto strategy = info.make(context).value();
    const auto workers_of_key =
        route_all(*strategy, skewed_topic(12, context.is_aligned), context.worker_count);
    std::size_t widest = 0;
    for (const auto& [key, workers] : workers_of_key) widest = std::max(widest, workers.size());
    if (info.keeps_groups_together(context)) {
      CHECK(widest == 1);
    } else {
      // The promise is not withheld for nothing either.
      CHECK(widest > 1);
    }
  });
}

TEST_CASE("where a strategy says that a key goes, its rows go") {
  for_each_strategy([](const StrategyInfo& info, const StrategyContext& context) {
    const auto strategy = info.make(context).value();
    KeyHasher hasher(strategy->hash_function());
    int placed = 0;
    for (const SourceBatch& batch : skewed_topic(12, context.is_aligned)) {
      const auto hashes = hashes_of(hasher, {strings(batch.keys)});
      std::vector<WorkerId> places(hashes.size());
      if (!strategy->place_keys(hashes, context.worker_count, places)) continue;
      const auto workers = workers_of(*strategy,
                                      {.row_count = static_cast<std::uint32_t>(hashes.size()),
                                       .source_partition = {batch.source_partition},
                                       .worker_count = context.worker_count},
                                      hashes);
      for (std::size_t row = 0; row < hashes.size(); ++row) {
        CHECK(places[row].value == workers[row]);
      }
      ++placed;
    }
    CHECK((placed == 0 || placed == 60));
    if (placed > 0) CHECK(info.keeps_groups_together(context));
    if (info.placement == Placement::kTogether && !context.is_aligned) CHECK(placed == 60);
  });
}

TEST_CASE("a copy of a strategy goes on as the original, and each for itself") {
  for_each_strategy([](const StrategyInfo& info, const StrategyContext& context) {
    const auto topic = skewed_topic(12, context.is_aligned);
    const std::vector<SourceBatch> first(topic.begin(), topic.begin() + 30);
    const std::vector<SourceBatch> rest(topic.begin() + 30, topic.end());
    const auto original = info.make(context).value();
    route_all(*original, first, context.worker_count);
    const auto copy = original->clone();
    CHECK(copy->counters() == original->counters());
    const WorkersOfKey expected = route_all(*original, rest, context.worker_count);
    CHECK(route_all(*copy, rest, context.worker_count) == expected);
    CHECK(copy->counters() == original->counters());
  });
}

TEST_CASE("splitting by any strategy's answer loses and doubles no row") {
  for_each_strategy([](const StrategyInfo& info, const StrategyContext& context) {
    const auto strategy = info.make(context).value();
    KeyHasher hasher(strategy->hash_function());
    BatchSplitter splitter(context.worker_count);
    for (const SourceBatch& source : skewed_topic(12, context.is_aligned)) {
      const RecordBatch batch = batch_of(source.keys, source.source_partition);
      const auto hashes = hashes_of(hasher, {batch.columns[0]});
      RoutingRequest request = {.row_count = batch.row_count,
                                .source_partition = batch.source_partition,
                                .worker_count = context.worker_count};
      const std::vector<std::int64_t> idle(context.worker_count, 0);
      if (strategy->needs() == RoutingNeed::kKeyHashes) request.key_hashes = hashes;
      if (strategy->needs() == RoutingNeed::kWorkerLoads) request.worker_queue_rows = idle;
      std::vector<WorkerId> worker_of_row(batch.row_count);
      if (strategy->route(request, worker_of_row)) continue;
      Work work;
      const std::vector<std::uint32_t> needed = {0, 1};
      std::vector<int> seen(batch.row_count, 0);
      for (const RecordBatch& piece : splitter.split(batch, worker_of_row, needed, work)) {
        for (std::uint32_t row = 0; row < piece.row_count; ++row) {
          const auto offset = static_cast<std::size_t>(piece.offset_at(row));
          seen[offset] += 1;
          CHECK(piece.columns[0].value_at(row) ==
                batch.columns[0].value_at(static_cast<std::uint32_t>(offset)));
        }
      }
      CHECK(seen == std::vector<int>(batch.row_count, 1));
    }
  });
}

TEST_CASE("every option takes its default and refuses what is outside its range") {
  for (const StrategyInfo* info : all_strategies()) {
    CAPTURE(std::string(info->name));
    for (const StrategyOption& option : info->options) {
      CAPTURE(std::string(option.name));
      StrategyContext context = context_of(4, true);
      const std::string name(option.name);
      CHECK_FALSE(option.summary.empty());
      CHECK_FALSE(option.range.empty());
      CHECK(info->option_value(context, option.name) == option.default_text);
      context.options = {{name, std::string(option.default_text)}};
      CHECK(info->validate(context).has_value());
      if (option.kind == OptionKind::kText) continue;
      for (const char* bad : {"", "no such value", "-1", "1e99"}) {
        context.options = {{name, bad}};
        const Status status = info->validate(context);
        REQUIRE_FALSE(status.has_value());
        CHECK(status.error().code == ErrorCode::kOption);
        CHECK(status.error().message.find("'" + name + "' must be " + std::string(option.range)) !=
              std::string::npos);
        CHECK_FALSE(info->make(context).has_value());
      }
    }
    StrategyContext context = context_of(4, true);
    context.options = {{"no_such_option", "1"}};
    CHECK(info->validate(context).error().message.find("unknown option 'no_such_option' of " +
                                                       std::string(info->display_name)) == 0);
    context = context_of(0, true);
    CHECK_FALSE(info->validate(context).has_value());
  }
}

TEST_CASE("names are snake_case, unique with all aliases, and found in any case and with any gap") {
  std::set<std::string_view> taken;
  for (const StrategyInfo* info : all_strategies()) {
    CAPTURE(std::string(info->name));
    CHECK_FALSE(info->summary.empty());
    CHECK(taken.insert(info->name).second);
    for (const std::string_view alias : info->aliases) CHECK(taken.insert(alias).second);
    CHECK(find_strategy(info->name) == info);
    CHECK(find_strategy(info->display_name) == info);
    std::string dashed = to_lower(info->name);
    for (char& c : dashed) c = c == '_' ? '-' : static_cast<char>(c >= 'a' ? c - 'a' + 'A' : c);
    CHECK(find_strategy(dashed) == info);
  }
}

}  // namespace millrace
