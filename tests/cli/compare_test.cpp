// tests/cli/compare_test.cpp — run, compare, sweep and plan from a file to an exit code.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/cli/command_harness.hpp"

namespace millrace::cli {
namespace {

constexpr std::string_view kScenario = R"(version: 1
name: small
seed: 7
duration: 500ms
query: SELECT trader, COUNT(*) AS c FROM trades GROUP BY trader WINDOW TUMBLING(100ms)
topic:
  name: trades
  partitions: 6
  key: [symbol]
  fields:
    trader: {type: string, pattern: "T{n}", cardinality: 20}
    symbol: {type: string, pattern: "S{n}", cardinality: 7}
load: {arrivals: constant, rate: 4k/s}
engine: {cores: 3, num_partitions: 3, max_out_of_orderness: 0s, merge: "off"}
expect:
  always_hash: {verdict: valid, read: 2000}
  sticky_partition: {verdict: refused}
)";

Outcome compare_with(CompareOptions options, std::string_view scenario = kScenario) {
  const TemporaryFile file(".yaml", scenario);
  options.scenario.path = file.path();
  Outcome outcome = compare(options);
  outcome.err = replaced(std::move(outcome.err), file.path(), "FILE");
  return outcome;
}

}  // namespace

TEST_CASE("compare prints five strategies and ends well when its expectations hold") {
  const Outcome outcome = compare_with({});
  CHECK(outcome.code == 0);
  CHECK(outcome.err == "");
  for (const char* part : {"► always_hash", "✓ valid", "sticky_partition", "⊘ refused", "fan_in",
                           "→ Choose ", "seed 7"}) {
    CAPTURE(part);
    CHECK(outcome.out.find(part) != std::string::npos);
  }
}

TEST_CASE("a broken expectation is named on the error stream, with exit code 1") {
  CompareOptions options;
  options.allow_invalid = true;
  const Outcome outcome = compare_with(options);
  CHECK(outcome.code == 1);
  CHECK(outcome.err ==
        "1 of 3 expectations failed:\n  line 17: sticky_partition: expected verdict refused, got "
        "invalid\n");
}

TEST_CASE("run gives its verdict as exit code") {
  CompareOptions options;
  options.is_one = true;
  options.strategies = "fan_in";
  CHECK(compare_with(options).code == 0);
  options.strategies = "round_robin";
  CHECK(compare_with(options).code == 1);  // refused
  options.allow_invalid = true;
  CHECK(compare_with(options).code == 1);  // wrong
}

TEST_CASE("settings, seed and format come from the command line") {
  CompareOptions options;
  options.scenario.seed = 9;
  options.scenario.settings = {"engine.num_partitions=2", "load.rate=2k/s"};
  options.strategies = "hash";
  options.json = true;
  const Outcome outcome = compare_with(options);
  const auto json = nlohmann::ordered_json::parse(outcome.out, nullptr, false);
  REQUIRE_FALSE(json.is_discarded());
  CHECK(json["seed"] == 9);
  CHECK(json["strategies"].size() == 1);
  CHECK(json["strategies"][0]["rows"]["read"] == 1000);
  CHECK(json["strategies"][0]["queues"]["rows_max"].size() == 2);
  CHECK(outcome.code == 1);  // 2,000 rows were expected
}

TEST_CASE("mistakes of options and scenarios end with exit code 2") {
  CompareOptions options;
  options.format = "htm";
  CHECK(compare_with(options).err ==
        "error: unknown --format 'htm': expected text, json, csv, jsonl, markdown, html, prom or "
        "trace (did you mean 'html'?)\n");
  options.format = "";
  options.strategies = "stiky";
  CHECK(compare_with(options).code == 2);
  options.strategies = "";
  options.at = "soon";
  CHECK(compare_with(options).code == 2);
  options.at = "";
  CHECK(compare_with(options, "version: 1\nnam: x\n").code == 2);
  options.scenario.cost_file = "/nowhere/at/all";
  CHECK(compare_with(options).code == 2);
}

TEST_CASE("--at shows an instant of every strategy") {
  CompareOptions options;
  options.at = "250ms";
  options.json = true;
  const Outcome outcome = compare_with(options);
  CHECK(outcome.code == 0);
  const auto json = nlohmann::ordered_json::parse(outcome.out, nullptr, false);
  REQUIRE(json.size() == 5);
  CHECK(json[0]["at_ns"] == 250'000'000);
}

TEST_CASE("costs of a file replace those of the model") {
  const TemporaryFile costs(".cost", "row: 1ms  # a very slow machine\n");
  CompareOptions options;
  options.scenario.cost_file = costs.path();
  options.strategies = "hash";
  options.json = true;
  const auto json = nlohmann::ordered_json::parse(compare_with(options).out, nullptr, false);
  CHECK(json["strategies"][0]["keeps_up"] == false);  // 3 workers at 1,000 rows/s, 4,000 arrive
}

TEST_CASE("sweep prints a row for each cell") {
  const TemporaryFile file(".yaml", kScenario);
  SweepCommandOptions options;
  options.scenario.path = file.path();
  options.vary = {"engine.num_partitions=1,2"};
  options.strategies = "hash,fan_in";
  options.format = "csv";
  const Outcome outcome = sweep(options);
  CHECK(outcome.code == 0);
  CHECK(std::count(outcome.out.begin(), outcome.out.end(), '\n') == 5);
  CHECK(outcome.out.find("\n2,always_hash,,1,") != std::string::npos);
  options.vary = {"engine.num_partitions"};
  CHECK(sweep(options).code == 2);
  options.vary = {"engine.num_partition=1"};
  CHECK(sweep(options).code == 2);
}

TEST_CASE("plan finds the fewest cores, and says when there are not enough") {
  const TemporaryFile file(".yaml", kScenario);
  PlanCommandOptions options;
  options.scenario.path = file.path();
  options.scenario.settings = {"engine.costs={row: 1ms}"};
  options.strategies = "hash,sticky";
  options.rate = "1500/s";
  options.cores_max = 4;
  options.json = true;
  const Outcome outcome = plan(options);
  CHECK(outcome.code == 0);
  const auto json = nlohmann::ordered_json::parse(outcome.out, nullptr, false);
  REQUIRE_FALSE(json.is_discarded());
  CHECK(json["best"] == "always_hash");
  CHECK(json["verdict"] == "valid");
  // A millisecond a row: 1,000 rows/s a core; two cores take 1,500 unless keys fall more than 2 to 1.
  CHECK(json["strategies"][0]["cores"].get<int>() >= 2);
  CHECK(json["strategies"][0]["cores"].get<int>() <= 3);
  CHECK(json["strategies"][1]["refusal"].is_string());
  CHECK(json["divisors"].dump() == "[1,2,3,6]");
  options.rate = "50k/s";
  CHECK(plan(options).code == 1);
  options.rate = "fast";
  CHECK(plan(options).code == 2);
}

TEST_CASE("shrink writes a small scenario that can be read and is wrong in the same way") {
  const TemporaryFile file(".yaml", kScenario);
  ShrinkOptions options;
  options.scenario.path = file.path();
  options.strategy = "sticky";
  const Outcome small = shrink(options);
  CHECK(small.code == 0);
  CHECK(small.err.find("is wrong with") != std::string::npos);
  CHECK(small.out.size() < kScenario.size() + 200);

  CompareOptions again;
  again.strategies = "sticky";
  again.is_one = true;
  const Outcome outcome = compare_with(again, small.out);
  CHECK(outcome.code == 1);
  CHECK(outcome.out.find("invalid") != std::string::npos);

  options.strategy = "always_hash";
  const Outcome right = shrink(options);
  CHECK(right.code == 1);
  CHECK(right.out.empty());
  CHECK(right.err.find("nothing to shrink") != std::string::npos);
}

}  // namespace millrace::cli
