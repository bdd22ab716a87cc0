// tests/study/comparison_test.cpp — real runs of small scenarios: verdicts, evidence, text, hashes.
#include "sim/study/comparison.hpp"

#include <doctest/doctest.h>

#include "sim/study/comparison_text.hpp"
#include "sim/study/figure_text.hpp"
#include "tests/study/outcomes.hpp"
#include "tests/study/small_scenarios.hpp"

namespace millrace {
namespace {

using Lines = std::vector<std::string>;

Comparison compared(Scenario scenario, StudyOptions options = {}) {
  Result<Comparison> comparison = compare_strategies(fixture::shared(std::move(scenario)), options);
  REQUIRE(comparison.has_value());
  return std::move(comparison).value();
}

Lines verdicts(const Comparison& comparison) {
  Lines lines;
  for (const StrategyOutcome& outcome : comparison.strategies) {
    lines.push_back(outcome.strategy + " " + std::string(to_text(outcome.verdict.kind)) +
                    (outcome.is_auto_selected ? " auto" : ""));
  }
  return lines;
}

Lines split_lines(const std::string& text) {
  Lines lines(1);
  for (const char c : text) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  return lines;
}

}  // namespace

TEST_CASE("on a misaligned topic natural routing is refused, and wrong when it is allowed") {
  CHECK(verdicts(compared(fixture::misaligned_scenario())) ==
        Lines{"always_hash valid auto", "smart_repartition valid", "sticky_partition refused",
              "round_robin valid", "fan_in valid"});
  StudyOptions options;
  options.allow_invalid = true;
  const Comparison allowed = compared(fixture::misaligned_scenario(), options);
  const StrategyOutcome* sticky = allowed.find("sticky_partition");
  REQUIRE(sticky != nullptr);
  CHECK(sticky->verdict.kind == VerdictKind::kInvalid);
  CHECK(sticky->verdict.wrong_groups == 20);
  CHECK(sticky->verdict.split == sticky->verdict.wrong_results);
  REQUIRE(sticky->verdict.first.size() == kEvidenceGroupsMax);
  for (const GroupEvidence& group : sticky->verdict.first) {
    REQUIRE(group.records.size() == kEvidenceRecordsMax);
    for (const EvidenceRecord& record : group.records) {
      CHECK(record.worker.value == record.source_partition.value % 4);  // natural routing
    }
  }
}

TEST_CASE("on an aligned topic natural routing is right, and selected") {
  CHECK(verdicts(compared(fixture::aligned_scenario())) ==
        Lines{"always_hash valid", "smart_repartition valid auto", "sticky_partition valid",
              "round_robin valid", "fan_in valid"});
}

TEST_CASE("without merging, dealing rows out in turn is refused") {
  Scenario scenario = fixture::aligned_scenario();
  scenario.engine.job.merge = MergePolicy::kOff;
  scenario.engine.strategies = {"round_robin", "sticky_partition"};
  CHECK(verdicts(compared(scenario)) == Lines{"round_robin refused", "sticky_partition valid"});
}

TEST_CASE("the same scenario gives the same hash, another seed another one") {
  const Comparison first = compared(fixture::misaligned_scenario());
  CHECK(compared(fixture::misaligned_scenario()).run_hash == first.run_hash);
  Scenario other = fixture::misaligned_scenario();
  other.seed = 8;
  CHECK(compared(other).run_hash != first.run_hash);
}

TEST_CASE("`auto` and \"\" stand for what they select") {
  StudyOptions options;
  options.strategies = {"auto"};
  CHECK(verdicts(compared(fixture::aligned_scenario(), options)) ==
        Lines{"smart_repartition valid auto"});
  options.strategies = {""};
  CHECK(verdicts(compared(fixture::misaligned_scenario(), options)) ==
        Lines{"always_hash valid auto"});
}

TEST_CASE("an unknown strategy is an error that names the nearest") {
  StudyOptions options;
  options.strategies = {"stiky"};
  const auto comparison = compare_strategies(fixture::shared(fixture::aligned_scenario()), options);
  REQUIRE_FALSE(comparison.has_value());
  CHECK(comparison.error().message.find("sticky") != std::string::npos);
}

TEST_CASE("who asks for one strategy is held to what is expected of it and of all") {
  Scenario scenario = fixture::aligned_scenario();
  scenario.expectations = {{"always_hash", "verdict", "=", "valid"},
                           {"fan_in", "verdict", "=", "invalid"},
                           {"all", "read", "=", "4000"}};
  StudyOptions options;
  options.strategies = {"hash"};
  const Comparison comparison = compared(scenario, options);
  CHECK(comparison.expectations.size() == 2);
  CHECK(comparison.meets_expectations());
  CHECK(expectation_text(comparison).empty());
  CHECK(expectation_text(compared(scenario)) ==
        "1 of 3 expectations failed:\n  fan_in: expected verdict invalid, got valid\n");
}

TEST_CASE("a study stops when it is asked to, and says how to begin again") {
  StudyOptions options;
  int looks = 0;
  options.should_stop = [&] { return ++looks > 3; };
  const auto comparison = compare_strategies(fixture::shared(fixture::aligned_scenario()), options);
  REQUIRE_FALSE(comparison.has_value());
  CHECK(comparison.error().message.find("the same again with --seed 7") != std::string::npos);
}

TEST_CASE("progress goes from the beginning to the end and never back") {
  StudyOptions options;
  std::vector<double> shares;
  options.on_progress = [&](const StudyProgress& at) { shares.push_back(at.share); };
  compared(fixture::aligned_scenario(), options);
  REQUIRE(shares.size() > 10);
  CHECK(std::is_sorted(shares.begin(), shares.end()));
  CHECK(shares.back() == 1.0);
}

TEST_CASE("an instant of every strategy can be looked at") {
  StudyOptions options;
  const auto snapshots =
      snapshots_at(fixture::shared(fixture::misaligned_scenario()), options, {1'000'000'000});
  REQUIRE(snapshots.has_value());
  REQUIRE(snapshots.value().size() == 5);
  for (const StrategySnapshot& taken : snapshots.value()) {
    CAPTURE(taken.strategy);
    CHECK(taken.refusal.empty() == (taken.strategy != "sticky_partition"));
    if (!taken.refusal.empty()) continue;
    CHECK(taken.snapshot.now.ns == 1'000'000'000);
    CHECK(taken.snapshot.rows_due >= 1'999);
    CHECK(taken.snapshot.rows_due <= 2'001);
  }
}

TEST_CASE("the text of a comparison fits 100 columns and says all there is to say") {
  Comparison comparison = fixture::comparison_of(
      {fixture::valid_outcome("always_hash"), fixture::invalid_outcome("sticky_partition"),
       fixture::refused_outcome("round_robin", "would split trader")});
  for (const std::string& line : split_lines(comparison_text(comparison, {}))) {
    CAPTURE(line);
    CHECK(display_width(line) <= kReportColumns);
  }
  CHECK(split_lines(comparison_text(comparison, {})) ==
        Lines{"small · 12.0k/s rows for 1 s · 4 source partitions → 2 workers on 2 cores",
              "",
              "  strategy          verdict       rows     p50      p99  aligned  max/mean  busiest "
              " queue  wrong",
              "► always_hash       ✓ valid    12.0k/s  500 µs  1.50 ms   50.0 %      1.00   50.0 % "
              "   120      0",
              "  sticky_partition  ✗ invalid  12.0k/s  500 µs  1.50 ms  100.0 %      1.00   50.0 % "
              "   120      2",
              "  round_robin       ⊘ refused        —       —        —        —         —        — "
              "     —      —",
              "",
              "  ► what `auto` selects · rows: taken in per second · latency from when a row was "
              "due · aligned:",
              "  rows that stay on their natural partition · busiest: core · queue: most rows in "
              "one · wrong:",
              "  groups whose totals differ from one worker's",
              "",
              "  ✓ always_hash: Correct, and keeps up with 12.0k/s rows, p99 1.50 ms, busiest core "
              "50.0 % busy;",
              "    50.0 % of the rows leave their natural partition.",
              "  ✗ sticky_partition: Wrong totals: 2 of 10 groups are wrong in 3 results (3 "
              "split): rows of a",
              "    trader lie on several partitions. It keeps up with 12.0k/s rows, p99 1.50 ms, "
              "busiest core",
              "    50.0 % busy; nothing hashed, nothing copied.",
              "      Split trader = ann, window 1970-01-01T00:00:00Z – 00:01:00Z: expected total = "
              "11; got 2 rows:",
              "      total = 1 (worker 0) + total = 10 (worker 1)",
              "        from partition 0 offset 17 → worker 0, partition 1 offset 4 → worker 1",
              "  ⊘ round_robin: Refused before it ran: would split trader.",
              "",
              "→ Choose always_hash: right totals at 12.0k/s rows, p99 1.50 ms. `auto` selects it. "
              "Wrong totals:",
              "  sticky_partition.",
              "",
              "seed 7 · run hash 000000000000feed · cost model measured",
              ""});
}

TEST_CASE("colour stands only where it is wanted") {
  const Comparison comparison = fixture::comparison_of({fixture::valid_outcome("always_hash")});
  CHECK(comparison_text(comparison, {}).find('\x1b') == std::string::npos);
  CHECK(comparison_text(comparison, {.has_colour = true}).find("\x1b[38;5;32m") !=
        std::string::npos);
}

}  // namespace millrace
