// tests/study/shrink_test.cpp — a wrong scenario becomes a small one that is still wrong, and a right one stays.
#include <doctest/doctest.h>

#include "sim/cli/scenario_words.hpp"
#include "sim/scenario/scenario_writing.hpp"
#include "sim/study/comparison.hpp"
#include "sim/study/shrink.hpp"
#include "tests/study/small_scenarios.hpp"

namespace millrace {
namespace {

ScenarioSurroundings surroundings() {
  ScenarioSurroundings made;
  made.vocabulary = &cli::scenario_words();
  return made;
}

std::unique_ptr<Shrinker> shrinker_of(Scenario scenario, const std::string& strategy) {
  Result<std::unique_ptr<Shrinker>> made =
      Shrinker::make(std::move(scenario), strategy, surroundings(), {});
  REQUIRE(made.has_value());
  return std::move(made).value();
}

Scenario with_faults() {
  Scenario scenario = fixture::misaligned_scenario();
  FaultSpec fault;
  fault.type = "slow_core";
  fault.at = {500'000'000};
  fault.parameters = {{"core", "1"}, {"factor", "3"}};
  scenario.faults.push_back(fault);
  return scenario;
}

}  // namespace

TEST_CASE("a wrong scenario shrinks to a few records without faults, and is still wrong") {
  const std::unique_ptr<Shrinker> shrinker = shrinker_of(with_faults(), "sticky_partition");
  while (!shrinker->work([] { return true; })) {
  }
  CHECK(shrinker->is_wrong());
  const Scenario& small = shrinker->smallest();
  CHECK(small.faults.empty());
  CHECK(small.topic.partitions <= 2);
  CHECK(small.engine.job.worker_count == 2);
  CHECK(small.duration.ns < 1'000'000'000);
  CHECK(shrinker->rows() < 40);
  CHECK(shrinker->rows() >= 2);  // one record alone is never split
  CHECK(shrinker->result().name == small.name + "-shrunk");
  CHECK(shrinker->result().description.find("StickyPartition") != std::string::npos);
  REQUIRE_FALSE(has_errors(check_scenario(small, surroundings())));

  StudyOptions options;
  options.strategies = {"sticky_partition"};
  options.allow_invalid = true;
  const Result<Comparison> again =
      compare_strategies(std::make_shared<const Scenario>(small), options);
  REQUIRE(again.has_value());
  CHECK(again.value().strategies.front().verdict.kind == VerdictKind::kInvalid);
}

TEST_CASE("what a scenario shrinks to does not depend on the slices in which it is worked on") {
  const std::unique_ptr<Shrinker> at_once = shrinker_of(with_faults(), "sticky");
  const std::unique_ptr<Shrinker> in_slices = shrinker_of(with_faults(), "StickyPartition");
  while (!at_once->work([] { return true; })) {
  }
  while (!in_slices->work([] { return false; })) {
  }
  CHECK(write_scenario(at_once->smallest()) == write_scenario(in_slices->smallest()));
  CHECK(at_once->tries() == in_slices->tries());
}

TEST_CASE("nothing shrinks where the strategy is right, and an unknown strategy is an error") {
  const std::unique_ptr<Shrinker> right =
      shrinker_of(fixture::misaligned_scenario(), "always_hash");
  while (!right->work([] { return true; })) {
  }
  CHECK_FALSE(right->is_wrong());
  CHECK(right->tries() == 1);
  CHECK_FALSE(
      Shrinker::make(fixture::misaligned_scenario(), "stikcy", surroundings(), {}).has_value());
}

}  // namespace millrace
