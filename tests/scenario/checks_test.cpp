// tests/scenario/checks_test.cpp — whether the parts of a scenario fit together.
#include <doctest/doctest.h>

#include "tests/scenario/scenario_fixtures.hpp"

namespace millrace::test {

namespace {

struct Case {
  std::string more;      // below `base`
  std::string expected;  // lines
};

void check_cases(const std::string& base, const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    CAPTURE(c.more);
    CHECK(lines_of(read_text(base + c.more).diagnostics) == c.expected);
  }
}

/// Ends inside the topic: lines of `more` are indented by two.
const std::string kTopic =
    "version: 1\n"
    "query: SELECT COUNT(*) FROM trades\n"
    "topic:\n"
    "  name: trades\n"
    "  partitions: 8\n";

}  // namespace

TEST_CASE("whatever names a column names one that is there") {
  const std::string fields =
      "  fields: {trader: {type: string}, at: {type: bigint}, ok: {type: boolean}}\n";
  check_cases(
      kTopic + fields,
      {
          {"  key: [Trader]\n", ""},
          {"  key: trader\n", ""},
          {"  key: [trader, symbol]\n",
           "s.yaml:7:17: error: the topic has no column 'symbol'; it has: trader, at, ok, "
           "event_time [unknown-column]\n"},
          {"  timestamp: at\n", ""},
          {"  timestamp: ta\n",
           "s.yaml:7:14: error: the topic has no column 'ta'; it has: trader, at, ok (did you "
           "mean 'at'?) [unknown-column]\n"},
          {"  timestamp: ok\n",
           "s.yaml:7:14: error: event time is a TIMESTAMP or a BIGINT of epoch milliseconds, "
           "the column is a BOOLEAN [wrong-type]\n"},
          {"  partitioner: explicit\n",
           "s.yaml:7:16: error: partitioner: explicit needs partition_field [missing-key]\n"},
          {"  partitioner: explicit\n  partition_field: at\n", ""},
          {"  partitioner: explicit\n  partition_field: trader\n",
           "s.yaml:8:20: error: a partition is a BIGINT, the column is a STRING "
           "[wrong-type]\n"},
          {"  partition_field: at\n",
           "s.yaml:7:3: error: partition_field needs partitioner: explicit [unused-key]\n"},
          {"  producers: [{name: a, key: tarder}, {name: a}]\n",
           "s.yaml:7:30: error: the topic has no column 'tarder'; it has: trader, at, ok, "
           "event_time (did you mean 'trader'?) [unknown-column]\n"
           "s.yaml:7:46: error: another producer is called 'a' too [duplicate-name]\n"},
          {"  disorder: {share: 10%}\n",
           "s.yaml:7:3: warning: nothing comes late without both a share and a max_delay "
           "[no-disorder]\n"},
      });
}

TEST_CASE("fields fit their types, and follow no circle") {
  check_cases(
      kTopic,
      {
          {"  fields:\n    a: {type: string, follows: b}\n    b: {type: string, follows: a}\n",
           "s.yaml:7:32: error: the field would follow itself [circular]\n"
           "s.yaml:8:32: error: the field would follow itself [circular]\n"},
          {"  fields:\n    1st: {type: string}\n",
           "s.yaml:7:5: error: a column is named with letters, digits and _, got '1st' "
           "[bad-name]\n"},
          {"  fields:\n    a: {type: string}\n    A: {type: string}\n",
           "s.yaml:8:5: error: field 'A' is there twice, case apart [duplicate-key]\n"},
          {"  fields:\n    event_time: {type: timestamp}\n",
           "s.yaml:6:3: error: with a field event_time, say timestamp: event_time, or which field "
           "holds the event time [missing-key]\n"},
          {"  fields:\n    a: {type: strnig}\n",
           "s.yaml:7:15: error: expected string, bigint, double, decimal(12,4), boolean or "
           "timestamp, got 'strnig' (did you mean 'string'?) [unknown-type]\n"},
          {"  fields:\n    a: {type: decimal, precision: 19}\n",
           "s.yaml:7:35: error: expected from 1 to 18 digits, got '19' [out-of-range]\n"},
          {"  fields:\n    a: {type: \"decimal(10,2)\", min: 1.5, max: 2.005}\n",
           "s.yaml:7:47: error: expected a number with at most 2 digits behind the point for "
           "DECIMAL(10,2), got '2.005' [bad-value]\n"},
          {"  fields:\n    a: {type: bigint, min: 5, max: 2}\n",
           "s.yaml:7:36: error: max 2 is below min 5 [empty-range]\n"},
          {"  fields:\n    a: {type: bigint, min: 1.5}\n",
           "s.yaml:7:28: error: expected a whole number for BIGINT, got '1.5' [bad-value]\n"},
          {"  fields:\n    a: {type: string, min: 5}\n",
           "s.yaml:7:23: error: min is for numbers and timestamps, the field is a STRING "
           "[unused-key]\n"},
          {"  fields:\n    a: {type: timestamp, min: 2024-01-01T00:00:00Z, max: 2024-02-01}\n", ""},
          {"  fields:\n    a: {type: double, step: 0}\n",
           "s.yaml:7:29: error: step must be more than 0 [out-of-range]\n"},
          {"  fields:\n    a: {type: bigint, pattern: \"x{n}\"}\n",
           "s.yaml:7:23: error: pattern is for strings, the field is a BIGINT [unused-key]\n"},
          {"  fields:\n    a: {type: string, pattern: same}\n",
           "s.yaml:7:32: warning: without {n} all 1000 values are the same text [same-values]\n"},
          {"  fields:\n    a: {type: bigint, values: [1, x]}\n",
           "s.yaml:7:35: error: expected a whole number for BIGINT, got 'x' [bad-value]\n"},
          {"  fields:\n    a: {type: string, weights: [1]}\n",
           "s.yaml:7:23: error: weights are those of values, which are missing [missing-key]\n"},
          {"  fields:\n    a: {type: string, values: [x, y], weights: [0, 0]}\n",
           "s.yaml:7:48: error: one weight at least must be more than 0 [out-of-range]\n"},
          {"  fields:\n    a: {type: string, null_share: 1.5}\n",
           "s.yaml:7:35: error: expected a share from 0 to 1, or percent up to 100%, got '1.5' "
           "[out-of-range]\n"},
          {"  fields: {}\n",
           "s.yaml:3:1: error: a topic needs fields, or a recording [missing-key]\n"},
      });
}

TEST_CASE("a recording's columns are asked of the caller") {
  ScenarioSurroundings surroundings = some_surroundings();
  surroundings.recording = [](const TopicSpec& topic) -> Result<SchemaPtr> {
    if (topic.recording == "flights.csv") {
      return SchemaPtr(std::make_shared<const Schema>(
          std::vector<Field>{{"origin", DataType::string()}, {"at", DataType::bigint()}}));
    }
    return Error{ErrorCode::kInput, "cannot open " + topic.recording};
  };
  const std::string base =
      "version: 1\nquery: SELECT origin FROM flights\ntopic:\n  name: flights\n";
  CHECK(lines_of(read_text(base + "  partitions: 8\n  recording: flights.csv\n  timestamp: at\n"
                                  "  key: orgin\n",
                           surroundings)
                     .diagnostics) ==
        "s.yaml:8:8: error: the topic has no column 'orgin'; it has: origin, at (did you mean "
        "'origin'?) [unknown-column]\n");
  CHECK(lines_of(read_text(base + "  partitions: 8\n  recording: fights.csv\n", surroundings)
                     .diagnostics) ==
        "s.yaml:6:14: error: cannot open fights.csv [unreadable-file]\n");
}

TEST_CASE("faults happen inside the run, to things that are there") {
  const std::string base = small_scenario();
  check_cases(
      base,
      {
          {"faults: [{type: slow_core, at: 2m, core: 0}]\n",
           "s.yaml:10:32: error: the run ends at 1m, before the fault at 2m [fault-outside-run]\n"},
          {"faults: [{type: slow_core, at: 50s, for: 20s, core: 0}]\n",
           "s.yaml:10:42: warning: the run ends at 1m, before the fault is over "
           "[fault-outlasts-run]\n"},
          {"faults: [{type: slow_core, at: 1s, for: 20s, every: 10s, core: 0}]\n",
           "s.yaml:10:53: error: it comes again after 10s, before it is over after 20s "
           "[fault-overlaps]\n"},
          {"faults: [{type: slow_core, at: 1s, core: 8}]\n",
           "s.yaml:10:42: error: expected from 0 to 7, as there are 8 cores, got '8' "
           "[out-of-range]\n"},
          {"faults: [{type: stall_worker, at: 1s, worker: 8}]\n",
           "s.yaml:10:47: error: expected from 0 to 7, as there are 8 processing partitions, got "
           "'8' "
           "[out-of-range]\n"},
          {"faults: [{type: source_pause, at: 1s, partition: 8}]\n",
           "s.yaml:10:50: error: expected from 0 to 7, as there are 8 source partitions, got '8' "
           "[out-of-range]\n"},
          {"faults: [{type: hot_key, at: 1s, field: trader, value: x, share: 0.5}]\n",
           "s.yaml:10:41: error: the topic has no column 'trader'; it has: trader_id, price, "
           "event_time (did you mean 'trader_id'?) [unknown-column]\n"},
          {"faults: [{type: clock_skew, at: 1s, producer: java, skew: -30s}]\n",
           "s.yaml:10:47: error: no producer is called 'java' in topic.producers "
           "[unknown-producer]\n"},
          {"faults: [{type: switch_strategy, at: 1s, strategy: Sticky}]\n", ""},
          {"load: {stages: [{duration: 2m, target: 1k/s}, {duration: 1m, target: 2k/s}]}\n",
           "s.yaml:10:47: warning: the run ends at 1m, before this stage begins "
           "[stage-outside-run]\n"},
          {"load: {arrivals: trace}\n",
           "s.yaml:10:18: error: trace arrivals need topic.recording [missing-key]\n"},
      });
}

TEST_CASE("the engine's numbers fit together, and what they will show is hinted at") {
  const std::string base = small_scenario();
  check_cases(
      base,
      {
          {"load: {model: closed}\n",
           "s.yaml:10:15: warning: in a closed loop slow answers lower the arrival rate, so that "
           "latency looks better than it is (coordinated omission) [closed-loop]\n"},
          {"load: {rate: 1e6/s}\nduration: 200s\n", ""},
          {"load: {rate: 1e6/s}\nduration: 201s\n",
           "s.yaml:10:14: error: the run would have about 201000000 records, at most 200000000 can "
           "be held: a lower rate or a shorter duration [too-many-records]\n"},
          {"load: {stages: [{duration: 10s, target_rate: 30M/s}]}\n",
           "s.yaml:10:16: error: the run would have about 1800000000 records, at most 200000000 "
           "can "
           "be held: a lower rate or a shorter duration [too-many-records]\n"},
          {"engine: {num_partitions: 16, cores: 16}\n",
           "s.yaml:10:26: warning: 8 source partitions on 16 processing partitions: natural "
           "routing "
           "leaves 8 of them without rows [idle-partitions]\n"},
          {"engine: {cores: 9}\n",
           "s.yaml:10:17: warning: 9 cores for 8 processing partitions: the others have nothing to "
           "run [idle-cores]\n"},
          {"engine: {queue_capacity: 499}\n",
           "s.yaml:10:26: warning: a fetch brings up to 500 records and the queue holds 499: "
           "batches "
           "wait for an empty queue [small-queue]\n"},
          {"engine: {processor: v1, cores: 99}\n", ""},
          {"engine: {strategies: [sticky, hash, Sticky]}\n",
           "s.yaml:10:37: error: strategy sticky_partition is there twice [duplicate-name]\n"},
          {"engine: {strategy_config: {fan_in: {target: 8}}}\n",
           "s.yaml:10:45: error: option 'target' of FanIn must name one of the 8 processing "
           "partitions (0 to 7), got 8 [bad-option]\n"},
          {"engine: {strategies: [sticky]}\nexpect: {fan_in: {verdict: valid, late: 0}}\n",
           "s.yaml:11:10: error: strategy fan_in is neither in engine.strategies nor "
           "engine.strategy: nothing would be compared [not-compared]\n"},
          {"engine: {strategies: [sticky], strategy: fan_in}\nexpect: {fan_in: {late: 0}}\n", ""},
      });
}

TEST_CASE("a scenario that was changed in memory is checked without places") {
  Scenario scenario = scenario_of(small_scenario());
  CHECK(lines_of(check_scenario(scenario, some_surroundings())) == "");
  scenario.topic.key = {"tradr_id"};
  scenario.query = "SELECT FROM trades";
  scenario.faults.push_back(
      {"slow_core", {120'000'000'000}, std::nullopt, std::nullopt, {{"core", "9"}}});
  const std::vector<Diagnostic> diagnostics = check_scenario(scenario, some_surroundings());
  CHECK(has_errors(diagnostics));
  REQUIRE(diagnostics.size() == 4);
  CHECK(to_text(diagnostics[0]) ==
        "scenario: error: topic.key[0]: the topic has no column 'tradr_id'; it has: trader_id, "
        "price, event_time (did you mean 'trader_id'?) [unknown-column]");
  CHECK(to_text(diagnostics[1]) ==
        "scenario: error: faults[0].at: the run ends at 1m, before the fault at 2m "
        "[fault-outside-run]");
  CHECK(diagnostics[3].rule_id == "sql-syntax");
}

}  // namespace millrace::test
