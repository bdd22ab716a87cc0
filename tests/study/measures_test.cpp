// tests/study/measures_test.cpp — every measure has a figure, and expectations are held to it in its unit.
#include "sim/study/measures.hpp"

#include <doctest/doctest.h>

#include "sim/scenario/measure_list.hpp"
#include "tests/study/outcomes.hpp"

namespace millrace {
namespace {

using Lines = std::vector<std::string>;

Lines checked(const std::vector<Expectation>& expectations,
              const std::vector<StrategyOutcome>& outcomes) {
  Lines lines;
  for (const ExpectationOutcome& outcome : check_expectations(expectations, outcomes)) {
    lines.push_back((outcome.holds ? "ok " : "no ") + to_text(outcome));
  }
  return lines;
}

}  // namespace

TEST_CASE("every measure of the list has a figure in a run that has one") {
  const StrategyOutcome outcome = fixture::valid_outcome("always_hash");
  for (const MeasureInfo& measure : comparison_measures()) {
    CAPTURE(measure.name);
    CHECK(measure_of(outcome, measure.name).has_value());
  }
}

TEST_CASE("figures are written as `expect:` would write them") {
  const StrategyOutcome outcome = fixture::saturated_outcome("fan_in");
  const std::pair<const char*, const char*> cases[] = {
      {"verdict", "valid"},       {"throughput", "3k/s"},    {"p99", "2.5s"},
      {"p50", "500us"},           {"alignment_rate", "0.5"}, {"max_over_mean", "2"},
      {"lag_end", "8500"},        {"busy_max", "1"},         {"moved_bytes", "2KiB"},
      {"auto_selected", "false"}, {"queue_rows_max", "120"}, {"switches", "0"}};
  for (const auto& known : cases) {
    const char* name = known.first;
    const char* text = known.second;
    CAPTURE(name);
    const MeasureInfo* measure = find_measure(comparison_measures(), name);
    REQUIRE(measure != nullptr);
    const auto value = measure_of(outcome, name);
    REQUIRE(value.has_value());
    CHECK(measure_text(*measure, *value) == text);
  }
}

TEST_CASE("expectations hold or say what was got") {
  const std::vector<StrategyOutcome> outcomes = {
      fixture::valid_outcome("always_hash"), fixture::invalid_outcome("sticky_partition"),
      fixture::refused_outcome("round_robin", "would split trader")};
  CHECK(checked({{"always_hash", "verdict", "=", "valid"},
                 {"always_hash", "p99", "<", "2ms"},
                 {"always_hash", "p99", "<", "1ms"},
                 {"always_hash", "throughput", ">=", "12k/s"},
                 {"always_hash", "alignment_rate", "!=", "0.5"},
                 {"sticky_partition", "wrong_groups", "=", "2"},
                 {"round_robin", "verdict", "=", "refused"},
                 {"round_robin", "p99", "<", "1s"},
                 {"fan_in", "verdict", "=", "valid"}},
                outcomes) ==
        Lines{"ok always_hash: expected verdict valid, got valid",
              "ok always_hash: expected p99 < 2ms, got 1.5ms",
              "no always_hash: expected p99 < 1ms, got 1.5ms",
              "ok always_hash: expected throughput >= 12k/s, got 12k/s",
              "no always_hash: expected alignment_rate != 0.5, got 0.5",
              "ok sticky_partition: expected wrong_groups 2, got 2",
              "ok round_robin: expected verdict refused, got refused",
              "no round_robin: expected p99 < 1s, got a refused plan",
              "no fan_in: expected verdict valid, got no run of this strategy"});
}

TEST_CASE("what is expected of all is broken by one") {
  const std::vector<StrategyOutcome> outcomes = {fixture::valid_outcome("always_hash"),
                                                 fixture::invalid_outcome("sticky_partition")};
  CHECK(checked({{"all", "verdict", "=", "valid"}, {"all", "read", "=", "12000"}}, outcomes) ==
        Lines{"no sticky_partition: expected verdict valid, got invalid",
              "ok sticky_partition: expected read 12000, got 12000"});
}

TEST_CASE("an alignment rate that is not known meets no expectation") {
  StrategyOutcome outcome = fixture::valid_outcome("always_hash");
  outcome.report.alignment_rate = -1.0;
  CHECK(checked({{"always_hash", "alignment_rate", "<", "1"}}, {outcome}) ==
        Lines{"no always_hash: expected alignment_rate < 1, got no figure"});
}

}  // namespace millrace
