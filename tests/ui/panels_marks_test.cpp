// tests/ui/panels_marks_test.cpp — rows, marks and differences of the heat map of cores; a followed key in other
// panels; the log, the timeline's entries, and what the clipboard gets.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "sim/cli/scenario_words.hpp"
#include "sim/engine/source_lag.hpp"
#include "sim/scenario/scenario_reading.hpp"
#include "tests/ui/panel_scene.hpp"
#include "ui/draw/difference_map.hpp"
#include "ui/panels/event_log.hpp"
#include "ui/panels/heat_rows.hpp"
#include "ui/panels/repro_command.hpp"
#include "ui/panels/run_figures.hpp"

namespace millrace::test {
namespace {

/// Six workers that take turns on four cores.
std::string crowded_scenario() {
  std::string text = kTinyScenario;
  text.replace(text.find("num_partitions: 4"), 17, "num_partitions: 6");
  return text;
}

Scenario scenario_in(const std::string& command) {
  const std::size_t begin = command.find('\n') + 1;
  const std::string yaml = command.substr(begin, command.rfind("END_OF_SCENARIO") - begin);
  ScenarioSurroundings surroundings;
  surroundings.vocabulary = &cli::scenario_words();
  ScenarioReading reading = read_scenario(yaml, "stdin", surroundings);
  REQUIRE(reading.scenario.has_value());
  return *reading.scenario;
}

}  // namespace

TEST_CASE("a busy row is that of the core on which the selected worker runs") {
  Scene scene("cores");
  scene.session.load(crowded_scenario(), "crowded.yaml");
  play_to(scene.session, 0.2);
  const RunView run = *scene.session.view().selected_run();
  REQUIRE(run.now.workers.size() == 6);
  REQUIRE(run.now.cores.size() == 4);
  const std::uint32_t core = run.now.workers[5].core;
  HeatRows rows;
  CHECK(is_row_of_worker(run, rows, static_cast<int>(core), 5));
  CHECK_FALSE(is_row_of_worker(run, rows, 5, 5));
  rows.measure = HeatMeasure::kQueue;
  CHECK(is_row_of_worker(run, rows, 5, 5));
  CHECK_FALSE(is_row_of_worker(run, rows, static_cast<int>(core), 5));

  // A click on a queue points at its worker and at the core that it runs on.
  static_cast<void>(scene.stage.tap(scene.session, *scene.panel, ImGuiKey_H));
  scene.settle();
  const ImVec2 at = scene.stage.centre_of("cores");
  static_cast<void>(scene.stage.click(scene.session, *scene.panel, {at.x, at.y + 60.0f}));
  REQUIRE(scene.stage.selection.route.worker.has_value());
  const std::uint32_t worker = *scene.stage.selection.route.worker;
  CHECK(scene.stage.selection.core == run.now.workers[worker].core);
}

TEST_CASE("lag is that of source partitions, up to now also where time went back") {
  Scene scene("cores");
  scene.session.load(crowded_scenario(), "crowded.yaml");
  play_to(scene.session, 0.4);
  RunView run = *scene.session.view().selected_run();
  const auto lag_at_now = [&](const HeatRows& rows, std::size_t source, const TimeAxis& time) {
    const double at = static_cast<double>(run.now.now.ns) * 1e-9;
    const auto column = static_cast<std::size_t>(at / time.span_s() * rows.data.column_count);
    const float value =
        rows.data.values[source * static_cast<std::size_t>(rows.data.column_count) + column];
    return static_cast<double>(value) * rows.greatest;
  };
  HeatRows rows;
  TimeAxis& time = scene.stage.time;
  time.fit();
  collect_heat_rows(run, HeatMeasure::kLag, time, 480, rows);
  REQUIRE(rows.data.row_count == static_cast<int>(run.now.sources.size()));
  double sum = 0.0;
  for (std::size_t i = 0; i < run.now.sources.size(); ++i) sum += lag_at_now(rows, i, time);
  const Series& whole = *run.recorder->find("lag_rows");
  CHECK(sum >= whole.points.back().last);
  CHECK(sum > 0.0);
  CHECK(heat_row_name(rows, 3) == "p3");
  const double greatest = rows.greatest;

  play_to(scene.session, 0.1);
  run = *scene.session.view().selected_run();
  collect_heat_rows(run, HeatMeasure::kLag, time, 480, rows);
  CHECK(rows.greatest < greatest);
  const std::vector<float>& values = rows.data.values;
  const auto half = static_cast<std::size_t>(rows.data.column_count) / 2;
  CHECK_FALSE(std::isnan(values[0]));
  CHECK(std::isnan(values[half]));

  // A click on a row points at its partition.
  for (int i = 0; i < 2; ++i)
    static_cast<void>(scene.stage.tap(scene.session, *scene.panel, ImGuiKey_H));
  scene.settle();
  const ImVec2 at = scene.stage.centre_of("cores");
  static_cast<void>(scene.stage.click(scene.session, *scene.panel, {at.x, at.y + 60.0f}));
  CHECK(scene.stage.selection.route.source.has_value());
}

TEST_CASE("of hundreds of partitions a row shows neighbours, and the greatest of them") {
  SourceLag lag(100'000'000, 600);
  std::vector<std::int64_t> behind(600);
  behind[301] = 40;
  lag.add({0}, behind);
  RunView run;
  run.source_lag = &lag.recorder();
  TimeAxis time;
  time.limit_s = time.end_s = 1.0;
  HeatRows rows;
  collect_heat_rows(run, HeatMeasure::kLag, time, 10, rows);
  REQUIRE(rows.data.row_count == 200);
  CHECK(heat_row_name(rows, 100) == "p300-302");
  CHECK(is_row_of_source(rows, 100, 301));
  CHECK_FALSE(is_row_of_source(rows, 100, 303));
  CHECK(rows.data.values[100 * 10] == 1.0f);
  CHECK(rows.data.values[99 * 10] == 0.0f);
  CHECK(heat_value_text(rows, 0.5) == "20 rows of lag");
}

TEST_CASE("the first wrong result has a flag of its own beside the first split group") {
  Scene scene("cores");
  scene.select("sticky_partition");
  play_to(scene.session, -1.0);
  scene.stage.time.fit();
  scene.settle();
  const RunView& run = *scene.session.view().selected_run();
  REQUIRE(run.first_split_at.has_value());
  REQUIRE(run.first_wrong_at.has_value());
  const std::vector<LogEntry> entries = log_entries(run);
  const auto at_of = [&](std::string_view type) {
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const LogEntry& entry) { return entry.type == type; });
    REQUIRE(found != entries.end());
    return found->at;
  };
  CHECK(at_of("first_split") == *run.first_split_at);
  CHECK(at_of("first_wrong") == *run.first_wrong_at);
  CHECK(std::is_sorted(entries.begin(), entries.end(),
                       [](const LogEntry& a, const LogEntry& b) { return a.at < b.at; }));
}

TEST_CASE("the user's marks are drawn over the cores, too") {
  Scene scene("cores");
  scene.stage.move_to({1.0f, 1.0f});
  scene.settle();
  const int before = scene.stage.vertices();
  scene.session.apply(MarkCommand{{150'000'000}});
  scene.settle();
  CHECK(scene.stage.vertices() > before);
}

TEST_CASE("two strategies side by side show their difference, with its sign") {
  HeatRows mine;
  mine.data = {1, 3, {0.9f, 0.2f, 0.5f}};
  HeatRows other;
  other.data = {1, 3, {0.5f, 0.4f, 0.5f}};
  subtract_heat_rows(mine, other);
  CHECK(mine.is_difference);
  CHECK(mine.greatest == doctest::Approx(0.4));
  CHECK(mine.data.values[0] == doctest::Approx(1.0f));
  CHECK(mine.data.values[1] == doctest::Approx(-0.5f));
  CHECK(heat_value_text(mine, 1.0) == "+40 % busy");
  CHECK(heat_value_text(mine, -0.5) == "-20 % busy");
  // Blue for less, red for more, and no colour where nothing differs.
  const auto red = [](ImU32 colour) { return static_cast<int>(colour & 0xff); };
  const auto blue = [](ImU32 colour) { return static_cast<int>(colour >> 16 & 0xff); };
  CHECK(red(difference_colour(0.8f)) > blue(difference_colour(0.8f)) + 50);
  CHECK(blue(difference_colour(-0.8f)) > red(difference_colour(-0.8f)) + 50);
  CHECK(red(difference_colour(0.0f)) == blue(difference_colour(0.0f)));

  Scene scene("cores");
  CHECK_FALSE(scene.stage.has_item("difference"));
  scene.session.apply(CompareCommand{scene.session.view().selected == 0 ? 1u : 0u});
  scene.settle();
  static_cast<void>(scene.click("difference"));
  scene.settle();
  CHECK(scene.stage.has_item("values"));
}

TEST_CASE("a followed key leaves only the routes of its partitions, and × lets it go everywhere") {
  Scene scene("routing");
  const std::string key = scene.session.view().selected_run()->now.hot_keys.front().key;
  RouteEmphasis emphasis;
  const std::vector<std::uint32_t> workers = {1};
  const std::vector<std::uint32_t> sources = {4};
  emphasis.workers = workers;
  emphasis.sources = sources;
  CHECK(emphasis.is_lit(4, 1));
  CHECK_FALSE(emphasis.is_lit(4, 2));
  CHECK_FALSE(emphasis.is_lit(3, 1));

  scene.stage.selection.key = key;
  InspectCommand inspect;
  inspect.key = key;
  scene.session.apply(inspect);
  while (scene.session.is_active()) scene.session.advance(0.0, [] { return true; });
  scene.settle();
  REQUIRE(scene.session.view().trail != nullptr);
  static_cast<void>(scene.click("key " + key + "  \xc3\x97"));
  CHECK(scene.stage.selection.key.empty());
  CHECK(scene.session.view().trail == nullptr);
}

TEST_CASE("the run's log is in order, and a click goes to the instant") {
  Scene scene("log");
  scene.select("sticky_partition");
  scene.settle();
  const RunView& run = *scene.session.view().selected_run();
  REQUIRE(run.first_split_at.has_value());
  const std::int64_t ms = run.first_split_at->ns / 1'000'000;
  const std::string label =
      "00:00:00." + std::string(ms < 10 ? "00" : (ms < 100 ? "0" : "")) + std::to_string(ms);
  const std::vector<Command> asked = scene.click(label);
  const auto* seek = find_command<SeekCommand>(asked);
  REQUIRE(seek != nullptr);
  CHECK(seek->to == *run.first_split_at);
}

TEST_CASE("a planned event is changed in its place, and happens again and again") {
  Scene scene("events");
  FaultSpec fault;
  fault.type = "slow_core";
  fault.at = {100'000'000};
  fault.parameters = {{"core", "1"}, {"factor", "3"}};
  scene.session.apply(AddEventCommand{fault});
  while (scene.session.is_active()) scene.session.advance(0.0, [] { return true; });
  REQUIRE(scene.session.view().scenario->faults.size() == 1);
  CHECK(scene.copied().find("planned\t0.1\tslow_core\tcore 1, factor 3") != std::string::npos);
  static_cast<void>(scene.click("edit"));
  scene.retype(scene.stage.centre_of("##every"), "50ms");
  const std::vector<Command> asked = scene.click("Change it");
  CHECK(find_command<RemoveEventCommand>(asked) != nullptr);
  const auto* added = find_command<AddEventCommand>(asked);
  REQUIRE(added != nullptr);
  CHECK(added->event.every == VirtualDuration{50'000'000});
  CHECK(added->event.at == VirtualDuration{100'000'000});
  REQUIRE(scene.session.view().scenario->faults.size() == 1);
  CHECK(scene.session.view().scenario->faults.front().every.has_value());
}

TEST_CASE("an event that could not be run is said and changes nothing") {
  Scene scene("events");
  FaultSpec fault;
  fault.type = "slow_core";
  fault.at = {100'000'000};
  fault.parameters = {{"core", "1"}, {"factor", "3"}};
  scene.session.apply(AddEventCommand{fault});
  while (scene.session.is_active()) scene.session.advance(0.0, [] { return true; });
  static_cast<void>(scene.click("edit"));
  scene.retype(scene.stage.centre_of("##at"), "soon");
  const std::vector<Command> asked = scene.click("Change it");
  CHECK(find_command<RemoveEventCommand>(asked) == nullptr);
  CHECK(find_command<AddEventCommand>(asked) == nullptr);
  CHECK(scene.session.view().scenario->faults.front() == fault);
}

TEST_CASE("the repro command carries what sliders and forks have made of the scenario") {
  Session session = new_session();
  session.load(kTinyScenario, "tiny.yaml");
  session.apply(SetValueCommand{"load.rate", "12k/s"});
  play_to(session, 0.1);
  ForkCommand fork;
  FaultSpec slow;
  slow.type = "slow_core";
  slow.parameters = {{"core", "1"}, {"factor", "3"}};
  fork.events = {slow};
  session.apply(fork);
  while (session.is_active()) session.advance(0.0, [] { return true; });
  const WorkbenchView view = session.view();
  const RunView& forked = view.runs.back();
  REQUIRE(forked.forked_from.has_value());
  const std::string command = repro_command(view, forked);
  CHECK(command.rfind("millrace run - --strategy " + forked.strategy, 0) == 0);
  const Scenario again = scenario_in(command);
  CHECK(again.load.rate == 12'000.0);
  REQUIRE(again.faults.size() == 1);
  CHECK(again.faults.front().type == "slow_core");
  CHECK(again.faults.front().at.ns == forked.forked_at.ns);
  CHECK(scenario_in(repro_command(view, view.runs.front())).faults.empty());
}

TEST_CASE("state that is held twice is counted by entry and not by group") {
  Session session = new_session();
  session.load(kTinyScenario, "tiny.yaml");
  play_to(session, 0.3);
  for (const RunView& run : session.view().runs) {
    CAPTURE(run.strategy);
    if (run.strategy == "sticky_partition") {
      // Sixty groups on four workers: most of them are on more than two.
      CHECK(run.now.extra_states > run.now.split_groups);
      CHECK(run.now.extra_states <= run.now.split_groups * 3);
      CHECK(figure_text(run, "held twice") == std::to_string(run.now.extra_states));
    } else if (run.strategy == "always_hash" || run.strategy == "fan_in") {
      CHECK(run.now.extra_states == 0);
    }
  }
}

TEST_CASE("before the end the verdict copies what is known by then") {
  Scene scene("verdict");
  scene.select("sticky_partition");
  scene.settle();
  CHECK(scene.copied().find("split groups") != std::string::npos);
  CHECK(scene.copied().find("StickyPartition\t0.3\t") != std::string::npos);
}

TEST_CASE("the inspector copies the facts that it shows") {
  Scene scene("inspector");
  scene.stage.selection.route = {2, 1};
  scene.stage.selection.core = 3;
  scene.settle();
  const std::string copied = scene.copied();
  CHECK(copied.find("Source partition p2\tcommitted to\t") != std::string::npos);
  CHECK(copied.find("Worker w1\tqueue\t") != std::string::npos);
  CHECK(copied.find("Core 3\tbusy\t") != std::string::npos);
}

}  // namespace millrace::test
