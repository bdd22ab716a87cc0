// tests/ui/session_sharing_test.cpp — what one looks at goes into a link and comes out of it in another session.
#include <algorithm>

#include "sim/scenario/share_link.hpp"
#include "tests/ui/played_session.hpp"

namespace millrace::test {
namespace {

std::size_t index_of(const Session& session, std::string_view strategy) {
  const WorkbenchView view = session.view();
  const auto run = std::find_if(view.runs.begin(), view.runs.end(),
                                [&](const RunView& each) { return each.strategy == strategy; });
  REQUIRE(run != view.runs.end());
  return static_cast<std::size_t>(run - view.runs.begin());
}

/// Through the text of a link.
SharedScenario sent(const Session& session) {
  Result<SharedScenario> read = read_share_fragment(share_fragment(session.shared()));
  REQUIRE(read.has_value());
  return read.value();
}

}  // namespace

TEST_CASE(
    "a link holds the instant, the cards, what is selected and compared, and the key that is "
    "followed") {
  Session session = new_session();
  go_to(session, ms(700));
  session.apply(AddRunCommand{"two_phase"});
  settle(session);
  session.apply(RemoveRunCommand{index_of(session, "smart_repartition")});
  session.apply(SelectCommand{index_of(session, "two_phase")});
  session.apply(CompareCommand{index_of(session, "round_robin")});
  session.apply(InspectCommand{std::nullopt, 0, "T7"});
  settle(session);

  Session other = new_session();
  other.open(sent(session));
  settle(other);
  CHECK(other.shared() == session.shared());
  const WorkbenchView view = other.view();
  CHECK_FALSE(view.is_playing);
  CHECK(view.now == ms(700));
  CHECK(view.selected_run()->strategy == "two_phase");
  REQUIRE(view.compared.has_value());
  CHECK(view.runs[*view.compared].strategy == "round_robin");
  REQUIRE(view.trail != nullptr);
  CHECK(view.trail->key == "T7");
  CHECK_FALSE(view.trail->records.empty());
  CHECK(view.runs.size() == session.view().runs.size());
  CHECK(view.selected_run()->now.rows_read == session.view().selected_run()->now.rows_read);
}

TEST_CASE("of a fork the link holds the strategy; of cards as the scenario has them, none") {
  Session session = new_session();
  go_to(session, ms(300));
  FaultSpec slow;
  slow.type = "slow_core";
  slow.parameters = {{"core", "1"}, {"factor", "3"}};
  session.apply(ForkCommand{index_of(session, "fan_in"), {slow}});
  settle(session);
  REQUIRE(session.view().selected_run()->forked_from.has_value());
  const SharedScenario shared = sent(session);
  CHECK(shared.strategy == "fan_in");
  CHECK(shared.compared.empty());
  CHECK(shared.shown.empty());
}

TEST_CASE("who opens a link is told whether the same came out") {
  Session session = new_session();
  CHECK_FALSE(session.shared().run_hash.has_value());  // not known yet
  go_to(session, kEndOfRuns);
  SharedScenario shared = sent(session);
  REQUIRE(shared.run_hash.has_value());

  Session same = new_session();
  same.open(shared);
  go_to(same, kEndOfRuns);
  REQUIRE(same.view().linked != nullptr);
  CHECK(same.view().linked->run_hash == same.view().run_hash);
  CHECK(same.view().notice.empty());

  *shared.run_hash ^= 1;
  Session other = new_session();
  other.open(shared);
  go_to(other, kEndOfRuns);
  CHECK(other.view().notice.find("defect") != std::string_view::npos);
  other.apply(SeedCommand{77});  // another scenario, of which the link says nothing
  go_to(other, kEndOfRuns);
  CHECK(other.view().linked == nullptr);
  CHECK(other.view().notice.empty());
}

TEST_CASE("a link of a later version opens without the strategies that this one does not know") {
  Session session = new_session();
  SharedScenario shared = session.shared();
  shared.shown = {"always_hash", "quantum_routing", "fan_in"};
  shared.strategy = "quantum_routing";
  session.open(shared);
  const WorkbenchView view = session.view();
  REQUIRE(view.runs.size() == 2);
  CHECK(view.runs[0].strategy == "always_hash");
  CHECK(view.runs[1].strategy == "fan_in");
}

TEST_CASE("a link whose text cannot be run leaves time and selection of what is played") {
  Session session = new_session();
  go_to(session, ms(500));
  SharedScenario broken = session.shared();
  broken.text += "duratoin: 3s\n";
  broken.at = ms(100);
  session.open(broken);
  settle(session);
  CHECK(session.view().now == ms(500));
  CHECK_FALSE(session.view().problems.empty());
}

}  // namespace millrace::test
