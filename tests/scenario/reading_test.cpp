// tests/scenario/reading_test.cpp — a scenario from a file: every key, other spellings, variables,
// query files, overrides.
#include <doctest/doctest.h>

#include "core/route/strategy_info.hpp"
#include "sim/scenario/scenario_job.hpp"
#include "sim/scenario/scenario_writing.hpp"
#include "tests/scenario/scenario_fixtures.hpp"

namespace millrace::test {

namespace {

constexpr std::int64_t kMs = 1'000'000;
constexpr std::int64_t kS = 1'000 * kMs;

constexpr std::string_view kEveryKey = R"(
version: 1
name: all
description: everything
seed: 18446744073709551615
duration: 5m
query: |
  SELECT trader_id, SUM(price) FROM trades GROUP BY trader_id
topic:
  name: trades
  partitions: 50
  key: [symbol, trader_id]
  partitioner: murmur2-random
  producers:
    - {name: java, share: 3}
    - {name: c, share: 1.5, partitioner: consistent_random, key: symbol}
  timestamp: at
  start_time: 1970-01-01T00:16:40Z
  time_scale: 10000
  disorder: {share: 2%, max_delay: 5s, delay: {zipf: {s: 2}}}
  fields:
    trader_id: {type: string, pattern: "T{n}", cardinality: 50, distribution: {zipf: {s: 1.1}}}
    symbol: {type: varchar, values: [A, B], weights: [0.9, 0.1]}
    price: {type: decimal, precision: 10, scale: 2, min: 1.5, max: 99.95, step: 0.05, null_share: 1%}
    at: {type: bigint}
    desk: {type: string, follows: trader_id}
load:
  model: open
  arrivals: {bursty: {on: 1s, off: 250ms}}
  rate: 12.5k/s
  stages: [{duration: 1m, target: 12k/s}, {duration: 3m, target: 1M/s}]
engine:
  cores: 4
  num_partitions: 5
  processor: v2
  strategy: hash
  strategies: [sticky, FanIn]
  strategy_config:
    fan_in: {target: 2}
    always_hash: {hash_function: FNV}
  selector: velostream
  merge: "off"
  allow_invalid: true
  max_out_of_orderness: 5s
  late_policy: drop
  idle_timeout: 0s
  changes: per_batch
  queue_capacity: 1000
  failure_policy: dlq
  retries: 3
  retry_backoff: 50ms
  batch_rows: 100
  fetch: {max_records: 100, max_wait: 5ms, max_bytes: 64KiB}
  router: shared_cores
  affinity: any
  cost_model: velostream
  costs: {hash: 60ns, aggregate: 0.5ns}
  jitter: exponential
  keyframe_every: 500ms
  keyframe_memory: 1MiB
faults:
  - {type: slow_core, at: 60s, for: 20s, core: 3, factor: 4}
  - {type: hot_key, at: 2m, for: 30s, every: 1m, field: trader_id, value: T7, share: 40%}
expect:
  hash: {verdict: valid, p99: ["> 1ms", "<= 50ms"], throughput: ">= 10k/s"}
  all: {late: 0}
)";

}  // namespace

TEST_CASE("a scenario with only what it needs has the defaults") {
  const Scenario scenario = scenario_of(small_scenario());
  CHECK(scenario.name == "s");
  CHECK(scenario.query_name == "s.yaml");
  CHECK(scenario.seed == 42);
  CHECK(scenario.duration == VirtualDuration{60 * kS});
  CHECK(scenario.engine == EngineSpec{});
  CHECK(scenario.load == LoadSpec{});
  CHECK(scenario.topic.partitioner == "java_default");
  CHECK(scenario.topic.fields[0].type == DataType::string());
  CHECK(scenario.topic.fields[1].type == DataType::decimal(12, 4));
}

TEST_CASE("every key of a topic and its load reaches the scenario") {
  const Scenario s = scenario_of(kEveryKey);
  CHECK(s.seed == 18446744073709551615u);
  CHECK(s.duration.ns == 300 * kS);
  CHECK(s.query == "SELECT trader_id, SUM(price) FROM trades GROUP BY trader_id\n");
  CHECK(s.topic.partitioner == "murmur2_random");
  REQUIRE(s.topic.producers.size() == 2);
  CHECK(s.topic.producers[1] == ProducerSpec{"c", 1.5, "consistent_random", {"symbol"}});
  CHECK(s.topic.start_time_ms == 1'000'000);
  CHECK(s.topic.time_scale == 10'000.0);
  CHECK(s.topic.disorder == DisorderSpec{0.02, {"zipf", {{"s", "2"}}}, {5 * kS}});
  REQUIRE(s.topic.fields.size() == 5);
  CHECK(s.topic.fields[0].distribution == Choice{"zipf", {{"s", "1.1"}}});
  CHECK(s.topic.fields[1].weights == std::vector<double>{0.9, 0.1});
  CHECK(s.topic.fields[2].type == DataType::decimal(10, 2));
  CHECK(s.topic.fields[2].step == "0.05");
  CHECK(s.topic.fields[2].null_share == 0.01);
  CHECK(s.topic.fields[4].follows == "trader_id");
  CHECK(s.load.arrivals == Choice{"bursty", {{"on", "1s"}, {"off", "250ms"}}});
  CHECK(s.load.rate == 12'500.0);
  REQUIRE(s.load.stages.size() == 2);
  CHECK(s.load.stages[1] == LoadStage{{180 * kS}, 1e6});
}

TEST_CASE("every key of the engine reaches the scenario") {
  const Scenario s = scenario_of(kEveryKey);
  const EngineSpec& e = s.engine;
  CHECK(e.cores == 4);
  CHECK(e.strategies == std::vector<std::string>{"sticky_partition", "fan_in"});
  CHECK(e.strategy_config == std::vector<Choice>{{"fan_in", {{"target", "2"}}},
                                                 {"always_hash", {{"hash_function", "fnv"}}}});
  JobSpec job;
  job.worker_count = 5;
  job.strategy = "always_hash";
  job.selector = SelectorMode::kVelostream;
  job.merge = MergePolicy::kOff;
  job.allow_invalid = true;
  job.late_rows = LateRows::kDrop;
  job.max_out_of_orderness = {5'000};
  job.changes_per_batch = true;
  job.queue_capacity_rows = 1'000;
  job.failure = FailurePolicy::kDeadLetter;
  job.retries_max = 3;
  job.retry_backoff = {50};
  job.batch_rows = 100;
  CHECK(e.job == job);
  CHECK(e.fetch == FetchSpec{100, {5 * kMs}, 65'536});
  CHECK(e.router == RouterPlacement::kSharedCores);
  CHECK(e.affinity == Affinity::kAny);
  CHECK(e.idle_timeout.ns == 0);
  CHECK(e.costs_ns ==
        std::vector<std::pair<std::string, double>>{{"hash", 60.0}, {"aggregate", 0.5}});
  CHECK(e.jitter == Choice{"exponential", {}});
  CHECK(e.keyframe_every.ns == 500 * kMs);
  CHECK(e.keyframe_bytes_max == 1 << 20);
}

TEST_CASE("every key of faults and expectations reaches the scenario") {
  const Scenario s = scenario_of(kEveryKey);
  REQUIRE(s.faults.size() == 2);
  CHECK(s.faults[0] == FaultSpec{"slow_core",
                                 {60 * kS},
                                 VirtualDuration{20 * kS},
                                 std::nullopt,
                                 {{"core", "3"}, {"factor", "4"}}});
  CHECK(s.faults[1].every == VirtualDuration{60 * kS});
  CHECK(s.expectations == std::vector<Expectation>{{"always_hash", "verdict", "=", "valid"},
                                                   {"always_hash", "p99", ">", "1ms"},
                                                   {"always_hash", "p99", "<=", "50ms"},
                                                   {"always_hash", "throughput", ">=", "10k/s"},
                                                   {"all", "late", "=", "0"}});
}

TEST_CASE("the reference system's keys work as they stand") {
  const Scenario velostream = scenario_of(R"(
version: 1
name: same
query: SELECT trader_id, COUNT(*) FROM trades GROUP BY trader_id
v2:
  partitioning_strategy: smart
  num_partitions: 4
  num_cpu_slots: 4
  strategy_config:
    smart: {source_partition_key: trader_id, alignment_threshold: 0.9}
    always_hash: {hash_function: murmur3}
topics:
  trades:
    partitions: 8
    key: trader_id
    out_of_order: {p: 0.02, max_delay: 5s}
    schema:
      fields:
        - name: trader_id
          type: string
          constraints:
            enum_values: {values: [T1, T2], weights: [0.25, 0.75]}
        - name: price
          type: double
          null_probability: 0.1
          constraints:
            range: {min: 150.0, max: 400.0}
            distribution: {zipf: {exponent: 1.5}}
)");
  const Scenario canonical = scenario_of(R"(
version: 1
name: same
query: SELECT trader_id, COUNT(*) FROM trades GROUP BY trader_id
topic:
  name: trades
  partitions: 8
  key: [trader_id]
  disorder: {share: 0.02, max_delay: 5s}
  fields:
    trader_id: {type: string, values: [T1, T2], weights: [0.25, 0.75]}
    price: {type: double, null_share: 0.1, min: 150.0, max: 400.0, distribution: {type: zipf, s: 1.5}}
engine:
  cores: 4
  num_partitions: 4
  strategy: SmartRepartition
  strategy_config:
    smart_repartition: {source_partition_key: trader_id, alignment_threshold: 0.9}
    always_hash: {hash_function: murmur3}
)");
  CHECK(velostream == canonical);
  CHECK(scenario_id(velostream) == scenario_id(canonical));
  const JobSpec job = job_spec_for(velostream, "smart");
  CHECK(job.strategy_options ==
        StrategyOptions{{"source_partition_key", "trader_id"}, {"alignment_threshold", "0.9"}});
}

TEST_CASE(
    "a job that chooses its own strategy is one that can be run, compared and held to something") {
  const Scenario scenario =
      scenario_of(small_scenario("engine: {strategy: Adaptive, strategies: [adaptive, hash]}\n"
                                 "expect: {adaptive: {verdict: valid}}\n"));
  CHECK(scenario.engine.job.strategy == "adaptive");
  CHECK(compared_strategies(scenario) == std::vector<std::string>{"adaptive", "always_hash"});
  CHECK(scenario.expectations == std::vector<Expectation>{{"adaptive", "verdict", "=", "valid"}});
  CHECK(scenario_of(write_scenario(scenario)) == scenario);
  // It has no options of its own.
  CHECK(has_errors(
      read_text(small_scenario("engine: {strategy_config: {adaptive: {}}}\n")).diagnostics));
}

TEST_CASE("what other spellings hold that belongs nowhere is an error at its place") {
  const ScenarioReading reading = read_text(
      small_scenario("v2: {partitionning_strategy: smart}\n") + "topics: {a: {}, b: {}}\n");
  CHECK(lines_of(reading.diagnostics) ==
        "s.yaml:10:6: error: unknown key 'partitionning_strategy' in v2 (did you mean "
        "'partitioning_strategy'?) [unknown-key]\n"
        "s.yaml:11:1: error: expected one topic by its name: a scenario has one [wrong-shape]\n");
}

TEST_CASE("variables give values, never structure, and say when they are not set") {
  ScenarioSurroundings surroundings = some_surroundings();
  surroundings.variable = [](std::string_view name) -> std::optional<std::string> {
    if (name == "CORES") return "4";
    if (name == "BAD") return "{cores: 3}";
    return std::nullopt;
  };
  const std::string text = small_scenario(
      "engine: {cores: \"${CORES}\", num_partitions: \"${PARTITIONS:-4}\"}\n"
      "duration: ${MINUTES:-2}m\n"
      "description: costs $${CORES}, ${EMPTY:-}\n");
  const ScenarioReading reading = read_text(text, surroundings);
  CHECK(lines_of(reading.diagnostics) == "");
  REQUIRE(reading.scenario.has_value());
  CHECK(reading.scenario->engine.cores == 4);
  CHECK(reading.scenario->engine.job.worker_count == 4);
  CHECK(reading.scenario->duration.ns == 120 * kS);
  CHECK(reading.scenario->description == "costs ${CORES}, ");
  CHECK(lines_of(read_text(small_scenario("duration: ${LENGTH}\nengine: ${BAD}\nname: ${x\n"),
                           surroundings)
                     .diagnostics) ==
        "s.yaml:10:11: error: variable 'LENGTH' is not set (did you mean '${LENGTH:-default}'?) "
        "[unset-variable]\n"
        "s.yaml:11:9: error: expected the keys of engine, got a single value [wrong-shape]\n"
        "s.yaml:12:7: error: expected ${NAME} or ${NAME:-default}; $${ stands for ${ "
        "[bad-variable]\n");
}

TEST_CASE("the query may stand in a file of its own, and its errors are shown there") {
  ScenarioSurroundings surroundings = some_surroundings();
  std::string sql = "SELECT trader_id, COUNT(*)\nFROM trades\nGROUP BY trader_id\n";
  surroundings.query_file = [&](std::string_view path) -> Result<std::string> {
    if (path == "q.sql") return sql;
    return Error{ErrorCode::kInput, "cannot open " + std::string(path)};
  };
  std::string text = small_scenario();
  const std::size_t query = text.find("query:");
  text.replace(query, text.find('\n', query) - query, "query_file: q.sql");
  ScenarioReading reading = read_text(text, surroundings);
  CHECK(lines_of(reading.diagnostics) == "");
  REQUIRE(reading.scenario.has_value());
  CHECK(reading.scenario->query == sql);
  CHECK(reading.scenario->query_name == "q.sql");

  sql = "SELECT trader_id, COUNT(*)\nFROM trades\nGROUP BY trader\n";
  reading = read_text(text, surroundings);
  REQUIRE(reading.diagnostics.size() == 1);
  CHECK(reading.diagnostics[0].file == "q.sql");
  CHECK(reading.diagnostics[0].place.line == 3);
  CHECK(reading.diagnostics[0].place.column == 10);
  CHECK(reading.text_of(reading.diagnostics[0]) == sql);

  surroundings.query_file = [](std::string_view) -> Result<std::string> {
    return Error{ErrorCode::kInput, "cannot open q.sql: no such file"};
  };
  CHECK(lines_of(read_text(text, surroundings).diagnostics) ==
        "s.yaml:2:13: error: cannot open q.sql: no such file [unreadable-file]\n");
}

TEST_CASE("overrides are worked in before the checks, and their problems are shown in them") {
  ScenarioSurroundings surroundings = some_surroundings();
  surroundings.overrides = {{"engine.cores", "7"},
                            {"engine.cores", "4"},
                            {"v2.num_partitions", "4"},
                            {"topic.fields.trader_id.distribution", "{zipf: {s: 1.2}}"},
                            {"query", "SELECT COUNT(*) FROM trades"},
                            {"topic.key[0]", "price"}};
  ScenarioReading reading = read_text(small_scenario("engine: {cores: 2}\n"), surroundings);
  CHECK(lines_of(reading.diagnostics) == "");
  REQUIRE(reading.scenario.has_value());
  CHECK(reading.scenario->engine.cores == 4);
  CHECK(reading.scenario->engine.job.worker_count == 4);
  CHECK(reading.scenario->topic.fields[0].distribution == Choice{"zipf", {{"s", "1.2"}}});
  CHECK(reading.scenario->query == "SELECT COUNT(*) FROM trades");
  CHECK(reading.scenario->topic.key == std::vector<std::string>{"price"});

  surroundings.overrides = {{"engine.coers", "4"},
                            {"engine.cores", "0"},
                            {"seed", "[1"},
                            {"topic.key[0]", "prize"},
                            {"query", "SELECT COUNT(*) FORM trades"}};
  reading = read_text(small_scenario(), surroundings);
  CHECK(lines_of(reading.diagnostics) ==
        "--set engine.coers: error: unknown key 'coers' in engine (did you mean 'cores'?) "
        "[unknown-key]\n"
        "--set engine.cores:1:1: error: expected from 1 to 1024 cores, got '0' [out-of-range]\n"
        "--set seed:1:2: error: expected ',' or ']' [yaml-syntax]\n"
        "--set topic.key[0]:1:1: error: the topic has no column 'prize'; it has: trader_id, price, "
        "event_time (did you mean 'price'?) [unknown-column]\n"
        "--set query:1:17: error: expected ',' or FROM, got 'FORM' (did you mean 'FROM'?) "
        "[sql-syntax]\n");
}

TEST_CASE("a later error of the query is shown at its place in the file") {
  const std::string text = small_scenario();
  const ScenarioReading reading = read_text(text);
  const auto at = static_cast<std::uint32_t>(reading.scenario->query.find("COUNT"));
  const Diagnostic diagnostic =
      reading.query_problem(Error{ErrorCode::kRefused, "refused", {at, at + 5}}, "plan-refused");
  CHECK(to_text(diagnostic) == "s.yaml:2:26: error: refused [plan-refused]");
  CHECK(text.substr(diagnostic.span.begin, 5) == "COUNT");
}

TEST_CASE("the job is told what is declared, and options of the strategy that runs") {
  Scenario scenario = scenario_of(small_scenario());
  scenario.topic.key = {"TRADER_ID"};
  scenario.topic.producers = {{"java", 1.0, "", {}}, {"c", 1.0, "random", {}}};
  scenario.engine.strategy_config = {{"fan_in", {{"target", "3"}}},
                                     {"always_hash", {{"hash_function", "fnv"}}}};
  TopicFacts facts = topic_facts_of(scenario);
  CHECK(facts.key_columns == std::vector<std::string>{"trader_id"});
  CHECK(facts.source_partition_count == 8);
  CHECK(facts.is_partitioner_function_of_key);
  scenario.topic.partitioner = "random";
  CHECK(!topic_facts_of(scenario).is_partitioner_function_of_key);
  CHECK(job_spec_for(scenario, "FanIn").strategy_options == StrategyOptions{{"target", "3"}});
  CHECK(job_spec_for(scenario, "FanIn").strategy == "fan_in");
  CHECK(job_spec_for(scenario, "sticky").strategy_options.empty());
  CHECK(job_spec_for(scenario, "auto").strategy_options ==
        StrategyOptions{{"target", "3"}, {"hash_function", "fnv"}});
  CHECK(compared_strategies(scenario).size() == 5);
}

}  // namespace millrace::test
