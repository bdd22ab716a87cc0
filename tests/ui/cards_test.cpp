// tests/ui/cards_test.cpp — what a card says: what splits first, latency without end, backlog, how far a strategy is
// from the selected one.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/ui/panel_scene.hpp"
#include "ui/panels/card_rows.hpp"
#include "ui/panels/offered_strategies.hpp"
#include "ui/session/run_view.hpp"

namespace millrace::test {
namespace {

const RunView& run_named(const WorkbenchView& view, std::string_view strategy) {
  const auto found = std::find_if(view.runs.begin(), view.runs.end(),
                                  [&](const RunView& run) { return run.strategy == strategy; });
  REQUIRE(found != view.runs.end());
  return *found;
}

const CardRow& row_of(const std::vector<CardRow>& rows, std::string_view term) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const CardRow& row) { return row.term == term; });
  REQUIRE(found != rows.end());
  return *found;
}

RunView run_with_p99(const char* name, double p99_us) {
  RunView run;
  run.display_name = name;
  run.outcome = OutcomeKind::kValid;
  run.now.now = {1'000'000'000};
  run.now.rows_due = run.now.rows_read = 10'000;
  run.now.latency.rows = 10'000;
  run.now.latency.p99_us = p99_us;
  return run;
}

}  // namespace

TEST_CASE("a wrong strategy's card says first how many of all groups are split") {
  Session session = new_session();
  session.load(kTinyScenario, "tiny.yaml");
  play_to(session, 0.3);
  const WorkbenchView view = session.view();
  const RunView& sticky = run_named(view, "sticky_partition");
  REQUIRE(sticky.now.split_groups > 0);
  const std::vector<CardRow> rows = card_rows(view, sticky, nullptr, true);
  CHECK(rows.front().term == "split groups");
  CHECK(rows.front().tone == CardTone::kWrong);
  CHECK(rows.front().value == std::to_string(sticky.now.split_groups) + " of 60 \xe2\x96\xb2");
  CHECK(card_rows(view, sticky, nullptr, false).front().value.find("\xe2\x96\xb2") ==
        std::string::npos);
  const RunView& right = run_named(view, "always_hash");
  CHECK(card_rows(view, right, nullptr, false).front().value == "0");
}

TEST_CASE("split groups grow while their number rises, and for half a second after") {
  SplitGrowth growth;
  RunView run;
  const auto at = [&](std::int64_t ms, std::int64_t split) {
    run.now.now = {ms * 1'000'000};
    run.now.split_groups = split;
    return growth.update(run);
  };
  CHECK_FALSE(at(100, 3));  // seen for the first time
  CHECK(at(200, 5));
  CHECK(at(200, 5));
  CHECK(at(600, 5));
  CHECK_FALSE(at(800, 5));
  CHECK(at(900, 6));
  CHECK_FALSE(at(100, 3));  // gone back
  run.now.is_finished = true;
  CHECK_FALSE(at(200, 9));
}

TEST_CASE("the latency of a run that falls behind is no number but grows") {
  WorkbenchView view;
  RunView run = run_with_p99("FanIn", 250e3);
  CHECK(row_of(card_rows(view, run, nullptr, false), "p99").value == "250 ms");
  run.is_falling_behind = true;
  CHECK(row_of(card_rows(view, run, nullptr, false), "p99").value == "growing \xe2\x96\xb2");
}

TEST_CASE("a card says how far a strategy is from the selected one, where it matters") {
  CHECK(delta_text(109.0, 100.0) == "+9 %");
  CHECK(delta_text(14.0, 100.0) == "-86 %");
  CHECK(delta_text(1'200.0, 100.0) == "12\xc3\x97");
  CHECK(delta_text(102.0, 100.0).empty());
  CHECK(delta_text(std::nullopt, 100.0).empty());
  CHECK(delta_text(100.0, 0.0).empty());
  WorkbenchView view;
  const RunView selected = run_with_p99("AlwaysHash", 80e3);
  RunView other = run_with_p99("RoundRobin", 20e3);
  CHECK(row_of(card_rows(view, other, &selected, false), "p99").delta == "-75 %");
  CHECK(row_of(card_rows(view, other, nullptr, false), "p99").delta.empty());
  other.is_falling_behind = true;
  CHECK(row_of(card_rows(view, other, &selected, false), "p99").delta.empty());
}

TEST_CASE("what waits is a backlog while records come, and drains when none come any more") {
  WorkbenchView view;
  view.duration = {2'000'000'000};
  RunView run = run_with_p99("FanIn", 250e3);
  run.backlog_s = 12.0;
  run.backlog_growth_rps = 2'100.0;
  run.overload = "falling behind";
  view.now = run.now.now;
  CardRow row = row_of(card_rows(view, run, nullptr, false), "lag");
  CHECK(row.label == "backlog");
  CHECK(row.value == "12.0 s  +2.10 k rows/s \xe2\x96\xb2");
  CHECK(row.short_value == "12.0 s \xe2\x96\xb2");
  run.now.now = {2'500'000'000};
  row = row_of(card_rows(view, run, nullptr, false), "lag");
  CHECK(row.label == "draining");
  CHECK(row.value == "12.0 s left");
  run.now.is_finished = true;
  CHECK(row_of(card_rows(view, run, nullptr, false), "lag").label == "lag");
}

TEST_CASE("auto's choice is told when another right one answers clearly sooner") {
  std::vector<RunView> runs = {run_with_p99("SmartRepartition", 79.6e3),
                               run_with_p99("RoundRobin", 10.8e3)};
  runs[0].is_auto_choice = true;
  set_auto_remark(runs);
  CHECK(better_choice_text(runs[0]) == "RoundRobin has a 7.4\xc3\x97 lower p99 here");
  runs[1].outcome = OutcomeKind::kInvalid;
  runs[0].auto_remark.clear();
  set_auto_remark(runs);
  CHECK(runs[0].auto_remark.empty());
}

TEST_CASE("the adaptive job can join the comparison, too") {
  CHECK(offered_strategies().back().name == kAdaptiveStrategy);
  {
    Scene controls("controls", 900, 700);
    const std::vector<Command> asked = controls.click("Adaptive");
    const auto* add = find_command<AddRunCommand>(asked);
    REQUIRE(add != nullptr);
    CHECK(add->strategy == kAdaptiveStrategy);
    CHECK(controls.session.view().notice.empty());
    CHECK(controls.session.view().runs.back().strategy == kAdaptiveStrategy);
  }
  Scene cards("cards", 1400, 180);
  static_cast<void>(cards.click("+##add"));
  cards.settle();
  CHECK(cards.stage.has_item("Adaptive"));
}

}  // namespace millrace::test
