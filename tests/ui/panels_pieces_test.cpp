// tests/ui/panels_pieces_test.cpp — what panels are made of: problems of a typed query, dials, windows of event time,
// the order of cards, words.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/job/job_plan.hpp"
#include "sim/cli/scenario_words.hpp"
#include "sim/scenario/scenario_writing.hpp"
#include "tests/ui/panels_stage.hpp"
#include "ui/panels/card_order.hpp"
#include "ui/panels/code_editor.hpp"
#include "ui/panels/dials.hpp"
#include "ui/panels/event_time.hpp"
#include "ui/panels/glossary.hpp"
#include "ui/panels/query_lint.hpp"
#include "ui/panels/run_figures.hpp"

namespace millrace::test {
namespace {

Session tiny_session() {
  Session session = new_session();
  session.load(kTinyScenario, "tiny.yaml");
  play_to(session, 0.2);
  return session;
}

}  // namespace

TEST_CASE("a query's problem stands at the bytes of the query, with what was meant") {
  Session session = tiny_session();
  const std::string query = "SELECT COUNT(*)\nFROM trades\nGROUP BY tradr_id";
  const std::vector<CodeMark> marks = query_problems(session.view(), query);
  REQUIRE(marks.size() == 1);
  CHECK(marks.front().is_error);
  CHECK(query.substr(marks.front().span.begin, marks.front().span.end - marks.front().span.begin) ==
        "tradr_id");
  CHECK(marks.front().message.find("trader_id") != std::string::npos);
  CHECK(caret_lines(query, marks.front().span.begin) == "GROUP BY tradr_id\n         ^");

  const std::vector<CodeMark> syntax = query_problems(session.view(), "SELECT COUNT(* FROM trades");
  REQUIRE_FALSE(syntax.empty());
  CHECK(syntax.front().is_error);
  CHECK(syntax.front().span.begin == 15);

  CHECK(query_problems(session.view(), session.view().scenario->query).empty());
}

TEST_CASE("every value that is shown can be set as it is shown, and changes nothing") {
  Session session = tiny_session();
  const Scenario& scenario = *session.view().scenario;
  int values = 0;
  for (const ScenarioPath& path : scenario_paths_of(scenario, cli::scenario_words())) {
    const std::string text = settable_text(path);
    if (text.empty()) continue;
    CAPTURE(path.path);
    CAPTURE(text);
    Scenario same = scenario;
    CHECK(set_scenario_value(same, path.path, text, cli::scenario_words()).has_value());
    if (path.path != "query") CHECK(same == scenario);
    ++values;
  }
  CHECK(values > 40);
}

TEST_CASE("every dial's ends and middle are values that the scenario takes") {
  Session session = tiny_session();
  const std::vector<Dial> dials = dials_of(*session.view().scenario);
  CHECK(dials.size() >= 8);
  for (const Dial& dial : dials) {
    CAPTURE(dial.path);
    for (const double value : {dial.least, (dial.least + dial.greatest) / 2.0, dial.greatest}) {
      Scenario scenario = *session.view().scenario;
      const std::string yaml = dial_yaml(dial, value);
      CAPTURE(yaml);
      CHECK(set_scenario_value(scenario, dial.path, yaml, cli::scenario_words()).has_value());
    }
    Scenario same = *session.view().scenario;
    REQUIRE(set_scenario_value(same, dial.path, dial_yaml(dial, dial.value), cli::scenario_words())
                .has_value());
    CHECK(same == *session.view().scenario);
  }
}

TEST_CASE("event time is written in UTC, before the epoch, too") {
  CHECK(event_clock_text({1'704'067'200'000}) == "2024-01-01 00:00:00.000");
  CHECK(event_clock_text({951'782'399'999}) == "2000-02-28 23:59:59.999");
  CHECK(event_clock_text({951'868'800'000}) == "2000-03-01 00:00:00.000");
  CHECK(event_clock_text({-1}) == "1969-12-31 23:59:59.999");
  CHECK(event_clock_text(EventTime::max()) == "the end");
}

TEST_CASE("windows that wait are those between W and the furthest partition") {
  Session session = tiny_session();
  RunView run = session.view().runs[0];
  run.now.sources.resize(2);
  const std::int64_t start = 1'704'067'200'000;
  run.now.watermark = {start + 250};
  run.now.sources[0].watermark = {start + 250};
  run.now.sources[1].watermark = {start + 420};
  const EventTimeRange range = event_time_range(run);
  REQUIRE(range.is_known);
  CHECK(range.furthest.ms == start + 420);
  const std::vector<WindowSpan> windows = open_windows(run, range, 64);
  REQUIRE(windows.size() == 3);  // 200–300, 300–400, 400–500
  CHECK(windows[0].begin.ms == start + 200);
  CHECK(windows[0].closes.ms == start + 300);
  CHECK(windows[2].end.ms == start + 500);
  CHECK(open_windows(run, range, 2).size() == 2);
}

TEST_CASE("cards stand right ones first, then the clearly faster, and do not dance") {
  std::vector<RunView> runs(3);
  for (RunView& run : runs) {
    run.outcome = OutcomeKind::kValid;
    run.now.rows_due = 10'000;
    run.now.rows_read = 10'000;
  }
  CardOrder order;
  runs[0].outcome = OutcomeKind::kInvalid;
  runs[2].now.rows_read = 10'500;
  const auto first = order.update(runs);
  CHECK(std::vector<std::size_t>(first.begin(), first.end()) == std::vector<std::size_t>{1, 2, 0});
  runs[2].now.rows_read = 12'000;
  const auto second = order.update(runs);
  CHECK(std::vector<std::size_t>(second.begin(), second.end()) ==
        std::vector<std::size_t>{2, 1, 0});
}

TEST_CASE("every figure has a meaning, and words are in order") {
  const std::span<const Term> terms = glossary();
  CHECK(std::is_sorted(terms.begin(), terms.end(),
                       [](const Term& a, const Term& b) { return a.name < b.name; }));
  for (const RunFigure& figure : run_figures()) {
    CHECK(std::any_of(terms.begin(), terms.end(),
                      [&](const Term& term) { return term.name == figure.name; }));
  }
}

TEST_CASE("ratios say nothing before thirty rows") {
  RunView run;
  run.now.workers.resize(2);
  run.now.workers[0].rows_processed = 20;
  CHECK(figure_text(run, "max/mean") == "\xe2\x80\x94");
  run.now.workers[1].rows_processed = 20;
  CHECK(figure_text(run, "max/mean") == "1.0\xc3\x97");
  CHECK(figure_text(run, "p99") == "\xe2\x80\x94");
}

}  // namespace millrace::test
