// sim/study/comparison.cpp — runs strategies side by side over one log, judges them by one worker's results, and
// looks
// for the records behind what is wrong.
#include "sim/study/comparison.hpp"

#include <algorithm>
#include <utility>

#include "core/base/hash.hpp"
#include "core/base/text.hpp"
#include "core/job/job_plan.hpp"
#include "core/metrics/imbalance.hpp"
#include "core/route/strategies.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/scenario/scenario_job.hpp"
#include "sim/study/hottest_key.hpp"
#include "sim/study/measures.hpp"
#include "sim/study/record_search.hpp"
#include "sim/study/sentences.hpp"

namespace millrace {
namespace {

// Strategies go on in turn by this share of the input, so that what one has read others soon read too.
constexpr std::int64_t kTurns = 200;
constexpr std::uint64_t kEventsPerTurn = 200'000;  // between two looks at should_stop

/// `auto` and `adaptive` choose a strategy themselves.
bool is_selecting(std::string_view strategy) {
  return strategy == "auto" || strategy == "adaptive";
}

/// "" stands for what the scenario says.
Result<std::string> canonical_strategy(const std::string& spelling) {
  if (spelling.empty() || is_selecting(to_lower(spelling))) return to_lower(spelling);
  MILLRACE_TRY(const StrategyInfo* info, strategy_named(spelling));
  return std::string(info->name);
}

std::string display_name_of(const std::string& strategy) {
  const StrategyInfo* info = find_strategy(strategy);
  return info == nullptr ? strategy : std::string(info->display_name);
}

/// The log of the scenario's topic. In a closed loop each simulation has one of its own.
class LogSource {
 public:
  LogSource(const Scenario& scenario, const WorkloadFiles& files)
      : scenario_(scenario), files_(files) {}

  Result<std::shared_ptr<TopicLog>> log() {
    if (last_ != nullptr && !last_->is_closed_loop()) return last_;
    MILLRACE_TRY(std::unique_ptr<TopicGenerator> generator,
                 make_topic_generator(scenario_, files_));
    last_ = std::make_shared<TopicLog>(std::move(generator));
    return last_;
  }
  /// The one made last, whose records are those of all. REQUIRES: one was made.
  const TopicLog& last() const { return *last_; }

 private:
  const Scenario& scenario_;
  const WorkloadFiles& files_;
  std::shared_ptr<TopicLog> last_;
};

/// Counted exactly, where the run itself has only a sketch of its hot keys.
void set_hottest_key(double share, RunReport& report) {
  const auto worker_count = static_cast<std::uint32_t>(report.job.workers.size());
  report.skew.hottest_key_share = share;
  report.skew.ceiling = share > 0.0 ? hot_key_ceiling(share, worker_count) : worker_count;
}

struct Entrant {
  StrategyOutcome outcome;
  std::unique_ptr<Simulation> simulation;  // null: refused
};

class ComparisonRun {
 public:
  ComparisonRun(std::shared_ptr<const Scenario> scenario, const StudyOptions& options)
      : scenario_(std::move(scenario)), options_(options), logs_(*scenario_, options.files) {}

  Result<Comparison> run();

 private:
  Status add_entrant(const std::string& spelling);
  Result<std::unique_ptr<Simulation>> make(SimulationOptions options);
  Status go_through();
  Status run_one(Simulation& simulation, VirtualTime time);
  void tell(double share, std::string_view doing) const;
  Status judge_all();
  Status find_records(const StrategyOutcome& outcome, const JobPlan& plan,
                      std::vector<GroupEvidence>& groups);
  std::vector<Expectation> asked_expectations() const;
  Error stopped(VirtualTime at) const;

  std::shared_ptr<const Scenario> scenario_;
  const StudyOptions& options_;
  LogSource logs_;
  std::vector<Entrant> entrants_;
  std::unique_ptr<Simulation> reference_;
};

Result<std::unique_ptr<Simulation>> ComparisonRun::make(SimulationOptions options) {
  MILLRACE_TRY(std::shared_ptr<TopicLog> log, logs_.log());
  return Simulation::make(scenario_, std::move(options), std::move(log));
}

Status ComparisonRun::add_entrant(const std::string& spelling) {
  MILLRACE_TRY(std::string strategy, canonical_strategy(spelling));
  Entrant entrant;
  entrant.outcome.strategy = strategy.empty() ? scenario_->engine.job.strategy : strategy;
  SimulationOptions options;
  options.strategy = strategy;
  options.allow_invalid = options_.allow_invalid;
  options.keep_results = options_.has_verdicts;
  options.measure_from = options_.measure_from;
  if (options_.on_work) {
    options.on_work = [this, index = entrants_.size()](const WorkSpan& span) {
      options_.on_work(index, span);
    };
  }
  Result<std::unique_ptr<Simulation>> simulation = make(std::move(options));
  if (simulation) {
    entrant.simulation = std::move(simulation).value();
    const StrategyChoice& choice = entrant.simulation->plan().choice;
    if (entrant.outcome.strategy != "adaptive" && choice.strategy != nullptr) {
      entrant.outcome.strategy = std::string(choice.strategy->name);
    }
  } else if (simulation.error().code == ErrorCode::kRefused) {
    entrant.outcome.verdict = refused_verdict(simulation.error().message);
  } else {
    return std::move(simulation).error();
  }
  entrant.outcome.display_name = display_name_of(entrant.outcome.strategy);
  entrants_.push_back(std::move(entrant));
  return {};
}

void ComparisonRun::tell(double share, std::string_view doing) const {
  if (options_.on_progress) options_.on_progress({share, doing});
}

Error ComparisonRun::stopped(VirtualTime at) const {
  return {ErrorCode::kInput, "stopped on request at " + std::to_string(at.ns / 1'000'000) +
                                 " ms of virtual time; the same again with --seed " +
                                 std::to_string(scenario_->seed)};
}

Status ComparisonRun::run_one(Simulation& simulation, VirtualTime time) {
  while (!simulation.is_finished()) {
    const std::uint64_t events = simulation.run_to(time, kEventsPerTurn);
    if (options_.should_stop && options_.should_stop()) return stopped(simulation.now());
    if (events < kEventsPerTurn) break;
  }
  return {};
}

Status ComparisonRun::go_through() {
  std::vector<Simulation*> all;
  if (options_.has_verdicts) all.push_back(reference_.get());
  for (const Entrant& entrant : entrants_) {
    if (entrant.simulation != nullptr) all.push_back(entrant.simulation.get());
  }
  const std::int64_t duration_ns = scenario_->duration.ns;
  for (std::int64_t turn = 1; turn <= kTurns; ++turn) {
    const VirtualTime until = {duration_ns / kTurns * turn};
    for (Simulation* simulation : all) MILLRACE_CHECK(run_one(*simulation, until));
    tell(0.9 * static_cast<double>(turn) / static_cast<double>(kTurns), "simulating");
  }
  // What is left is the backlog of those that fell behind.
  for (std::size_t i = 0; i < all.size(); ++i) {
    while (!all[i]->is_finished()) {
      all[i]->run_events(kEventsPerTurn);
      if (options_.should_stop && options_.should_stop()) return stopped(all[i]->now());
    }
    all[i]->run_to_end();
    tell(0.9 + 0.05 * static_cast<double>(i + 1) / static_cast<double>(all.size()), "draining");
  }
  return {};
}

Status ComparisonRun::judge_all() {
  const std::int64_t late_in_reference =
      options_.has_verdicts ? reference_->report().late_after_idle : 0;
  const double hottest_share = hottest_key_share_of(*reference_->plan().query, logs_.last());
  for (Entrant& entrant : entrants_) {
    StrategyOutcome& outcome = entrant.outcome;
    if (entrant.simulation != nullptr) {
      const Simulation& simulation = *entrant.simulation;
      outcome.report = simulation.report();
      set_hottest_key(hottest_share, outcome.report);
      outcome.at_end = simulation.snapshot();
      outcome.series = simulation.recorder().series();
      outcome.series_interval_ns = simulation.recorder().interval_ns();
      if (options_.has_verdicts) {
        outcome.verdict =
            judge(judged_run(simulation, outcome.report, late_in_reference), reference_->results());
      } else {
        outcome.verdict.reason = "its results were not compared with those of one worker";
      }
      if (!outcome.verdict.first.empty()) {
        MILLRACE_CHECK(find_records(outcome, simulation.plan(), outcome.verdict.first));
      }
      entrant.simulation.reset();  // its results are not needed any more
    }
    outcome.sentence = sentence_on(outcome);
  }
  return {};
}

/// The run once more, until the records behind the first wrong groups have come by.
Status ComparisonRun::find_records(const StrategyOutcome& outcome, const JobPlan& plan,
                                   std::vector<GroupEvidence>& groups) {
  RecordSearch search(plan.query, groups);
  SimulationOptions options;
  options.strategy = outcome.strategy;
  options.allow_invalid = true;
  options.keep_results = false;
  options.on_work = [&search](const WorkSpan& span) {
    if (span.kind == WorkKind::kExecute && span.batch != nullptr) {
      search.look_at(span.worker, *span.batch);
    }
  };
  MILLRACE_TRY(const std::unique_ptr<Simulation> simulation, make(std::move(options)));
  while (!simulation->is_finished() && !search.is_complete()) {
    simulation->run_events(1'000);
    if (options_.should_stop && options_.should_stop()) return stopped(simulation->now());
  }
  return {};
}

/// Who asks for some strategies only is not told of the others.
std::vector<Expectation> ComparisonRun::asked_expectations() const {
  if (options_.strategies.empty()) return scenario_->expectations;
  std::vector<Expectation> asked;
  for (const Expectation& expectation : scenario_->expectations) {
    const bool is_asked =
        std::any_of(entrants_.begin(), entrants_.end(), [&](const Entrant& entrant) {
          return expectation.strategy == "all" || expectation.strategy == entrant.outcome.strategy;
        });
    if (is_asked) asked.push_back(expectation);
  }
  return asked;
}

Result<Comparison> ComparisonRun::run() {
  const std::vector<std::string> strategies =
      options_.strategies.empty() ? compared_strategies(*scenario_) : options_.strategies;
  for (const std::string& strategy : strategies) MILLRACE_CHECK(add_entrant(strategy));
  SimulationOptions options;
  options.use_simple_processor = true;
  options.allow_invalid = true;
  MILLRACE_TRY(reference_, make(std::move(options)));

  Comparison comparison;
  comparison.scenario = scenario_;
  const StrategyChoice choice = select_strategy(
      *reference_->plan().query, job_spec_for(*scenario_, "auto"), topic_facts_of(*scenario_));
  comparison.auto_selected = std::string(choice.strategy->name);
  comparison.auto_reason = choice.reason;
  MILLRACE_CHECK(go_through());
  for (Entrant& entrant : entrants_) {
    entrant.outcome.is_auto_selected = entrant.outcome.strategy == comparison.auto_selected;
  }
  MILLRACE_CHECK(judge_all());
  const std::vector<Expectation> expectations = asked_expectations();
  std::uint64_t hash = scenario_->seed;
  for (Entrant& entrant : entrants_) {
    const StrategyOutcome& outcome = entrant.outcome;
    hash = combine_hash(hash, fnv1a_64(outcome.strategy));
    hash = combine_hash(hash, static_cast<std::uint64_t>(outcome.verdict.kind));
    hash = combine_hash(hash, outcome.report.run_hash);
    comparison.strategies.push_back(std::move(entrant.outcome));
  }
  comparison.run_hash = hash;
  comparison.advice = advice_on(comparison.strategies, comparison.auto_selected);
  comparison.expectations = check_expectations(expectations, comparison.strategies);
  tell(1.0, "done");
  return comparison;
}

/// A simulation of one strategy, gone to `time`.
Result<StrategySnapshot> snapshot_of(const std::string& strategy, VirtualTime time,
                                     std::shared_ptr<const Scenario> scenario,
                                     std::shared_ptr<TopicLog> log, bool allow_invalid) {
  SimulationOptions options;
  options.strategy = strategy;
  options.allow_invalid = allow_invalid;
  options.keep_results = false;
  StrategySnapshot taken;
  taken.strategy = strategy;
  auto simulation = Simulation::make(std::move(scenario), std::move(options), std::move(log));
  if (!simulation) {
    if (simulation.error().code != ErrorCode::kRefused) return std::move(simulation).error();
    taken.refusal = simulation.error().message;
    return taken;
  }
  simulation.value()->run_to(time);
  taken.snapshot = simulation.value()->snapshot();
  return taken;
}

}  // namespace

Result<std::vector<StrategySnapshot>> snapshots_at(std::shared_ptr<const Scenario> scenario,
                                                   const StudyOptions& options, VirtualTime time) {
  LogSource logs(*scenario, options.files);
  std::vector<StrategySnapshot> snapshots;
  const std::vector<std::string> strategies =
      options.strategies.empty() ? compared_strategies(*scenario) : options.strategies;
  for (const std::string& spelling : strategies) {
    MILLRACE_TRY(const std::string strategy, canonical_strategy(spelling));
    MILLRACE_TRY(std::shared_ptr<TopicLog> log, logs.log());
    MILLRACE_TRY(StrategySnapshot taken,
                 snapshot_of(strategy, time, scenario, std::move(log), options.allow_invalid));
    snapshots.push_back(std::move(taken));
  }
  return snapshots;
}

const StrategyOutcome* Comparison::find(std::string_view strategy) const {
  const auto found =
      std::find_if(strategies.begin(), strategies.end(),
                   [&](const StrategyOutcome& outcome) { return outcome.strategy == strategy; });
  return found == strategies.end() ? nullptr : &*found;
}

bool Comparison::meets_expectations() const {
  return std::all_of(expectations.begin(), expectations.end(),
                     [](const ExpectationOutcome& outcome) { return outcome.holds; });
}

Result<Comparison> compare_strategies(std::shared_ptr<const Scenario> scenario,
                                      const StudyOptions& options) {
  return ComparisonRun(std::move(scenario), options).run();
}

}  // namespace millrace
