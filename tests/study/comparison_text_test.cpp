// tests/study/comparison_text_test.cpp — the report for people: short where a run says the same a hundred times.
#include "sim/study/comparison_text.hpp"

#include <doctest/doctest.h>

#include "tests/study/outcomes.hpp"

namespace millrace {

TEST_CASE("refusals that follow each other take one line") {
  StrategyOutcome outcome = fixture::valid_outcome("always_hash");
  const auto refusal = [](std::int64_t at_ms) {
    return TimelineEvent{VirtualTime{at_ms * 1'000'000}, "queue_full", "the queue refuses"};
  };
  outcome.report.events = {{VirtualTime{100'000'000}, "slow_core", "A core takes longer"},
                           refusal(110),
                           refusal(120),
                           refusal(130),
                           {VirtualTime{200'000'000}, "slow_core_end", "slow_core is over"},
                           refusal(210)};
  Comparison comparison = fixture::comparison_of({outcome});
  const std::string text = comparison_text(comparison, {});
  CHECK(text.find("      100 ms: A core takes longer\n"
                  "      110 ms: the queue refuses; 2 more refusals until 130 ms\n"
                  "      200 ms: slow_core is over\n"
                  "      210 ms: the queue refuses\n") != std::string::npos);
}

TEST_CASE("the report opens with what to watch for") {
  Comparison comparison = fixture::comparison_of({fixture::valid_outcome("always_hash")});
  auto scenario = std::make_shared<Scenario>(*comparison.scenario);
  scenario->description = "Watch this.\nAnd that.\n";
  comparison.scenario = scenario;
  const std::string text = comparison_text(comparison, {});
  CHECK(text.find("\n\n  Watch this. And that.\n\n  strategy") != std::string::npos);
}

}  // namespace millrace
