// tests/cli/scenarios_test.cpp — the scenarios that come with the program: without problems, each
// opening with what to watch for, and described by the schema beside them.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/cli/scenario_file.hpp"
#include "sim/cli/scenario_words.hpp"
#include "sim/scenario/scenario_writing.hpp"
#include "tests/cli/command_harness.hpp"

namespace millrace::cli {
namespace {

const std::string kFolder = MILLRACE_SOURCE_DIR "/scenarios";

std::vector<std::string> scenario_paths() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string text_of(const std::string& path) {
  const Result<std::string> text = read_text_file(path);
  CHECK(text.has_value());
  return text.has_value() ? text.value() : std::string();
}

}  // namespace

TEST_CASE("every bundled scenario is without problems, warnings too") {
  LintOptions options;
  options.files = scenario_paths();
  options.strict = true;
  CHECK(options.files.size() >= 16);
  const Outcome outcome = lint(options);
  CHECK(outcome.out == "");
  CHECK(outcome.code == 0);
}

TEST_CASE("every bundled scenario says what to watch for, and what must come out") {
  for (const std::string& path : scenario_paths()) {
    CAPTURE(path);
    CHECK(text_of(path).rfind("# yaml-language-server: $schema=scenario.schema.json\n", 0) == 0);
    ScenarioOptions options;
    options.path = path;
    const Result<ScenarioFile> file = read_scenario_file(options);
    REQUIRE(file.has_value());
    REQUIRE(file.value().reading.scenario.has_value());
    const Scenario& scenario = *file.value().reading.scenario;
    CHECK(scenario.description.size() > 100);
    CHECK(!scenario.expectations.empty());
    bool has_verdict = false;
    for (const Expectation& expectation : scenario.expectations) {
      has_verdict = has_verdict || expectation.measure == "verdict";
    }
    CHECK(has_verdict);
  }
}

TEST_CASE("a bundled scenario reads back to itself from its canonical text") {
  ScenarioSurroundings surroundings;
  surroundings.vocabulary = &scenario_words();
  for (const std::string& path : scenario_paths()) {
    CAPTURE(path);
    ScenarioOptions options;
    options.path = path;
    const Result<ScenarioFile> file = read_scenario_file(options);
    REQUIRE(file.has_value());
    REQUIRE(file.value().reading.scenario.has_value());
    const Scenario& scenario = *file.value().reading.scenario;
    const ScenarioReading again = read_scenario(write_scenario(scenario), path, surroundings);
    REQUIRE(again.scenario.has_value());
    CHECK(*again.scenario == scenario);
  }
}

TEST_CASE("the schema beside the scenarios is what `schema` prints") {
  const bool is_equal = text_of(kFolder + "/scenario.schema.json") == schema({}).out;
  CHECK_MESSAGE(is_equal, "run: millrace schema -o scenarios/scenario.schema.json");
}

}  // namespace millrace::cli
