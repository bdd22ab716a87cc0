// tests/ui/session_runs_test.cpp — verdicts as they come, forks, events, runs that join and leave, records followed.
#include "sim/scenario/scenario_reading.hpp"
#include "sim/study/comparison.hpp"
#include "tests/ui/played_session.hpp"

namespace millrace::test {
namespace {

FaultSpec fault(std::string type, std::vector<std::pair<std::string, std::string>> parameters) {
  FaultSpec spec;
  spec.type = std::move(type);
  spec.parameters = std::move(parameters);
  return spec;
}

bool is_same(const SimulationSnapshot& a, const SimulationSnapshot& b) {
  return a.now == b.now && a.rows_read == b.rows_read && a.results == b.results &&
         a.routes.rows == b.routes.rows && a.latency.p99_us == b.latency.p99_us;
}

}  // namespace

TEST_CASE(
    "wrong results are known as soon as their window is closed, and are those of the verdict") {
  Session session = new_session();
  go_to(session, ms(1'000));
  for (const RunView& run : session.view().runs) {
    CAPTURE(run.strategy);
    const bool is_wrong = run.strategy == "sticky_partition" || run.strategy == "round_robin";
    CHECK(run.verdict == nullptr);
    CHECK(run.results_checked > 0);
    CHECK((run.results_wrong > 0) == is_wrong);
    CHECK(run.first_wrong_at.has_value() == is_wrong);
    CHECK(run.outcome == (is_wrong ? OutcomeKind::kInvalid : OutcomeKind::kValid));
  }
  go_to(session, kEndOfRuns);
  for (const RunView& run : session.view().runs) {
    CAPTURE(run.strategy);
    REQUIRE(run.verdict != nullptr);
    CHECK(run.results_checked == run.verdict->results_compared);
    CHECK(run.results_wrong == run.verdict->wrong_results);
  }
}

TEST_CASE("going back keeps what is known, and the outcome is that of the instant") {
  Session session = new_session();
  go_to(session, kEndOfRuns);
  go_to(session, ms(2));
  const WorkbenchView view = session.view();
  const RunView& run = run_of(view, "round_robin");
  CHECK(run.verdict != nullptr);
  CHECK(run.run_hash.has_value());
  CHECK(run.results_wrong == 0);
  CHECK(run.outcome == OutcomeKind::kRunning);
}

TEST_CASE("verdicts, evidence and hashes are those of compare") {
  Session session = new_session();
  go_to(session, kEndOfRuns);
  ScenarioSurroundings surroundings;
  surroundings.vocabulary = &cli::scenario_words();
  const ScenarioReading reading = read_scenario(kTwoSeconds, "two.yaml", surroundings);
  REQUIRE(reading.scenario.has_value());
  StudyOptions options;
  options.allow_invalid = true;
  const auto compared =
      compare_strategies(std::make_shared<const Scenario>(*reading.scenario), options);
  REQUIRE(compared.has_value());
  const WorkbenchView view = session.view();
  CHECK(view.run_hash == compared.value().run_hash);
  for (const StrategyOutcome& outcome : compared.value().strategies) {
    CAPTURE(outcome.strategy);
    const RunView& run = run_of(view, outcome.strategy);
    REQUIRE(run.verdict != nullptr);
    CHECK(run.verdict->kind == outcome.verdict.kind);
    CHECK(run.run_hash == outcome.report.run_hash);
    REQUIRE(run.verdict->first.size() == outcome.verdict.first.size());
    for (std::size_t i = 0; i < outcome.verdict.first.size(); ++i) {
      CHECK_FALSE(run.verdict->first[i].records.empty());
      CHECK(run.verdict->first[i].records == outcome.verdict.first[i].records);
    }
  }
}

TEST_CASE("groups without windows are wrong once two workers have written them") {
  Session session = new_session(R"(version: 1
duration: 300ms
query: SELECT trader_id, COUNT(*) AS n FROM trades GROUP BY trader_id
topic:
  name: trades
  partitions: 12
  key: [symbol]
  fields:
    symbol: {type: string, pattern: "S{n}", cardinality: 300}
    trader_id: {type: string, pattern: "T{n}", cardinality: 60}
load: {rate: 10k/s}
engine: {cores: 4, num_partitions: 4, merge: "off", allow_invalid: true, max_out_of_orderness: 0s}
)");
  go_to(session, kEndOfRuns);
  const WorkbenchView view = session.view();
  CHECK(run_of(view, "round_robin").results_wrong ==
        run_of(view, "round_robin").verdict->split_groups);
  CHECK(run_of(view, "round_robin").first_wrong_at.has_value());
  CHECK(run_of(view, "always_hash").results_wrong == 0);
  CHECK_FALSE(run_of(view, "always_hash").first_wrong_at.has_value());
}

TEST_CASE("a fork is the same up to now, and different from now on") {
  Session session = new_session();
  go_to(session, ms(800));
  const std::size_t original = index_of(session.view(), "always_hash");
  session.apply(ForkCommand{original, {fault("slow_core", {{"core", "0"}, {"factor", "50"}})}});
  CHECK(session.view().notice.empty());
  settle(session);
  REQUIRE(session.view().runs.size() == 6);
  {
    const WorkbenchView view = session.view();
    const RunView& fork = view.runs.back();
    CHECK(fork.strategy == "always_hash");
    CHECK(fork.forked_from == original);
    CHECK(fork.forked_at == ms(800));
    CHECK(fork.fork_text.find("slow_core") == 0);
    CHECK(is_same(fork.now, view.runs[original].now));
    CHECK(view.selected == 5);
    CHECK(view.compared == original);
  }
  go_to(session, ms(1'800));
  {
    const WorkbenchView view = session.view();
    CHECK_FALSE(is_same(view.runs.back().now, view.runs[original].now));
  }
  go_to(session, ms(700));
  CHECK(is_same(session.view().runs.back().now, session.view().runs[original].now));
  session.apply(RemoveRunCommand{0});
  CHECK(session.view().runs.back().forked_from.has_value() == (original > 0));
}

TEST_CASE("a fork that changes the plan is the same up to now, too") {
  Session session = new_session();
  go_to(session, ms(600));
  const std::size_t original = index_of(session.view(), "always_hash");
  session.apply(ForkCommand{original, {fault("rescale", {{"workers", "2"}})}});
  settle(session);
  REQUIRE(session.view().runs.size() == 6);
  const SimulationSnapshot& fork = session.view().runs.back().now;
  const SimulationSnapshot& before = session.view().runs[original].now;
  CHECK(fork.rows_read == before.rows_read);
  CHECK(fork.results == before.results);
  CHECK(fork.latency.p99_us == before.latency.p99_us);
}

TEST_CASE("what cannot be forked is said") {
  Session session = new_session();
  go_to(session, ms(300));
  session.apply(ForkCommand{0, {}});
  CHECK_FALSE(session.view().notice.empty());
  session.apply(ForkCommand{0, {fault("add_partitions", {{"count", "2"}})}});
  CHECK(session.view().notice.find("records") != std::string_view::npos);
  session.apply(ForkCommand{0, {fault("slow_cor", {})}});
  CHECK_FALSE(session.view().notice.empty());
  session.apply(ForkCommand{17, {fault("slow_core", {{"core", "0"}})}});
  CHECK_FALSE(session.view().notice.empty());
  CHECK(session.view().runs.size() == 5);
}

TEST_CASE("an event joins the scenario and its text, and the present stays") {
  Session session = new_session();
  go_to(session, ms(900));
  FaultSpec event = fault("slow_core", {{"core", "1"}, {"factor", "20"}});
  event.at = {400'000'000};
  session.apply(AddEventCommand{event});
  CHECK(session.view().notice.empty());
  settle(session);
  REQUIRE(session.view().scenario->faults.size() == 1);
  CHECK(session.view().now == ms(900));
  CHECK(session.view().scenario_text.find("slow_core") != std::string_view::npos);
  CHECK(session.view().problems.empty());
  bool has_happened = false;
  for (const TimelineEvent& each : *session.view().runs[0].events)
    has_happened = has_happened || (each.type == "slow_core" && each.at == ms(400));
  CHECK(has_happened);
  event.type = "slow_coore";
  session.apply(AddEventCommand{event});
  CHECK_FALSE(session.view().notice.empty());
  CHECK(session.view().scenario->faults.size() == 1);
  session.apply(RemoveEventCommand{4});
  CHECK_FALSE(session.view().notice.empty());
  session.apply(RemoveEventCommand{0});
  settle(session);
  CHECK(session.view().scenario->faults.empty());
  CHECK(session.view().now == ms(900));
}

TEST_CASE("a value is set by its path, in the text too, and everything starts again") {
  Session session = new_session();
  go_to(session, ms(900));
  session.apply(MarkCommand{ms(100)});
  session.apply(SetValueCommand{"engine.num_partitions", "2"});
  CHECK(session.view().notice.empty());
  CHECK(session.view().scenario->engine.job.worker_count == 2);
  CHECK(session.view().scenario_text.find("num_partitions: 2") != std::string_view::npos);
  CHECK(session.view().now == VirtualTime{0});
  CHECK(session.view().marks.size() == 1);
  session.apply(SetValueCommand{"engine.num_partitons", "3"});
  CHECK_FALSE(session.view().notice.empty());
  session.apply(SetValueCommand{"load.rate", "fast"});
  CHECK_FALSE(session.view().notice.empty());
  CHECK(session.view().scenario->engine.job.worker_count == 2);
  session.apply(SeedCommand{7});
  CHECK(session.view().scenario->seed == 7);
  CHECK(session.view().scenario_text.find("seed: 7") != std::string_view::npos);
}

TEST_CASE("a strategy joins at the present by any of its names, once, and leaves") {
  Session session = new_session();
  go_to(session, ms(1'200));
  session.apply(AddRunCommand{"TwoPhase"});
  CHECK(session.view().notice.empty());
  settle(session);
  REQUIRE(session.view().runs.size() == 6);
  CHECK(session.view().runs[5].now.now == ms(1'200));
  CHECK(session.view().runs[5].now.rows_read > 1'000);
  session.apply(AddRunCommand{"two_phase"});
  CHECK_FALSE(session.view().notice.empty());
  session.apply(AddRunCommand{"no_such_strategy"});
  CHECK_FALSE(session.view().notice.empty());
  session.apply(SelectCommand{5});
  session.apply(RemoveRunCommand{5});
  CHECK(session.view().runs.size() == 5);
  CHECK(session.view().selected == 4);
  for (int i = 0; i < 4; ++i) session.apply(RemoveRunCommand{0});
  CHECK(session.view().runs.size() == 1);
  session.apply(RemoveRunCommand{0});
  CHECK_FALSE(session.view().notice.empty());
  CHECK(session.view().runs.size() == 1);
}

TEST_CASE("a record is followed from the topic to its result, as far as now") {
  Session session = new_session();
  go_to(session, ms(1'000));
  session.apply(InspectCommand{3, 10, ""});
  settle(session);
  const TrailView* trail = session.view().trail;
  REQUIRE(trail != nullptr);
  REQUIRE(trail->records.size() == 1);
  const TrailRecord& record = trail->records.front();
  CHECK(record.source_partition == 3);
  CHECK(record.offset == 10);
  CHECK(trail->columns.size() == record.values.size());
  REQUIRE(record.worker.has_value());
  REQUIRE(record.steps.size() >= 6);
  for (std::size_t i = 1; i < record.steps.size(); ++i)
    CHECK(record.steps[i - 1].at <= record.steps[i].at);
  CHECK(record.steps.back().text.find("wrote a result") != std::string::npos);
  const VirtualTime taken = record.steps[1].at;
  go_to(session, {taken.ns - 1});
  REQUIRE(session.view().trail != nullptr);
  CHECK(session.view().trail->records.empty());
  CHECK_FALSE(session.view().trail->problem.empty());
  session.apply(InspectCommand{99, 0, ""});
  REQUIRE(session.view().trail != nullptr);
  CHECK_FALSE(session.view().trail->problem.empty());
  session.apply(InspectCommand{});
  CHECK(session.view().trail == nullptr);
}

TEST_CASE("the records of a group are followed, fifty at most, and counted") {
  Session session = new_session();
  go_to(session, ms(1'500));
  const HotKeyFigures key = session.view().runs[session.view().selected].now.hot_keys.front();
  session.apply(InspectCommand{std::nullopt, 0, key.key});
  settle(session);
  const TrailView* trail = session.view().trail;
  REQUIRE(trail != nullptr);
  CHECK(trail->record_count >= key.rows);
  CHECK(trail->records.size() ==
        std::min<std::size_t>(50, static_cast<std::size_t>(trail->record_count)));
  for (const TrailRecord& record : trail->records) {
    CHECK(std::find(record.values.begin(), record.values.end(), key.key) != record.values.end());
  }
}

TEST_CASE("a closed loop gives each run a log of its own") {
  Session session = new_session(R"(version: 1
duration: 300ms
query: SELECT trader_id, COUNT(*) AS n FROM trades GROUP BY trader_id WINDOW TUMBLING(100ms)
topic:
  name: trades
  partitions: 4
  key: [trader_id]
  fields:
    trader_id: {type: string, pattern: "T{n}", cardinality: 60}
load: {model: closed, clients: 64, rate: 5k/s}
engine: {cores: 4, num_partitions: 4, strategies: [always_hash, fan_in]}
)");
  go_to(session, kEndOfRuns);
  for (const RunView& run : session.view().runs) {
    CAPTURE(run.strategy);
    REQUIRE(run.verdict != nullptr);
    CHECK(run.verdict->kind == VerdictKind::kValid);
    CHECK(run.now.rows_read == 1'500);
  }
}

TEST_CASE("a bundled scenario that is not there is said") {
  Session session = new_session();
  session.apply(LoadBundledCommand{"nothing.yaml"});
  CHECK_FALSE(session.view().notice.empty());
  session.apply(LoadBundledCommand{"two.yaml"});
  CHECK(session.view().notice.empty());
}

}  // namespace millrace::test
