// tests/cli/scenarios_run_test.cpp — every bundled scenario is compared as a user would, and held to
// its `expect:` block. A hostile build has queues of one row: it shows other figures.
#if !defined(MILLRACE_HOSTILE)

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli/command_harness.hpp"

namespace millrace::cli {
namespace {

std::vector<std::string> scenario_paths() {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::directory_iterator(MILLRACE_SOURCE_DIR "/scenarios")) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

Outcome compared(const std::string& path) {
  CompareOptions options;
  options.scenario.path = path;
  options.json = true;
  return compare(options);
}

}  // namespace

TEST_CASE("every bundled scenario meets what it expects") {
  for (const std::string& path : scenario_paths()) {
    CAPTURE(path);
    const Outcome outcome = compared(path);
    CHECK(outcome.err == "");
    CHECK(outcome.code == 0);
    CHECK(!nlohmann::json::parse(outcome.out, nullptr, false).is_discarded());
  }
}

TEST_CASE("a scenario gives the same document twice") {
  const std::string path = MILLRACE_SOURCE_DIR "/scenarios/client-hash-mismatch.yaml";
  const Outcome first = compared(path);
  CHECK(first.code == 0);
  CHECK(first.out == compared(path).out);
}

}  // namespace millrace::cli

#endif
