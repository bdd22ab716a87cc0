// tests/scenario/lint_test.cpp — every mistake of a file at once, each with its place, its rule and what was meant.
#include <doctest/doctest.h>

#include "tests/scenario/scenario_fixtures.hpp"

namespace millrace::test {

TEST_CASE("a file with ten different mistakes gives ten lines with places and suggestions") {
  const std::string text =
      "version: 1\n"
      "nmae: trading\n"
      "duration: 30\n"
      "query: |\n"
      "  -- by trader\n"
      "  SELECT trader_id, COUNT(*) FORM trades GROUP BY trader_id\n"
      "topic:\n"
      "  name: trades\n"
      "  partitons: 50\n"
      "  key: [symbl]\n"
      "  partitioner: murmur2_randm\n"
      "  fields:\n"
      "    trader_id: {type: string, distribution: {zipff: {s: 1.1}}}\n"
      "    symbol: {type: string, values: [A, B, C], weights: [1, 2]}\n"
      "engine:\n"
      "  cores: 0\n"
      "  strategy: stikcy\n"
      "faults:\n"
      "  - {type: slow_core, at: 90s, core: 1}\n";
  const ScenarioReading reading = read_text(text);
  CHECK(!reading.scenario.has_value());
  CHECK(
      lines_of(reading.diagnostics) ==
      "s.yaml:2:1: error: unknown key 'nmae' (did you mean 'name'?) [unknown-key]\n"
      "s.yaml:3:11: error: a unit is missing: '30' of ns, us, ms, s, m, h, d or w (did you mean "
      "'30s'?) [missing-unit]\n"
      "s.yaml:6:30: error: expected ',' or FROM, got 'FORM' (did you mean 'FROM'?) [sql-syntax]\n"
      "s.yaml:9:3: error: unknown key 'partitons' in topic (did you mean 'partitions'?) "
      "[unknown-key]\n"
      "s.yaml:10:9: error: the topic has no column 'symbl'; it has: trader_id, symbol, event_time "
      "(did you mean 'symbol'?) [unknown-column]\n"
      "s.yaml:11:16: error: expected a partitioner (explicit, java_default, consistent, "
      "consistent_random, murmur2, murmur2_random, fnv1a, fnv1a_random, random, round_robin, "
      "sticky, flink_key_group), got 'murmur2_randm' (did you mean 'murmur2_random'?) "
      "[unknown-partitioner]\n"
      "s.yaml:13:46: error: expected one of uniform, zipf, hot_set, sequential, got 'zipff' (did "
      "you mean 'zipf'?) [unknown-choice]\n"
      "s.yaml:14:56: error: expected as many weights as values, got 2 for 3 [weights-count]\n"
      "s.yaml:16:10: error: expected from 1 to 1024 cores, got '0' [out-of-range]\n"
      "s.yaml:17:13: error: expected a strategy (always_hash, smart_repartition, round_robin, "
      "sticky_partition, fan_in, two_phase, partial_key_grouping, hot_key_split, flink_key_groups, "
      "consistent_hash, least_loaded), got 'stikcy' (did you mean 'sticky'?) [unknown-strategy]\n"
      "s.yaml:19:27: error: the run ends at 1m, before the fault at 90s [fault-outside-run]\n");
}

namespace {

struct Case {
  std::string more;      // lines below small_scenario()
  std::string expected;  // lines
};

void check_cases(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    CAPTURE(c.more);
    CHECK(lines_of(read_text(small_scenario(c.more)).diagnostics) == c.expected);
  }
}

}  // namespace

TEST_CASE("what a key cannot be is said in words of its type") {
  check_cases({
      {"seed: 0x10\n", "s.yaml:10:7: error: expected a whole number, got '0x10' [bad-value]\n"},
      {"seed: 010\n",
       "s.yaml:10:7: error: a leading zero, which some readers of YAML take for octal: '010' (did "
       "you mean '10'?) [bad-value]\n"},
      {"duration: 1:30\n",
       "s.yaml:10:11: error: unknown unit of time ':', expected ns, us, ms, s, m, h, d or w "
       "[bad-value]\n"},
      {"duration: 0s\n", "s.yaml:10:11: error: expected more than 0s, got '0s' [out-of-range]\n"},
      {"load: {rate: 200k}\n",
       "s.yaml:10:14: error: a unit is missing: '200k' records per what, such as /s (did you mean "
       "'200k/s'?) [missing-unit]\n"},
      {"engine: {allow_invalid: yes}\n",
       "s.yaml:10:25: error: expected true or false, got 'yes' (did you mean 'true'?) "
       "[bad-value]\n"},
      {"engine: {max_out_of_orderness: 1.5us}\n",
       "s.yaml:10:32: error: event time is counted in whole milliseconds, got '1.5us' "
       "[bad-value]\n"},
      {"engine: {late_policy: dorp}\n",
       "s.yaml:10:23: error: expected one of process_with_warning, process_all, drop, got 'dorp' "
       "(did you mean 'drop'?) [unknown-word]\n"},
      {"engine: {cost_model: mesured}\n",
       "s.yaml:10:22: error: expected one of measured, velostream, got 'mesured' (did you mean "
       "'measured'?) [unknown-choice]\n"},
      {"engine: [1]\n",
       "s.yaml:10:9: error: expected the keys of engine, got a list [wrong-shape]\n"},
      {"engine: {cores: [1, 2]}\n",
       "s.yaml:10:17: error: expected a single value for cores, got a list [wrong-shape]\n"},
      {"engine:\n",
       "s.yaml:10:1: error: a value is missing: leave the key out for its default "
       "[missing-value]\n"},
      {"engine: {cores: ~}\n",
       "s.yaml:10:10: error: a value is missing: leave the key out for its default "
       "[missing-value]\n"},
      {"engine: {keyframe_memory: 10 apples}\n",
       "s.yaml:10:27: error: expected a number of bytes such as 1048576, 64KiB or 10MB, got '10 "
       "apples' [bad-value]\n"},
  });
}

TEST_CASE("choices, options, costs and expectations are checked against what there is") {
  check_cases({
      {"load: {arrivals: bursty}\n",
       "s.yaml:10:18: error: bursty needs on: What it is for [missing-key]\n"
       "s.yaml:10:18: error: bursty needs off: What it is for [missing-key]\n"},
      {"load: {arrivals: {bursty: {on: 1s, off: 2s, of: 3s}}}\n",
       "s.yaml:10:45: error: unknown parameter 'of' of bursty; there are: on, off (did you mean "
       "'on'?) [unknown-parameter]\n"},
      {"load: {arrivals: [poisson]}\n",
       "s.yaml:10:18: error: expected one name, or one name with its parameters, such as {zipf: "
       "{s: 1.1}}, got a list [wrong-shape]\n"},
      {"topic2: 1\n",
       "s.yaml:10:1: error: unknown key 'topic2' (did you mean 'topic'?) "
       "[unknown-key]\n"},
      {"engine: {strategy_config: {always_hash: {hash_function: md5}}}\n",
       "s.yaml:10:57: error: expected one of xxhash, murmur3, fnv, got 'md5' [unknown-word]\n"},
      {"engine: {strategy_config: {fan_in: {tarqet: 1}}}\n",
       "s.yaml:10:37: error: unknown parameter 'tarqet' of fan_in; there are: target (did you mean "
       "'target'?) [unknown-parameter]\n"},
      {"engine: {strategy_config: {hash: {}, always_hash: {}}}\n",
       "s.yaml:10:38: error: strategy always_hash is there twice [duplicate-key]\n"},
      {"engine: {costs: {hash: 60, rout: 1ns}}\n",
       "s.yaml:10:24: error: a unit is missing: '60' of ns, us, ms or s (did you mean '60ns'?) "
       "[missing-unit]\n"
       "s.yaml:10:28: error: unknown cost 'rout' (did you mean 'route'?) [unknown-cost]\n"},
      {"expect: {sticky: {verdict: vaild}}\n",
       "s.yaml:10:28: error: expected one of valid, invalid, unknown, refused, got 'vaild' (did "
       "you "
       "mean 'valid'?) [unknown-word]\n"},
      {"expect: {sticky: {p98: \"< 5ms\"}}\n",
       "s.yaml:10:19: error: unknown measure 'p98' (did you mean 'p95'?) [unknown-measure]\n"},
      {"expect: {sticky: {p99: \"< 5\"}}\n",
       "s.yaml:10:24: error: a unit is missing: '5' of ns, us, ms, s, m, h, d or w (did you mean "
       "'< "
       "5s'?) [missing-unit]\n"},
      {"expect: {sticky: {verdict: \"> valid\"}}\n",
       "s.yaml:10:28: error: verdict has no order: only = and != say something [bad-comparison]\n"},
      {"expect: {stikcy: {verdict: valid}}\n",
       "s.yaml:10:10: error: expected a strategy (always_hash, smart_repartition, round_robin, "
       "sticky_partition, fan_in, two_phase, partial_key_grouping, hot_key_split, "
       "flink_key_groups, "
       "consistent_hash, least_loaded), got 'stikcy' (did you mean 'sticky'?) "
       "[unknown-strategy]\n"},
      {"expect: {sticky: valid}\n",
       "s.yaml:10:18: error: expected measures of sticky_partition, such as verdict: valid, got a "
       "single value [wrong-shape]\n"},
      {"faults: [{at: 1s}]\n",
       "s.yaml:10:10: error: key 'type' is missing in fault: What happens; its parameters stand "
       "beside it [missing-key]\n"},
      {"faults: [{type: slow_core, at: 1s, factor: -1}]\n",
       "s.yaml:10:17: error: slow_core needs core: What it is for [missing-key]\n"
       "s.yaml:10:44: error: expected at least 0, got '-1' [out-of-range]\n"},
      {"faults: [{type: slow_cpu, at: 1s, cpu: 3}]\n",
       "s.yaml:10:17: error: expected one of slow_core, stall_worker, source_pause, hot_key, "
       "clock_skew, switch_strategy, got 'slow_cpu' (did you mean 'slow_core'?) "
       "[unknown-choice]\n"},
  });
}

TEST_CASE("a key that is there twice is an error, by whatever names") {
  check_cases({
      {"seed: 1\nseed: 2\n",
       "s.yaml:11:1: error: key 'seed' is there twice: first on line 10 [duplicate-key]\n"},
      {"engine:\n  workers: 8\n  num_partitions: 8\n",
       "s.yaml:12:3: error: key 'num_partitions' is there twice: first on line 11 as 'workers' "
       "[duplicate-key]\n"},
      {"engine: {strategy: auto}\nv2: {partitioning_strategy: smart}\n",
       "s.yaml:11:6: error: key 'strategy' is there twice: first on line 10 [duplicate-key]\n"},
      {"query_file: q.sql\n",
       "s.yaml:10:1: error: query and query_file: only one of them [duplicate-key]\n"},
  });
}

TEST_CASE("what must be there and is not is asked for at the place where it belongs") {
  CHECK(lines_of(read_text("name: x\n").diagnostics) ==
        "s.yaml:1:1: error: key 'version' is missing: Version of this format [missing-key]\n"
        "s.yaml:1:1: error: key 'topic' is missing: The Kafka topic that the query reads "
        "[missing-key]\n"
        "s.yaml:1:1: error: key 'query' is missing: the SQL that the job runs [missing-key]\n");
}

TEST_CASE("a foreign word is answered with how it is said here") {
  check_cases({
      {"engine: {allowed_lateness: 5s}\n",
       "s.yaml:10:10: error: unknown key 'allowed_lateness' in engine: write GRACE in the query's "
       "window, or max_out_of_orderness [unknown-key]\n"},
  });
}

TEST_CASE("a warning is silenced by a comment with a reason, an error is not") {
  const std::string uneven = "engine: {num_partitions: 3, cores: 3}\n";
  const std::string warning =
      "s.yaml:10:26: warning: 8 source partitions on 3 processing partitions: natural routing "
      "gives some 3 and others 2, so that at most 88 % of the capacity is reached; 2, 4, 8 divide "
      "evenly [uneven-partitions]\n";
  check_cases({
      {uneven, warning},
      {uneven + "# lint-allow(uneven-partitions): it is what this shows\n", ""},
      {uneven + "# lint-allow(uneven-partitions):\n", warning},
      {uneven + "# lint-allow(idle-cores): another rule\n", warning},
      {"seed: x\n# lint-allow(bad-value): please\n",
       "s.yaml:10:7: error: expected a whole number, got 'x' [bad-value]\n"},
  });
  CHECK(read_text(small_scenario(uneven)).scenario.has_value());
}

TEST_CASE("a diagnostic is shown with its line and a caret") {
  const ScenarioReading reading = read_text(small_scenario("seed: x\n"));
  REQUIRE(reading.diagnostics.size() == 1);
  const Diagnostic& diagnostic = reading.diagnostics[0];
  CHECK(render_diagnostic(diagnostic, reading.text_of(diagnostic)) ==
        "s.yaml:10:7: error: expected a whole number, got 'x' [bad-value]\n"
        "  seed: x\n"
        "        ^");
}

TEST_CASE("a file with thousands of mistakes is not answered with thousands of lines") {
  std::string text = small_scenario();
  for (int i = 0; i < 5000; ++i) text += "unknown" + std::to_string(i) + ": 1\n";
  const ScenarioReading reading = read_text(text);
  CHECK(reading.diagnostics.size() == 201);
  CHECK(to_text(reading.diagnostics.back()) ==
        "s.yaml: error: there may be more: fix these first [too-many-problems]");
}

}  // namespace millrace::test
