// tests/study/sentences_test.cpp — a sentence for each situation, and advice that follows from the figures.
#include "sim/study/sentences.hpp"

#include <doctest/doctest.h>

#include "tests/study/outcomes.hpp"

namespace millrace {

TEST_CASE("each situation has its sentence") {
  CHECK(sentence_on(fixture::valid_outcome("always_hash")) ==
        "Correct, and keeps up with 12.0k/s rows, p99 1.50 ms, busiest core 50.0 % busy; 50.0 % of "
        "the rows leave their natural partition.");
  CHECK(sentence_on(fixture::refused_outcome("round_robin", "would split trader_id")) ==
        "Refused before it ran: would split trader_id.");
  CHECK(sentence_on(fixture::invalid_outcome("sticky_partition")) ==
        "Wrong totals: 2 of 10 groups are wrong in 3 results (3 split): rows of a trader lie on "
        "several partitions. It keeps up with 12.0k/s rows, p99 1.50 ms, busiest core 50.0 % busy; "
        "nothing hashed, nothing copied.");
  CHECK(sentence_on(fixture::saturated_outcome("fan_in")) ==
        "Correct, but falls behind: 3.00k/s of 12.0k/s rows, 8,500 rows still waiting at the end, "
        "because all rows go to one worker of 2.");
}

TEST_CASE("a hot key is named as the reason where it is one") {
  StrategyOutcome outcome = fixture::saturated_outcome("always_hash");
  outcome.report.job.workers[0].balance.read = 10'000;
  outcome.report.job.workers[1].balance.read = 2'000;
  outcome.report.skew = {1.67, 66.0, 0.8, 1.25};
  CHECK(sentence_on(outcome) ==
        "Correct, but falls behind: 3.00k/s of 12.0k/s rows, 8,500 rows still waiting at the end, "
        "because core 0 is 100.0 % busy; the hottest key holds 80.0 % of the rows, so routing by "
        "key cannot keep more than 1.2 of 2 workers busy.");
}

TEST_CASE("advice takes the right totals first, then pace, then latency") {
  StrategyOutcome quick = fixture::valid_outcome("smart_repartition");
  quick.report.latency.p99_us = 900.0;
  const std::vector<StrategyOutcome> outcomes = {
      fixture::valid_outcome("always_hash"), quick, fixture::invalid_outcome("sticky_partition"),
      fixture::refused_outcome("round_robin", "x"), fixture::saturated_outcome("fan_in")};
  REQUIRE(best_of(outcomes) != nullptr);
  CHECK(best_of(outcomes)->strategy == "smart_repartition");
  CHECK(advice_on(outcomes, "always_hash") ==
        "Choose smart_repartition: right totals at 12.0k/s rows, p99 900 µs; always_hash is right "
        "too, at p99 1.50 ms. `auto` selects always_hash. Wrong totals: sticky_partition.");
}

TEST_CASE("advice between equals leaves more room, and else stays with what is selected") {
  std::vector<StrategyOutcome> outcomes = {fixture::valid_outcome("always_hash"),
                                           fixture::valid_outcome("smart_repartition"),
                                           fixture::valid_outcome("fan_in")};
  outcomes[1].is_auto_selected = true;
  CHECK(best_of(outcomes)->strategy == "smart_repartition");
  outcomes[0].report.router_busy = 0.9;
  outcomes[1].report.router_busy = 0.7;
  outcomes[2].report.router_busy = 0.6;
  CHECK(best_of(outcomes)->strategy == "fan_in");
}

TEST_CASE("advice on rows that came after their window was closed speaks of the idle timeout") {
  std::vector<StrategyOutcome> outcomes = {fixture::valid_outcome("always_hash")};
  outcomes[0].verdict.kind = VerdictKind::kUnknown;
  outcomes[0].report.late_after_idle = 7;
  CHECK(advice_on(outcomes, "always_hash") ==
        "Nothing here can be called right: windows closed without a source that was idle, and its "
        "rows came later (always_hash). A longer idle_timeout waits for them.");
}

TEST_CASE("advice says so when nothing keeps up, and when nothing is right") {
  CHECK(advice_on(std::vector{fixture::saturated_outcome("fan_in")}, "fan_in") ==
        "Nothing here keeps up with 12.0k/s rows; fan_in comes nearest with right totals: 3.00k/s, "
        "because all rows go to one worker of 2. `auto` selects it.");
  CHECK(advice_on(std::vector{fixture::invalid_outcome("sticky_partition")}, "") ==
        "None of these gives right totals: choose a strategy that keeps groups together.");
}

TEST_CASE("evidence says what was expected and who gave what instead") {
  const StrategyOutcome outcome = fixture::invalid_outcome("sticky_partition");
  CHECK(evidence_sentence(outcome.verdict.first.front(), outcome.verdict) ==
        "Split trader = ann, window 1970-01-01T00:00:00Z – 00:01:00Z: expected "
        "total = 11; got 2 rows: total = 1 (worker 0) + total = 10 (worker 1)");
}

}  // namespace millrace
