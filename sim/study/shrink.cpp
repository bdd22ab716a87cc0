// sim/study/shrink.cpp — a try is a run of the strategy and one of a single worker, over the same records.
#include "sim/study/shrink.hpp"

#include <utility>
#include <vector>

#include "core/base/text.hpp"
#include "core/route/strategies.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/study/shrink_steps.hpp"
#include "sim/study/verdict.hpp"

namespace millrace {
namespace {

constexpr int kTriesMax = 600;
constexpr std::uint64_t kEventsPerSlice = 2'000;

/// Two runs of a scenario on the way to a verdict.
struct Trial {
  Scenario scenario;
  std::unique_ptr<Simulation> run;
  std::unique_ptr<Simulation> reference;

  Simulation* unfinished() const {
    if (!run->is_finished()) return run.get();
    return reference->is_finished() ? nullptr : reference.get();
  }
};

}  // namespace

struct Shrinker::State {
  std::string strategy;
  ScenarioSurroundings surroundings;
  WorkloadFiles files;
  Scenario smallest;
  std::optional<Trial> trial;
  std::vector<ShrinkStep> steps;
  std::size_t next = 0;       // of steps
  bool has_kept_any = false;  // in this round
  bool is_first = true;       // the scenario as it was given is tried first
  bool is_wrong = false;
  bool is_done = false;
  std::int64_t rows = 0;
  int tries = 0;

  /// Nothing where the scenario cannot be run.
  Result<std::unique_ptr<Simulation>> make_run(const std::shared_ptr<const Scenario>& scenario,
                                               bool is_reference) const;
  bool begin(Scenario scenario);
  void settle();
  /// The next change that makes a scenario which can be run; false when there is none.
  bool begin_next();
};

Result<std::unique_ptr<Simulation>> Shrinker::State::make_run(
    const std::shared_ptr<const Scenario>& scenario, bool is_reference) const {
  // In a closed loop records come by what was done with those before: each run has a log of its own.
  MILLRACE_TRY(std::unique_ptr<TopicGenerator> generator, make_topic_generator(*scenario, files));
  SimulationOptions options;
  options.strategy = is_reference ? std::string() : strategy;
  options.use_simple_processor = is_reference;
  options.allow_invalid = true;
  return Simulation::make(scenario, std::move(options),
                          std::make_shared<TopicLog>(std::move(generator)));
}

bool Shrinker::State::begin(Scenario scenario) {
  if (has_errors(check_scenario(scenario, surroundings))) return false;
  const auto shared = std::make_shared<const Scenario>(scenario);
  Result<std::unique_ptr<Simulation>> run = make_run(shared, false);
  if (!run.has_value()) return false;
  Result<std::unique_ptr<Simulation>> reference = make_run(shared, true);
  if (!reference.has_value()) return false;
  trial = Trial{std::move(scenario), std::move(run).value(), std::move(reference).value()};
  return true;
}

void Shrinker::State::settle() {
  Trial tried = std::move(*trial);
  trial.reset();
  ++tries;
  const RunReport report = tried.run->report();
  const std::int64_t late = tried.reference->report().late_after_idle;
  const Verdict verdict = judge(judged_run(*tried.run, report, late), tried.reference->results());
  const bool is_kept = verdict.kind == VerdictKind::kInvalid;
  if (is_first) {
    is_first = false;
    is_wrong = is_kept;
    is_done = !is_kept;
  }
  if (is_kept) {
    smallest = std::move(tried.scenario);
    rows = tried.run->snapshot().rows_read;
    has_kept_any = true;
  } else {
    ++next;
  }
  is_done = is_done || tries >= kTriesMax;
}

bool Shrinker::State::begin_next() {
  if (is_first) {
    if (begin(smallest)) return true;
    is_first = false;
    return false;
  }
  for (;;) {
    for (; next < steps.size(); ++next) {
      Scenario smaller = smallest;
      // What was kept is tried again: half of the half.
      if (steps[next](smaller) && begin(std::move(smaller))) return true;
    }
    if (!steps.empty() && !has_kept_any) return false;
    steps = shrink_steps(smallest);
    next = 0;
    has_kept_any = false;
  }
}

Shrinker::Shrinker(std::unique_ptr<State> state) : state_(std::move(state)) {}
Shrinker::~Shrinker() = default;

Result<std::unique_ptr<Shrinker>> Shrinker::make(Scenario scenario, const std::string& strategy,
                                                 ScenarioSurroundings surroundings,
                                                 WorkloadFiles files) {
  auto state = std::make_unique<State>();
  state->strategy = to_lower(strategy);
  if (state->strategy != kAdaptiveStrategy && state->strategy != "auto") {
    MILLRACE_TRY(const StrategyInfo* info, strategy_named(strategy));
    state->strategy = std::string(info->name);
  }
  state->surroundings = std::move(surroundings);
  state->files = std::move(files);
  state->smallest = std::move(scenario);
  state->smallest.expectations.clear();
  state->smallest.engine.strategies = {state->strategy};
  state->smallest.engine.job.allow_invalid = true;
  return std::unique_ptr<Shrinker>(new Shrinker(std::move(state)));
}

bool Shrinker::work(const std::function<bool()>& has_time) {
  State& state = *state_;
  while (!state.is_done) {
    if (!state.trial.has_value() && !state.begin_next()) {
      state.is_done = true;
      break;
    }
    if (Simulation* simulation = state.trial->unfinished(); simulation != nullptr) {
      simulation->run_events(kEventsPerSlice);
    } else {
      state.settle();
    }
    if (!has_time()) break;
  }
  return state.is_done;
}

bool Shrinker::is_wrong() const {
  return state_->is_wrong;
}
const Scenario& Shrinker::smallest() const {
  return state_->smallest;
}

Scenario Shrinker::result() const {
  Scenario scenario = state_->smallest;
  const StrategyInfo* info = find_strategy(state_->strategy);
  const std::string strategy = info != nullptr ? std::string(info->display_name) : state_->strategy;
  scenario.description = "The smallest scenario found in which " + strategy +
                         " is still wrong: " + std::to_string(state_->rows) +
                         " records. Shrunk from " + scenario.name + ".";
  scenario.name += "-shrunk";
  return scenario;
}

std::int64_t Shrinker::rows() const {
  return state_->rows;
}
int Shrinker::tries() const {
  return state_->tries;
}

}  // namespace millrace
