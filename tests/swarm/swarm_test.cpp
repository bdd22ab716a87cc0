// tests/swarm/swarm_test.cpp — random scenarios, every checker on.
//   MILLRACE_SWARM_SECONDS=60 MILLRACE_SWARM_SEED=<commit hash, hexadecimal> test_swarm
//   MILLRACE_SWARM_CASE=<seed>:<features> test_swarm      one case, as a failure prints it
#include <doctest/doctest.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "sim/scenario/scenario_writing.hpp"
#include "tests/swarm/random_scenario.hpp"

namespace millrace {

namespace {

using swarm::SwarmCase;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::uint64_t first_seed() {
  // A commit hash is longer than a number; its first digits will do.
  const std::string text = variable("MILLRACE_SWARM_SEED").substr(0, 15);
  return text.empty() ? 1 : std::strtoull(text.c_str(), nullptr, 16);
}

std::string running;  // the case under test

/// An invariant that does not hold aborts the program; the case must not be lost with it.
void show_case(int) {
  std::fputs(running.c_str(), stderr);
  std::signal(SIGABRT, SIG_DFL);
}

void check(const SwarmCase& swarm_case) {
  running = "repeat: MILLRACE_SWARM_CASE=" + swarm::to_text(swarm_case) + " test_swarm\n";
  std::signal(SIGABRT, show_case);
  const std::string problem = swarm::problem_of(swarm_case);
  if (problem.empty()) {
    CHECK(problem == "");
    return;
  }
  const SwarmCase smallest = swarm::shrunk(swarm_case);
  FAIL_CHECK(swarm::problem_of(smallest)
             << "\nrepeat: MILLRACE_SWARM_CASE=" << swarm::to_text(smallest) << " test_swarm\n"
             << write_scenario(swarm::scenario_of(smallest)));
}

}  // namespace

TEST_CASE("random scenarios keep every invariant, repeat, and give what one worker gives") {
  const std::string one = variable("MILLRACE_SWARM_CASE");
  if (!one.empty()) {
    char* end = nullptr;
    const std::uint64_t seed = std::strtoull(one.c_str(), &end, 10);
    check({seed, *end == ':' ? std::strtoull(end + 1, nullptr, 10) : 0});
    return;
  }
  const std::string seconds = variable("MILLRACE_SWARM_SECONDS");
  constexpr std::uint64_t kCases = 40;
  const auto begin = std::chrono::steady_clock::now();
  for (std::uint64_t i = 0; seconds.empty() ? i < kCases : true; ++i) {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begin;
    if (!seconds.empty() && passed.count() > std::strtod(seconds.c_str(), nullptr)) break;
    check(swarm::random_case(first_seed() + i));
  }
}

}  // namespace millrace
