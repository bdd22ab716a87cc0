// tests/cli/lint_test.cpp — `lint` and `schema` as they are typed: lines, exit codes, files around a scenario.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sim/cli/scenario_file.hpp"
#include "tests/cli/command_harness.hpp"

namespace millrace::cli {
namespace {

constexpr std::string_view kGood =
    "version: 1\n"
    "query: SELECT trader_id, COUNT(*) FROM trades GROUP BY trader_id\n"
    "topic:\n"
    "  name: trades\n"
    "  partitions: 8\n"
    "  key: [trader_id]\n"
    "  fields:\n"
    "    trader_id: {type: string, pattern: \"trader_{n}\"}\n";

constexpr std::string_view kTenMistakes =
    "version: 1\n"
    "nmae: trading\n"
    "duration: 30\n"
    "query: SELECT trader_id, COUNT(*) FORM trades GROUP BY trader_id\n"
    "topic:\n"
    "  name: trades\n"
    "  partitions: 0\n"
    "  key: [trader]\n"
    "  fields:\n"
    "    trader_id: {type: string, distribution: {zipff: {s: 1.1}}}\n"
    "    symbol: {type: string, values: [A, B], weights: [1]}\n"
    "engine:\n"
    "  strategy: stikcy\n"
    "  late_policy: dorp\n"
    "load: {rate: 200k/s, rate: 1k/s}\n";

Outcome lint_text(std::string_view text, LintOptions options = {}) {
  const TemporaryFile file(".yaml", text);
  options.files = {file.path()};
  Outcome outcome = lint(options);
  outcome.out = replaced(std::move(outcome.out), file.path(), "s.yaml");
  return outcome;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    lines.push_back(text.substr(begin, end - begin));
    begin = end == std::string::npos ? text.size() : end + 1;
  }
  return lines;
}

}  // namespace

TEST_CASE("lint says nothing of a good scenario but that it is one") {
  const Outcome outcome = lint_text(kGood);
  CHECK(outcome.code == 0);
  CHECK(outcome.out.empty());
  CHECK(outcome.err == "1 file, no problems\n");
}

TEST_CASE("lint reports ten different mistakes in ten lines, with places, words meant and rules") {
  const Outcome outcome = lint_text(kTenMistakes);
  CHECK(outcome.code == 2);
  CHECK(outcome.err == "1 file, 10 errors, 0 warnings\n");
  struct Line {
    std::string_view begin;
    std::string_view end;
  };
  const std::vector<Line> expected = {
      {"s.yaml:2:1: error: ", "(did you mean 'name'?) [unknown-key]"},
      {"s.yaml:3:11: error: ", "(did you mean '30s'?) [missing-unit]"},
      {"s.yaml:4:35: error: ", "(did you mean 'FROM'?) [sql-syntax]"},
      {"s.yaml:7:15: error: ", "source partitions, got '0' [out-of-range]"},
      {"s.yaml:8:9: error: ", "(did you mean 'trader_id'?) [unknown-column]"},
      {"s.yaml:10:46: error: ", "(did you mean 'zipf'?) [unknown-choice]"},
      {"s.yaml:11:53: error: ", "as many weights as values, got 1 for 2 [weights-count]"},
      {"s.yaml:13:13: error: ", "(did you mean 'sticky'?) [unknown-strategy]"},
      {"s.yaml:14:16: error: ", "(did you mean 'drop'?) [unknown-word]"},
      {"s.yaml:15:22: error: ", "'rate' is there twice: first on line 15 [duplicate-key]"},
  };
  const std::vector<std::string> lines = lines_of(outcome.out);
  REQUIRE(lines.size() == expected.size());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    CAPTURE(lines[i]);
    CHECK(lines[i].substr(0, expected[i].begin.size()) == expected[i].begin);
    REQUIRE(lines[i].size() > expected[i].end.size());
    CHECK(lines[i].substr(lines[i].size() - expected[i].end.size()) == expected[i].end);
  }
}

TEST_CASE("lint --json is one document with the same problems") {
  LintOptions options;
  options.json = true;
  const Outcome outcome = lint_text(kTenMistakes, options);
  const nlohmann::json document = nlohmann::json::parse(outcome.out, nullptr, false);
  REQUIRE(!document.is_discarded());
  CHECK(document["errors"] == 10);
  CHECK(document["diagnostics"].size() == 10);
  CHECK(document["diagnostics"][0] == nlohmann::json({{"file", "s.yaml"},
                                                      {"line", 2},
                                                      {"column", 1},
                                                      {"severity", "error"},
                                                      {"rule", "unknown-key"},
                                                      {"message", "unknown key 'nmae'"},
                                                      {"suggestion", "name"}}));
}

TEST_CASE("warnings do not fail lint unless asked to") {
  const std::string text = std::string(kGood) + "engine: {cores: 3, num_partitions: 3}\n";
  CHECK(lint_text(text).code == 0);
  CHECK(lint_text(text).err == "1 file, 0 errors, 1 warning\n");
  LintOptions strict;
  strict.strict = true;
  CHECK(lint_text(text, strict).code == 2);
}

TEST_CASE("lint goes on after a file that cannot be read") {
  const TemporaryFile good(".yaml", kGood);
  LintOptions options;
  options.files = {"no/such/file.yaml", good.path()};
  const Outcome outcome = lint(options);
  CHECK(outcome.code == 2);
  CHECK(outcome.out ==
        "no/such/file.yaml: error: cannot read 'no/such/file.yaml': No such file or directory "
        "[unreadable-file]\n");
  CHECK(outcome.err == "2 files, 1 error, 0 warnings\n");
}

TEST_CASE("settings are checked where they were typed") {
  LintOptions options;
  options.settings = {"engine.cores=0"};
  CHECK(lint_text(kGood, options).out ==
        "--set engine.cores:1:1: error: expected from 1 to 1024 cores, got '0' [out-of-range]\n");
  options.settings = {"engine.cores"};
  const Outcome outcome = lint_text(kGood, options);
  CHECK(outcome.code == 2);
  CHECK(outcome.err ==
        "error: --set needs path=value, such as engine.cores=4, got 'engine.cores'\n");
}

TEST_CASE("a scenario's query and recording are looked for beside it") {
  const TemporaryFile recording(".csv", "origin,delay\nDTW,5\nHNL,-3\n");
  const TemporaryFile query(".sql", "SELECT origin, SUM(delay) FROM flights GROUP BY origin\n");
  const auto name_of = [](const std::string& path) {
    return path.substr(path.find_last_of('/') + 1);
  };
  const TemporaryFile file(".yaml", "version: 1\nquery_file: " + name_of(query.path()) +
                                        "\ntopic: {name: flights, partitions: 8, key: [origin], "
                                        "recording: " +
                                        name_of(recording.path()) + "}\n");
  LintOptions options;
  options.files = {file.path()};
  CHECK(lint(options).out == "");
  ScenarioOptions scenario;
  scenario.path = file.path();
  scenario.seed = 7;
  scenario.settings = {"topic.key=destination", "engine.cores=4", "engine.cores=8"};
  const Result<ScenarioFile> wrong = read_scenario_file(scenario);
  REQUIRE(wrong.has_value());
  REQUIRE(wrong.value().reading.diagnostics.size() == 1);
  CHECK(to_text(wrong.value().reading.diagnostics[0]) ==
        "--set topic.key:1:1: error: the topic has no column 'destination'; it has: origin, delay "
        "[unknown-column]");
  scenario.settings = {"engine.cores=4", "engine.cores=8"};
  const Result<ScenarioFile> right = read_scenario_file(scenario);
  REQUIRE(right.has_value());
  REQUIRE(right.value().reading.scenario.has_value());
  CHECK(right.value().reading.scenario->seed == 7);
  CHECK(right.value().reading.scenario->engine.cores == 8);
  CHECK(right.value().folder == file.path().substr(0, file.path().find_last_of('/')));
}

TEST_CASE("schema prints JSON Schema for editors and Markdown for people") {
  const Outcome json = schema({});
  CHECK(json.code == 0);
  const nlohmann::json document = nlohmann::json::parse(json.out, nullptr, false);
  REQUIRE(!document.is_discarded());
  CHECK(document["properties"].contains("engine"));
  SchemaOptions options;
  options.markdown = true;
  const Outcome markdown = schema(options);
  CHECK(markdown.code == 0);
  CHECK(markdown.out.find("| `num_partitions`") != std::string::npos);
}

}  // namespace millrace::cli
