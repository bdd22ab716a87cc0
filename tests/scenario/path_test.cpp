// tests/scenario/path_test.cpp — single values by path: set, shown, listed.
#include <doctest/doctest.h>

#include <algorithm>

#include "sim/scenario/scenario_path.hpp"
#include "sim/scenario/scenario_writing.hpp"
#include "tests/scenario/scenario_fixtures.hpp"

namespace millrace::test {

namespace {

struct Case {
  std::string path;
  std::string value;
  std::string expected;  // the value afterwards, or "error: …"
};

std::string set_and_show(Scenario scenario, const Case& c) {
  const Scenario before = scenario;
  const Status status = set_scenario_value(scenario, c.path, c.value, some_vocabulary());
  if (!status.has_value()) {
    CHECK(scenario == before);
    CHECK(status.error().code == ErrorCode::kOption);
    return "error: " + status.error().message;
  }
  const Result<std::string> shown = scenario_value(scenario, c.path);
  return shown.has_value() ? shown.value() : "not shown: " + shown.error().message;
}

}  // namespace

TEST_CASE("paths have one canonical form") {
  CHECK(canonical_path("engine.workers") == "engine.num_partitions");
  CHECK(canonical_path("v2.num_partitions") == "engine.num_partitions");
  CHECK(canonical_path("v2.strategy_config.smart.alignment_threshold") ==
        "engine.strategy_config.smart_repartition.alignment_threshold");
  CHECK(canonical_path("topics.trades.partitions") == "topic.partitions");
  CHECK(canonical_path("topic.fields.price.constraints.range.min") == "topic.fields.price.min");
  CHECK(canonical_path("faults.0.at") == "faults[0].at");
  CHECK(canonical_path("incidents[3].duration") == "faults[3].for");
  CHECK(canonical_path("expect.hash.p99") == "expect.always_hash.p99");
  CHECK(canonical_path("topic.fields.enum.cardinality") == "topic.fields.enum.cardinality");
  CHECK(canonical_path("nothing.of[2].this") == "nothing.of[2].this");
}

TEST_CASE("values are set by path and shown in canonical form") {
  const Scenario scenario = scenario_of(
      small_scenario("faults: [{type: slow_core, at: 1s, core: 3}]\nexpect: {hash: {late: 0}}\n"));
  const std::vector<Case> cases = {
      {"engine.num_partitions", "16", "16"},
      {"engine.strategy", "Hash", "always_hash"},
      {"engine.allow_invalid", "true", "true"},
      {"duration", "90s", "90s"},
      {"duration", "60s", "1m"},
      {"load.rate", "200000/s", "200k/s"},
      {"name", "on", "\"on\""},
      {"name", "a: b [c", "\"a: b [c\""},
      {"topic.key", "[price, trader_id]", "[price, trader_id]"},
      {"topic.key", "price", "[price]"},
      {"topic.key[1]", "price", "price"},
      {"topic.fields.trader_id.distribution", "{zipf: {s: 1.2}}", "{zipf: {s: 1.2}}"},
      {"topic.fields.trader_id.distribution.zipf.s", "1.2", "1.2"},
      {"topic.fields.desk.type", "string", "string"},
      {"topic.fields.price.scale", "2", "not shown: nothing is set at topic.fields.price.scale"},
      {"engine.strategy_config.fan_in.target", "2", "2"},
      {"engine.costs.hash", "0.5ns", "0.5ns"},
      {"faults[0].core", "2", "2"},
      {"faults.0.at", "5s", "5s"},
      {"faults[1]", "{type: stall_worker, at: 2s, worker: 0}",
       "{type: stall_worker, at: 2s, worker: 0}"},
      {"expect.sticky.p99", "< 5ms", "\"< 5ms\""},
      {"load.stages", "[{duration: 1m, target: 5k/s}]", "[{duration: 1m, target: 5k/s}]"},
      {"engine.keyframe_memory", "1048576", "1MiB"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.path);
    CAPTURE(c.value);
    CHECK(set_and_show(scenario, c) == c.expected);
  }
}

TEST_CASE("what cannot be set is an error that leaves the scenario as it was") {
  const Scenario scenario = scenario_of(small_scenario());
  const std::vector<Case> cases = {
      {"engine.coers", "4",
       "error: engine.coers: unknown key 'coers' in engine (did you mean 'cores'?)"},
      {"egnine.cores", "4", "error: egnine.cores: unknown key 'egnine' (did you mean 'engine'?)"},
      {"engine.cores", "many", "error: engine.cores: expected a whole number, got 'many'"},
      {"engine.cores", "[",
       "error: engine.cores: not valid YAML: did not find expected node content"},
      {"engine.cores", "", "error: engine.cores: there is nothing in the file"},
      {"engine.cores.more", "1", "error: engine.cores.more: cores has no parts to set"},
      {"topic.fields.price.distribution.zipf.t", "1",
       "error: topic.fields.price.distribution.zipf.t: unknown parameter 't' of zipf; there are: "
       "s"},
      {"topic.fields.desk.cardinality", "5",
       "error: topic.fields.desk.cardinality: key 'type' is missing in field: SQL type: string, "
       "bigint, double, decimal(12,4), boolean or timestamp"},
      {"faults[2].at", "1s", "error: faults[2].at: the list has 0 items, counted from 0"},
      {"query_file", "q.sql", "error: query_file is looked up when a file is read: set query"},
      {"", "1", "error: : unknown key ''"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.path);
    CAPTURE(c.value);
    CHECK(set_and_show(scenario, c) == c.expected);
  }
}

TEST_CASE("every listed path of a scenario can be set to the value it has") {
  const Scenario scenario = scenario_of(small_scenario(
      "faults: [{type: hot_key, at: 1s, field: trader_id, value: trader_7, share: 0.4}]\n"
      "engine: {costs: {hash: 60ns}, strategy_config: {fan_in: {target: 2}}}\n"
      "load: {arrivals: {bursty: {on: 1s, off: 1s}}}\n"));
  const std::vector<ScenarioPath> paths = scenario_paths_of(scenario, some_vocabulary());
  CHECK(paths.size() > 60);
  for (const ScenarioPath& path : paths) {
    CAPTURE(path.path);
    CHECK(!path.summary.empty());
    CHECK(!path.type.empty());
    if (path.default_text.empty()) continue;
    std::string value = path.default_text;
    // Texts are taken as they are typed, without the quotes that YAML would need.
    if (value.front() == '"') value = value.substr(1, value.size() - 2);
    Scenario copy = scenario;
    const Status status = set_scenario_value(copy, path.path, value, some_vocabulary());
    if (!status.has_value()) CAPTURE(status.error().message);
    CHECK(status.has_value());
    CHECK(copy == scenario);
  }
}

TEST_CASE("the list of all paths has those of lists, maps and choices as patterns") {
  const std::vector<ScenarioPath> paths = scenario_paths(some_vocabulary());
  const auto find = [&](std::string_view path) {
    const auto found = std::find_if(paths.begin(), paths.end(),
                                    [&](const ScenarioPath& p) { return p.path == path; });
    return found == paths.end() ? std::string("missing")
                                : found->type + " | " + found->default_text;
  };
  CHECK(find("engine.num_partitions") == "integer, from 1 to 1024 processing partitions | 8");
  CHECK(find("topic.fields.NAME.distribution.zipf.s") == "number, at least 0 | 1");
  CHECK(find("faults[N].factor") == "number, at least 0 | 2");
  CHECK(find("engine.strategy_config.fan_in.target") != "missing");
  CHECK(find("load.stages[N].target") == "rate, at least 0/s | 0/s");
  CHECK(find("duration") == "duration, more than 0s | 1m");
  CHECK(find("load.model") == "one of open, closed | open");
  CHECK(find("query_file") == "missing");
}

}  // namespace millrace::test
