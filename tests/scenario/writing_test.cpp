// tests/scenario/writing_test.cpp — canonical text: reads back to the same scenario, the same for all spellings.
#include "sim/scenario/scenario_writing.hpp"

#include <doctest/doctest.h>

#include <set>

#include "tests/scenario/random_scenario.hpp"
#include "tests/scenario/scenario_fixtures.hpp"

namespace millrace::test {

TEST_CASE("canonical text holds what was chosen, in the order of the table") {
  const Scenario scenario = scenario_of(R"yaml(
expect: {hash: {verdict: valid, p99: "<50ms"}}
faults:
  - {for: 20s, core: 3, type: slow_core, at: 60000ms, factor: 4.0}
engine: {workers: 8, cores: 8, strategies: [hash], strategy_config: {hash: {hash_function: fnv}}}
duration: 90s
topics:
  trades:
    fields:
      - {name: trader_id, type: varchar, pattern: "T{n}", distribution: {type: zipf, exponent: 1.10}}
      - {name: price, type: "numeric(12,4)", min: 1, max: 10}
    key: trader_id
    partitions: 8
name: 0123
description: |
  Watch: this.
  And that.
query: |
  SELECT trader_id, COUNT(*)
  FROM trades GROUP BY trader_id
load: {rate: 5000/s}
version: 1
)yaml");
  const std::string expected = R"yaml(version: 1
name: "0123"
description: |
  Watch: this.
  And that.
seed: 42
duration: 90s
query: |
  SELECT trader_id, COUNT(*)
  FROM trades GROUP BY trader_id
topic:
  name: trades
  partitions: 8
  key: [trader_id]
  fields:
    trader_id: {type: string, pattern: "T{n}", distribution: {zipf: {s: 1.1}}}
    price: {type: "decimal(12,4)", min: 1, max: 10}
load:
  rate: 5k/s
engine:
  cores: 8
  num_partitions: 8
  strategies: [always_hash]
  strategy_config: {always_hash: {hash_function: fnv}}
faults:
  - {type: slow_core, at: 1m, for: 20s, core: 3, factor: 4}
expect:
  always_hash: {verdict: valid, p99: "< 50ms"}
)yaml";
  CHECK(write_scenario(scenario) == expected);
  CHECK(write_scenario(scenario_of(expected)) == expected);
}

TEST_CASE("the identity of a scenario follows what it says, not how") {
  const Scenario scenario = scenario_of(small_scenario("engine: {strategy: hash}\n"));
  CHECK(scenario_id(scenario) == scenario_id(scenario_of(small_scenario(
                                     "# a comment\nv2: {partitioning_strategy: AlwaysHash}\n"))));
  CHECK(scenario_id(scenario) != scenario_id(scenario_of(small_scenario())));
  // A published identity does not change between versions and platforms.
  CHECK(scenario_id(scenario_of(small_scenario())) == 18275521238784361646u);
}

TEST_CASE(
    "random scenarios read back to themselves, in short and in full, and differ from each other") {
  std::set<std::uint64_t> ids;
  for (std::uint64_t number = 0; number < 400; ++number) {
    CAPTURE(number);
    const Scenario scenario = random_scenario(number);
    for (const WrittenKeys keys : {WrittenKeys::kChosen, WrittenKeys::kAll}) {
      const std::string text = write_scenario(scenario, keys);
      CAPTURE(text);
      const ScenarioReading reading = read_text(text);
      CHECK(!has_errors(reading.diagnostics));
      if (has_errors(reading.diagnostics)) CHECK(lines_of(reading.diagnostics) == "");
      REQUIRE(reading.scenario.has_value());
      CHECK(*reading.scenario == scenario);
      CHECK(write_scenario(*reading.scenario, keys) == text);
    }
    ids.insert(scenario_id(scenario));
  }
  CHECK(ids.size() == 400);
}

}  // namespace millrace::test
