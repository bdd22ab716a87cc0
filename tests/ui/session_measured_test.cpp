// tests/ui/session_measured_test.cpp — a session while a job runs for real: here a simulation stands in for the
// threads, so that time is no question (tests/live has the threads).
#include <doctest/doctest.h>

#include <memory>
#include <utility>

#include "sim/engine/simulation.hpp"
#include "tests/ui/played_session.hpp"

namespace millrace::test {
namespace {

/// A tenth of a second a look.
class StandIn final : public MeasuredRun {
 public:
  explicit StandIn(std::unique_ptr<Simulation> simulation) : simulation_(std::move(simulation)) {}

  void set_paused(bool is_paused) override { is_paused_ = is_paused; }
  void sample() override {
    if (is_paused_ || simulation_->is_finished()) return;
    simulation_->run_to({simulation_->now().ns + 100'000'000});
    if (simulation_->is_finished()) statistics_ = simulation_->report().job;
  }
  SimulationSnapshot snapshot() const override { return simulation_->snapshot(); }
  const JobPlan& plan() const override { return simulation_->plan(); }
  const Recorder& recorder() const override { return simulation_->recorder(); }
  const Recorder& source_lag() const override { return simulation_->source_lag(); }
  bool is_finished() const override { return simulation_->is_finished(); }
  std::string problem() const override { return ""; }
  std::span<const WorkerResults> results() const override { return simulation_->results(); }
  const JobStatistics& statistics() const override { return statistics_; }

 private:
  std::unique_ptr<Simulation> simulation_;
  JobStatistics statistics_;
  bool is_paused_ = false;
};

Result<std::unique_ptr<MeasuredRun>> stand_in(std::shared_ptr<const Scenario> scenario,
                                              const std::string& strategy, double) {
  MILLRACE_TRY(auto generator, make_topic_generator(*scenario));
  SimulationOptions options;
  options.strategy = strategy;
  options.allow_invalid = true;
  auto simulation = Simulation::make(std::move(scenario), std::move(options),
                                     std::make_shared<TopicLog>(std::move(generator)));
  if (!simulation) return simulation.error();
  return std::unique_ptr<MeasuredRun>(std::make_unique<StandIn>(std::move(simulation).value()));
}

Session measuring_session() {
  SessionFiles files;
  files.surroundings.vocabulary = &cli::scenario_words();
  files.make_measured = stand_in;
  Session session(std::move(files));
  session.load(kTwoSeconds, "two.yaml");
  session.apply(PauseCommand{});
  return session;
}

std::size_t place_of(const Session& session, std::string_view strategy) {
  const WorkbenchView view = session.view();
  for (std::size_t i = 0; i < view.runs.size(); ++i) {
    if (view.runs[i].strategy == strategy) return i;
  }
  FAIL("no such run");
  return 0;
}

}  // namespace

TEST_CASE(
    "a measurement shows one strategy, is judged when it is over, and leaves the simulations "
    "alone") {
  Session session = measuring_session();
  CHECK(session.view().can_measure);
  go_to(session, {500'000'000});
  const std::size_t wrong = place_of(session, "sticky_partition");
  session.apply(SelectCommand{wrong});
  session.apply(MeasureCommand{});
  REQUIRE(session.view().is_measured);
  REQUIRE(session.view().runs.size() == 1);
  CHECK(session.view().runs[0].strategy == "sticky_partition");
  CHECK_FALSE(session.view().runs[0].refusal.empty());
  settle(session);
  const WorkbenchView over = session.view();
  CHECK(over.is_finished);
  REQUIRE(over.runs[0].verdict != nullptr);
  CHECK(over.runs[0].outcome == OutcomeKind::kInvalid);
  CHECK(over.runs[0].verdict->wrong_groups > 0);
  session.apply(MeasureCommand{false});
  CHECK_FALSE(session.view().is_measured);
  CHECK(session.view().runs.size() == 5);
  CHECK(session.view().now == VirtualTime{500'000'000});
  CHECK(session.view().selected == wrong);
}

TEST_CASE("measured time can be paused, and cannot be turned back") {
  Session session = measuring_session();
  session.apply(MeasureCommand{});
  session.advance(0.0, has_always_time);
  session.apply(PauseCommand{});
  CHECK_FALSE(session.view().is_playing);
  CHECK_FALSE(session.is_active());
  const VirtualTime paused_at = session.view().now;
  session.apply(SeekCommand{{0}});
  CHECK(session.view().is_measured);
  CHECK(session.view().now == paused_at);
  CHECK(session.view().notice.substr(0, 13) == "measured time");
  session.apply(PlayCommand{});
  settle(session);
  CHECK(session.view().is_finished);
  CHECK(session.view().runs[0].outcome == OutcomeKind::kValid);
}

TEST_CASE("whatever is about the simulations ends a measurement") {
  Session session = measuring_session();
  session.apply(MeasureCommand{});
  session.apply(RestartCommand{});
  CHECK_FALSE(session.view().is_measured);
  CHECK(session.view().runs.size() == 5);
}

TEST_CASE("a build without threads says that it cannot measure") {
  Session session = new_session();
  CHECK_FALSE(session.view().can_measure);
  session.apply(MeasureCommand{});
  CHECK_FALSE(session.view().is_measured);
  CHECK(session.view().notice.substr(0, 25) == "this build has no threads");
}

}  // namespace millrace::test
