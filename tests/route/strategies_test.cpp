// tests/route/strategies_test.cpp — what each strategy does, with Velostream's own test facts where
// semantics.md keeps them.
#include "core/route/strategies.hpp"

#include <doctest/doctest.h>

#include <set>

#include "core/base/hash.hpp"
#include "tests/route/route_fixtures.hpp"

namespace millrace {
namespace {

using Workers = std::vector<std::uint32_t>;

StrategyContext grouped(std::uint32_t workers, bool is_aligned = false,
                        StrategyOptions options = {}) {
  return {.worker_count = workers,
          .source_partition_count = 12,
          .is_aligned = is_aligned,
          .has_grouping = true,
          .options = std::move(options)};
}

RoutingRequest rows_of(std::uint32_t source_partition, std::uint32_t rows, std::uint32_t workers) {
  return {.row_count = rows, .source_partition = {source_partition}, .worker_count = workers};
}

}  // namespace

TEST_CASE("all of Velostream's spellings find their strategy, in any case") {
  const std::vector<std::pair<const char*, std::vector<const char*>>> spellings = {
      {"always_hash", {"always_hash", "alwayshash", "hash", "AlwaysHash", "HASH", "Always-Hash"}},
      {"smart_repartition", {"smart_repartition", "smartrepartition", "smart", "SMART"}},
      {"round_robin", {"round_robin", "roundrobin", "round", "robin", "RoundRobin"}},
      {"sticky_partition", {"sticky_partition", "stickypartition", "sticky", "Sticky"}},
      {"fan_in", {"fan_in", "fanin", "fan-in", "FAN-IN", "fan in"}},
  };
  for (const auto& [name, words] : spellings) {
    for (const char* word : words) {
      CAPTURE(std::string(word));
      REQUIRE(find_strategy(word) != nullptr);
      CHECK(find_strategy(word)->name == name);
    }
  }
}

TEST_CASE(
    "an unknown strategy names the nearest word and all valid options in Velostream's order") {
  const auto unknown = strategy_named("alway_hash");
  REQUIRE_FALSE(unknown.has_value());
  CHECK(unknown.error().code == ErrorCode::kOption);
  CHECK(unknown.error().message ==
        "unknown partitioning strategy 'alway_hash' (did you mean 'always_hash'?); valid options: "
        "always_hash, smart_repartition, round_robin, sticky_partition, fan_in, two_phase, "
        "partial_key_grouping, hot_key_split, flink_key_groups, consistent_hash, least_loaded");
  CHECK(strategy_named("quantum").error().message ==
        "unknown partitioning strategy 'quantum'; valid options: always_hash, smart_repartition, "
        "round_robin, sticky_partition, fan_in, two_phase, partial_key_grouping, hot_key_split, "
        "flink_key_groups, consistent_hash, least_loaded");
  CHECK(find_strategy("") == nullptr);
}

TEST_CASE("AlwaysHash sends a key to hash mod M with each of its hash functions") {
  for (const char* function : {"xxhash", "murmur3", "fnv"}) {
    for (const std::uint32_t workers : {2u, 3u, 7u, 8u, 50u}) {
      const auto strategy =
          strategy_of("always_hash", grouped(workers, false, {{"hash_function", function}}));
      REQUIRE(strategy->needs() == RoutingNeed::kKeyHashes);
      const auto hashes = hashes_of(strategy->hash_function(), {strings({"a", "b", "c", "a"})});
      Workers expected;
      for (const std::uint64_t hash : hashes)
        expected.push_back(static_cast<std::uint32_t>(hash % workers));
      CHECK(workers_of(*strategy, rows_of(1, 4, workers), hashes) == expected);
      CHECK(expected[0] == expected[3]);
    }
  }
  CHECK(strategy_of("hash",
                    grouped(8, false, {{"hash_function", "fnv"}, {"hash_function", "XXHASH"}}))
            ->hash_function() == HashFunction::kXxhash);
}

TEST_CASE("AlwaysHash keeps 50 rows of a key on one worker and spreads 5 customers over several") {
  const auto strategy = strategy_of("always_hash", grouped(8));
  std::vector<std::optional<std::string>> customers;
  for (int i = 0; i < 50; ++i) customers.push_back("customer_" + std::to_string(i % 5));
  const auto hashes = hashes_of(strategy->hash_function(), {strings(customers)});
  const Workers workers = workers_of(*strategy, rows_of(0, 50, 8), hashes);
  for (std::size_t i = 5; i < 50; ++i) CHECK(workers[i] == workers[i - 5]);
  CHECK(std::set<std::uint32_t>(workers.begin(), workers.end()).size() > 1);
}

TEST_CASE("AlwaysHash and Smart refuse a query without grouping columns") {
  for (const char* name : {"always_hash", "smart_repartition"}) {
    const Status status = find_strategy(name)->validate({.worker_count = 8});
    REQUIRE_FALSE(status.has_value());
    CHECK(status.error().code == ErrorCode::kRefused);
    CHECK(status.error().message.find("GROUP BY or PARTITION BY") != std::string::npos);
  }
  for (const char* name : {"sticky", "round_robin", "fan_in"}) {
    CHECK(find_strategy(name)->validate({.worker_count = 8}).has_value());
    CHECK(find_strategy(name)->validate(grouped(8)).has_value());
  }
}

TEST_CASE("with one worker nothing is hashed") {
  for (const char* name : {"always_hash", "smart_repartition"}) {
    const auto strategy = strategy_of(name, grouped(1));
    CHECK(strategy->needs() == RoutingNeed::kNothing);
    CHECK(workers_of(*strategy, rows_of(5, 40, 1)) == Workers(40, 0));
    CHECK(strategy->counters().zero_cost_share() == 1.0);
  }
}

TEST_CASE("aligned Smart leaves every batch whole on its natural worker and hashes nothing") {
  const auto strategy = strategy_of("smart", grouped(8, true));
  for (std::uint32_t i = 0; i < 50; ++i) {
    CHECK(strategy->needs() == RoutingNeed::kNothing);
    CHECK(workers_of(*strategy, rows_of(i, 3, 8)) == Workers(3, i % 8));
  }
  CHECK(strategy->counters() == RoutingCounters{.rows_routed = 150,
                                                .rows_natural = 150,
                                                .rows_zero_cost = 150,
                                                .rows_hashed = 0,
                                                .batches_whole = 50,
                                                .batches_split = 0});
}

TEST_CASE(
    "Smart without alignment is exactly AlwaysHash, and a natural target counts as a natural hit") {
  const auto smart = strategy_of("smart", grouped(4));
  const auto always = strategy_of("always_hash", grouped(4));
  Prng random(3);
  for (std::uint32_t batch = 0; batch < 20; ++batch) {
    std::vector<std::uint64_t> hashes(17);
    for (std::uint64_t& hash : hashes) hash = random.next();
    CHECK(workers_of(*smart, rows_of(batch, 17, 4), hashes) ==
          workers_of(*always, rows_of(batch, 17, 4), hashes));
  }
  CHECK(smart->counters() == always->counters());
  // 75 of 100 rows of source partition 2 are hashed to worker 2.
  const auto counted = strategy_of("smart", grouped(4));
  std::vector<std::uint64_t> hashes(100, 2);
  for (std::size_t i = 0; i < 25; ++i) hashes[i * 4] = 3;
  workers_of(*counted, rows_of(2, 100, 4), hashes);
  CHECK(counted->counters().alignment_rate() == 0.75);
  CHECK(counted->counters().zero_cost_share() == 0.0);
  CHECK(counted->counters().rows_hashed == 100);
}

TEST_CASE("Smart gives up natural routing for good when it is told that the key does not hold") {
  const auto strategy = strategy_of("smart", grouped(4, true, {{"alignment_threshold", "0.8"}}));
  const auto always = strategy_of("always_hash", grouped(4));
  const std::vector<std::uint64_t> hashes = {1, 2, 3, 4};
  CHECK(strategy->alignment_threshold() == 0.8);
  CHECK(workers_of(*strategy, rows_of(3, 4, 4)) == Workers(4, 3));
  strategy->switch_to_hashing();
  CHECK(strategy->needs() == RoutingNeed::kKeyHashes);
  CHECK_FALSE(strategy->alignment_threshold().has_value());
  CHECK(workers_of(*strategy, rows_of(3, 4, 4), hashes) ==
        workers_of(*always, rows_of(3, 4, 4), hashes));
  CHECK(strategy_of("smart", grouped(4, true))->alignment_threshold() == 0.95);
  CHECK_FALSE(strategy_of("sticky", grouped(4, true))->alignment_threshold().has_value());
}

TEST_CASE("StickyPartition keeps source partition p on worker p mod M") {
  const auto strategy = strategy_of("sticky", grouped(8));
  CHECK(workers_of(*strategy, rows_of(10, 2, 8)) == Workers{2, 2});
  for (std::uint32_t i = 0; i < 50; ++i)
    CHECK(workers_of(*strategy, rows_of(i, 1, 8)) == Workers{i % 8});
  CHECK(strategy->counters().zero_cost_share() == 1.0);
  CHECK(find_strategy("sticky")->placement == Placement::kTogetherIfAligned);
}

TEST_CASE("RoundRobin deals rows out in turn, counted over batches and sources") {
  const auto eight = strategy_of("round_robin", grouped(8));
  CHECK(workers_of(*eight, rows_of(5, 8, 8)) == Workers{0, 1, 2, 3, 4, 5, 6, 7});
  const auto four = strategy_of("round_robin", grouped(4));
  CHECK(workers_of(*four, rows_of(0, 3, 4)) == Workers{0, 1, 2});
  CHECK(workers_of(*four, rows_of(9, 0, 4)) == Workers{});
  CHECK(workers_of(*four, rows_of(1, 7, 4)) == Workers{3, 0, 1, 2, 3, 0, 1});
  CHECK(four->counters().batches_split == 3);
}

TEST_CASE("FanIn sends everything to its target, and refuses a target that is no worker") {
  const auto to_first = strategy_of("fan_in", grouped(4));
  const auto to_third = strategy_of("fan_in", grouped(4, false, {{"target", "2"}}));
  for (std::uint32_t i = 0; i < 100; ++i) {
    CHECK(workers_of(*to_first, rows_of(i, 1, 4)) == Workers{0});
    CHECK(workers_of(*to_third, rows_of(i, 1, 4)) == Workers{2});
  }
  const Status status = find_strategy("fan_in")->validate(grouped(4, false, {{"target", "10"}}));
  REQUIRE_FALSE(status.has_value());
  CHECK(status.error().code == ErrorCode::kOption);
  CHECK(status.error().message ==
        "option 'target' of FanIn must name one of the 4 processing partitions (0 to 3), got 10");
  CHECK_FALSE(find_strategy("fan_in")->make(grouped(4, false, {{"target", "4"}})).has_value());
}

TEST_CASE("bad options say what they must be and what is nearest") {
  const StrategyInfo& hash = *find_strategy("always_hash");
  CHECK(hash.validate(grouped(8, false, {{"hash_function", "murmur"}})).error().message ==
        "option 'hash_function' must be xxhash, murmur3 or fnv, got 'murmur' (did you mean "
        "'murmur3'?)");
  CHECK(hash.validate(grouped(8, false, {{"hash_functoin", "fnv"}})).error().message ==
        "unknown option 'hash_functoin' of AlwaysHash (did you mean 'hash_function'?); valid "
        "options: hash_function");
  CHECK(find_strategy("smart")
            ->validate(grouped(8, true, {{"alignment_threshold", "95"}}))
            .error()
            .message == "option 'alignment_threshold' must be a number from 0 to 1, got '95'");
  CHECK(find_strategy("sticky")->validate(grouped(8, true, {{"x", "1"}})).error().message ==
        "unknown option 'x' of StickyPartition, which takes no options");
}

TEST_CASE("rates say nothing before 30 rows") {
  const auto strategy = strategy_of("sticky", grouped(8));
  workers_of(*strategy, rows_of(1, 29, 8));
  CHECK_FALSE(strategy->counters().alignment_rate().has_value());
  CHECK_FALSE(strategy->counters().zero_cost_share().has_value());
  workers_of(*strategy, rows_of(1, 1, 8));
  CHECK(strategy->counters().alignment_rate() == 1.0);
  RoutingCounters sum = strategy->counters();
  sum += strategy->counters();
  CHECK(sum.rows_routed == 60);
  CHECK(sum.batches_whole == 4);
}

TEST_CASE("a declared key is read as a list of columns") {
  CHECK(split_column_list("trader_id") == std::vector<std::string>{"trader_id"});
  CHECK(split_column_list(" desk , trader_id ,") == std::vector<std::string>{"desk", "trader_id"});
  CHECK(split_column_list("").empty());
}

}  // namespace millrace
