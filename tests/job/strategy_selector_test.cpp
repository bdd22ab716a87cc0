// tests/job/strategy_selector_test.cpp — which rule fires for which query, ours and Velostream's.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/job/job_plan.hpp"
#include "core/job/strategy_selector.hpp"
#include "core/route/strategies.hpp"
#include "tests/support/topic.hpp"

namespace millrace {

namespace {

fixture::Topic market_data() {
  return fixture::topic(
      "symbol STRING, trader_id STRING, price DOUBLE, quantity BIGINT, trade_time TIMESTAMP",
      "trade_time", {});
}

// The reference system's benchmark queries (facts §8.1), on one table.
constexpr const char* kS0 = "SELECT symbol, price FROM t WHERE price > 100";
constexpr const char* kS1 =
    "SELECT symbol, AVG(price) OVER (ROWS WINDOW BUFFER 100 ROWS PARTITION BY symbol ORDER BY "
    "trade_time) FROM t";
constexpr const char* kS2 =
    "SELECT symbol, COUNT(*), AVG(price), SUM(quantity) FROM t GROUP BY symbol";
constexpr const char* kS3a =
    "SELECT trader_id, symbol, COUNT(*), SUM(price * quantity) FROM t GROUP BY trader_id, symbol "
    "WINDOW TUMBLING(trade_time, INTERVAL '1' MINUTE)";
constexpr const char* kS3b =
    "SELECT trader_id, symbol, COUNT(*) FROM t GROUP BY trader_id, symbol WINDOW "
    "TUMBLING(trade_time, INTERVAL '1' MINUTE) EMIT CHANGES";
constexpr const char* kCreate =
    "CREATE STREAM x AS SELECT symbol, COUNT(*) n FROM t GROUP BY symbol";

StrategyChoice choose(const std::string& sql, std::vector<std::string> key_columns,
                      JobSpec spec = {}, std::uint32_t source_partitions = 32) {
  const fixture::Topic topic = market_data();
  return select_strategy(
      *fixture::query_on(topic, sql), spec,
      {.source_partition_count = source_partitions, .key_columns = std::move(key_columns)});
}

const StrategyAlternative& alternative(const StrategyChoice& choice, std::string_view name) {
  for (const StrategyAlternative& other : choice.alternatives) {
    if (other.strategy->name == name) return other;
  }
  FAIL("no alternative of that name");
  return choice.alternatives.front();
}

}  // namespace

TEST_CASE("the first rule that fits chooses, with routing keys and a reason") {
  struct Case {
    std::string sql;
    std::vector<std::string> key_columns;
    std::string strategy;
    std::string rule;
    std::vector<std::string> routing_keys;
  };
  const std::vector<Case> cases = {
      {kS0, {}, "round_robin", "6-stateless", {}},
      {kS0, {"symbol"}, "round_robin", "6-stateless", {}},
      {kS1, {}, "always_hash", "2-grouping", {"symbol"}},
      {kS1, {"symbol"}, "smart_repartition", "1-aligned", {"symbol"}},
      {kS2, {}, "always_hash", "2-grouping", {"symbol"}},
      {kS2, {"trader_id"}, "always_hash", "2-grouping", {"symbol"}},
      {kS2, {"SYMBOL"}, "smart_repartition", "1-aligned", {"symbol"}},
      {kS2, {"symbol", "trader_id"}, "always_hash", "2-grouping", {"symbol"}},
      {kS3a, {"symbol"}, "smart_repartition", "1-aligned", {"trader_id", "symbol"}},
      {kS3a, {"symbol", "trader_id"}, "smart_repartition", "1-aligned", {"trader_id", "symbol"}},
      {kS3b, {"price"}, "always_hash", "2-grouping", {"trader_id", "symbol"}},
      {kCreate, {"symbol"}, "smart_repartition", "1-aligned", {"symbol"}},
      {"SELECT UPPER(symbol) s, COUNT(*) FROM t GROUP BY UPPER(symbol)",
       {"symbol"},
       "always_hash",
       "2-grouping",
       {"UPPER(symbol)"}},
      {"SELECT DISTINCT symbol FROM t", {}, "always_hash", "2-grouping", {"symbol"}},
      {"SELECT COUNT(*), SUM(price) FROM t", {}, "round_robin", "3-global", {}},
      {"SELECT COUNT(*) FROM t WINDOW TUMBLING(1m)", {}, "round_robin", "3-global", {}},
      {"SELECT FIRST_VALUE(price) FROM t", {}, "fan_in", "3-global", {}},
      {"SELECT symbol, ROW_NUMBER() OVER (ORDER BY trade_time) FROM t",
       {},
       "fan_in",
       "3-global",
       {}},
      {"SELECT symbol, price FROM t ORDER BY price EMIT FINAL",
       {},
       "sticky_partition",
       "4-order-by",
       {}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.sql);
    const StrategyChoice choice = choose(c.sql, c.key_columns);
    CHECK(choice.strategy->name == c.strategy);
    CHECK(choice.rule == c.rule);
    CHECK(choice.routing_keys == c.routing_keys);
    CHECK(choice.was_automatic);
    CHECK(choice.is_optimal);
    CHECK(choice.reason.size() > 20);
    CHECK(!choice.strategy->is_reference);
    CHECK(choice.alternatives.size() == all_strategies().size() - 1);
  }
}

TEST_CASE("a producer that does not follow the key makes nothing aligned") {
  const fixture::Topic topic = market_data();
  const StrategyChoice choice = select_strategy(*fixture::query_on(topic, kS2), {},
                                                {.source_partition_count = 32,
                                                 .key_columns = {"symbol"},
                                                 .is_partitioner_function_of_key = false});
  CHECK(choice.strategy->name == "always_hash");
  CHECK(
      choice.reason ==
      "rows of a group must meet in one worker: the query groups by symbol, the topic is keyed by "
      "symbol but its producer spreads a key over partitions, so rows are routed by a hash of the "
      "grouping columns");
}

TEST_CASE("reasons name the columns K and G") {
  CHECK(
      choose(kS2, {"symbol"}).reason ==
      "the topic is keyed by symbol and the query groups by symbol: each group sits on one source "
      "partition, so batches stay whole and nothing is hashed");
  CHECK(
      choose(kS3a, {"price"}).reason ==
      "rows of a group must meet in one worker: the query groups by (trader_id, symbol), the topic "
      "is keyed by price, so rows are routed by a hash of the grouping columns");
  CHECK(choose(kS2, {}).reason.find("the topic's key is unknown") != std::string::npos);
}

TEST_CASE("grouping by the source partition itself is aligned whatever the key") {
  const StrategyChoice choice =
      choose("SELECT _PARTITION, COUNT(*) FROM t GROUP BY _PARTITION", {});
  CHECK(choice.rule == "1-aligned");
}

TEST_CASE("a choice that a better plan would beat says so") {
  JobSpec merge_off;
  merge_off.merge = MergePolicy::kOff;
  const StrategyChoice global = choose("SELECT COUNT(*) FROM t", {}, merge_off);
  CHECK(global.strategy->name == "fan_in");
  CHECK(!global.is_optimal);
  CHECK(global.reason.find("merge: auto") != std::string::npos);

  const StrategyChoice few_partitions = choose(kS2, {"symbol"}, {}, 2);
  CHECK(few_partitions.strategy->name == "smart_repartition");
  CHECK(!few_partitions.is_optimal);
  CHECK(few_partitions.reason.find("2 source partitions") != std::string::npos);
}

TEST_CASE("the span of a choice is the clause that fired its rule") {
  const std::string sql = kS2;
  const StrategyChoice choice = choose(sql, {});
  REQUIRE(choice.span.is_known());
  CHECK(sql.substr(choice.span.begin, choice.span.end - choice.span.begin) == "GROUP BY symbol");
}

TEST_CASE("every strategy that was not chosen says why not, with the columns") {
  const StrategyChoice hash = choose(kS2, {"trader_id"});
  CHECK(!alternative(hash, "sticky_partition").is_valid);
  CHECK(alternative(hash, "sticky_partition").why ==
        "sticky_partition would split groups: the topic is keyed by trader_id, the query groups by "
        "symbol");
  CHECK(alternative(hash, "smart_repartition").is_valid);
  CHECK(alternative(hash, "smart_repartition").why.find("trader_id") != std::string::npos);
  CHECK(alternative(hash, "round_robin").is_valid);  // with the merge stage
  CHECK(alternative(hash, "fan_in").is_valid);

  const StrategyChoice first =
      choose("SELECT symbol, FIRST_VALUE(price) FROM t GROUP BY symbol", {});
  CHECK(!alternative(first, "round_robin").is_valid);
  CHECK(alternative(first, "round_robin").why.find("FIRST_VALUE cannot be merged") !=
        std::string::npos);

  const StrategyChoice stateless = choose(kS0, {});
  CHECK(!alternative(stateless, "always_hash").is_valid);
  CHECK(alternative(stateless, "sticky_partition").is_valid);

  const StrategyChoice global = choose("SELECT COUNT(*) FROM t", {"symbol"});
  CHECK(!alternative(global, "sticky_partition").is_valid);
  CHECK(!alternative(global, "smart_repartition").is_valid);
}

TEST_CASE("Velostream's selector is reproduced with its own order, reasons and mistakes") {
  JobSpec velostream;
  velostream.selector = SelectorMode::kVelostream;
  struct Case {
    std::string sql;
    std::string strategy;
    std::string rule;
    std::vector<std::string> routing_keys;
    bool is_optimal;
  };
  const std::vector<std::string> record_partition = {"record.partition"};
  const std::vector<Case> cases = {
      {kS0, "sticky_partition", "velostream-4", record_partition, false},
      {kS1, "sticky_partition", "velostream-4", record_partition, false},
      {kS2, "always_hash", "velostream-3", {"symbol"}, true},
      {kS3a, "always_hash", "velostream-2", {"trader_id", "symbol"}, true},
      {kS3b, "always_hash", "velostream-2", {"trader_id", "symbol"}, true},
      {kCreate, "sticky_partition", "velostream-1", record_partition, false},
      {"SELECT COUNT(*) FROM t", "sticky_partition", "velostream-4", record_partition, false},
      {"SELECT COUNT(*) FROM t WINDOW TUMBLING(1m)",
       "always_hash",
       "velostream-2",
       {"any_key"},
       false},
      {"SELECT symbol FROM t ORDER BY symbol EMIT FINAL", "sticky_partition", "velostream-4",
       record_partition, true},
      {"SELECT UPPER(symbol), COUNT(*) FROM t GROUP BY UPPER(symbol)",
       "always_hash",
       "velostream-3",
       {"symbol"},
       true},
      {"SELECT DISTINCT symbol FROM t", "sticky_partition", "velostream-4", record_partition,
       false},
  };
  for (const Case& c : cases) {
    CAPTURE(c.sql);
    const StrategyChoice choice = choose(c.sql, {}, velostream);
    CHECK(choice.strategy->name == c.strategy);
    CHECK(choice.rule == c.rule);
    CHECK(choice.routing_keys == c.routing_keys);
    CHECK(choice.is_optimal == c.is_optimal);
  }
  CHECK(choose(kS2, {}, velostream).reason ==
        "Hash partition by GROUP BY keys: groups related records for aggregation");
  CHECK(choose(kS0, {}, velostream).reason ==
        "Sticky partition (default): use source partition field from record (zero-cost affinity)");
}

}  // namespace millrace
