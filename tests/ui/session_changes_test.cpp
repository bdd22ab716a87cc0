// tests/ui/session_changes_test.cpp — what is known before the end, and what changes by hand leave alone.
#include <set>
#include <vector>

#include "tests/ui/played_session.hpp"

namespace millrace::test {
namespace {

FaultSpec fault(std::string type, std::vector<std::pair<std::string, std::string>> parameters) {
  FaultSpec spec;
  spec.type = std::move(type);
  spec.parameters = std::move(parameters);
  return spec;
}

}  // namespace

TEST_CASE("the first wrong window is shown with its records long before the run ends") {
  Session session = new_session();
  go_to(session, ms(1'000));
  for (const RunView& run : session.view().runs) {
    CAPTURE(run.strategy);
    const bool is_wrong = run.strategy == "sticky_partition" || run.strategy == "round_robin";
    CHECK((run.first_wrong != nullptr) == is_wrong);
    if (!is_wrong) continue;
    REQUIRE(!run.first_wrong->first.empty());
    const GroupEvidence& group = run.first_wrong->first.front();
    CHECK(group.problem == GroupProblem::kSplit);
    CHECK(group.expected.size() == 1);
    CHECK(group.got.size() > 1);
    CHECK(!group.records.empty());
    std::set<std::uint32_t> workers;
    for (const EvidenceRecord& record : group.records) workers.insert(record.worker.value);
    CHECK(workers.size() > 1);
  }
  go_to(session, kEndOfRuns);
  for (const RunView& run : session.view().runs) CHECK(run.first_wrong == nullptr);
}

TEST_CASE("nothing is called correct before a row was read") {
  Session session = new_session();
  session.apply(PauseCommand{});
  session.apply(SeekCommand{{0}});
  settle(session);
  for (const RunView& run : session.view().runs) CHECK(run.outcome == OutcomeKind::kRunning);
}

TEST_CASE("a changed value keeps comments, added cards and forks") {
  Session session = new_session();
  const std::string commented = "# mine\n" + std::string(session.view().scenario_text);
  session.load(commented, "mine.yaml");
  go_to(session, ms(100));
  session.apply(AddRunCommand{"two_phase"});
  settle(session);
  session.apply(ForkCommand{0, {fault("rescale", {{"workers", "2"}})}});
  settle(session);
  session.apply(ForkCommand{0, {fault("rescale", {{"workers", "3"}})}});
  settle(session);
  std::vector<std::string> before;
  for (const RunView& run : session.view().runs) before.push_back(run.display_name);
  CHECK(before.at(before.size() - 2) == before.front() + " fork 1");
  CHECK(before.back() == before.front() + " fork 2");
  session.apply(SetValueCommand{"seed", "7"});
  settle(session);
  const WorkbenchView view = session.view();
  CHECK(view.notice == "");
  CHECK(view.scenario->seed == 7);
  CHECK(view.scenario_text.find("# mine\n") == 0);
  std::vector<std::string> after;
  for (const RunView& run : view.runs) after.push_back(run.display_name);
  CHECK(after == before);
}

TEST_CASE("a change does not write over a text with errors") {
  Session session = new_session();
  const std::string broken = std::string(session.view().scenario_text) + "partiton: 3\n";
  session.apply(LoadTextCommand{broken, "s.yaml"});
  REQUIRE(!session.view().problems.empty());
  session.apply(SeedCommand{9});
  CHECK(session.view().scenario_text == broken);
  CHECK(session.view().notice.find("mend it first") != std::string_view::npos);
  CHECK(session.view().scenario->seed != 9);
}

TEST_CASE("routes and cores of the last second are a part of those since the start") {
  Session session = new_session();
  go_to(session, ms(1'500));
  const WorkbenchView view = session.view();
  for (const RunView& run : view.runs) {
    CAPTURE(run.strategy);
    const SimulationSnapshot& now = run.now;
    REQUIRE(now.routes_recent.rows.size() == now.routes.rows.size());
    for (std::size_t i = 0; i < now.routes.rows.size(); ++i) {
      CHECK(now.routes_recent.rows[i] >= 0);
      CHECK(now.routes_recent.rows[i] <= now.routes.rows[i]);
    }
    CHECK(now.recent_ns > 0);
    CHECK(now.recent_ns <= now.now.ns);
    for (const CoreShares& core : now.cores_recent)
      CHECK(core.idle + core.busy + core.back_pressured == doctest::Approx(1.0));
  }
}

}  // namespace millrace::test
