// sim/scenario/checks/engine_checks.cpp — the engine's numbers against each other, and hints about what they will show.
#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <string_view>

#include "core/route/strategies.hpp"
#include "sim/scenario/checks/scenario_checks.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/scenario/scenario_job.hpp"

namespace millrace {

namespace {

void check_strategies(const CheckContext& context) {
  const std::vector<std::string>& strategies = context.scenario.engine.strategies;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < strategies.size(); ++i) {
    if (seen.insert(strategies[i]).second) continue;
    context.problems.error_at(item_path("engine.strategies", i),
                              {"duplicate-name", "strategy " + strategies[i] + " is there twice"});
  }
}

Status validate_options(const CheckContext& context, const StrategyInfo& strategy,
                        StrategyOptions options) {
  StrategyContext job;
  job.worker_count = context.scenario.engine.job.worker_count;
  job.source_partition_count = context.scenario.topic.partitions;
  job.has_grouping = true;
  job.options = std::move(options);
  return strategy.validate(job);
}

/// What only the strategy itself can judge, such as FanIn's target among the workers.
void check_options(const CheckContext& context) {
  for (const Choice& config : context.scenario.engine.strategy_config) {
    const StrategyInfo* strategy = find_strategy(config.name);
    if (strategy == nullptr) continue;  // reported where it was read
    const std::string path = "engine.strategy_config." + config.name;
    bool has_bad_option = false;
    for (const auto& option : config.parameters) {
      const Status status = validate_options(context, *strategy, {option});
      if (status.has_value()) continue;
      has_bad_option = true;
      context.problems.error_at(path + "." + option.first, {"bad-option", status.error().message});
    }
    if (has_bad_option) continue;
    const Status status = validate_options(context, *strategy, config.parameters);
    if (!status.has_value()) {
      context.problems.error_at(path, {"bad-option", status.error().message});
    }
  }
}

void check_expectations(const CheckContext& context) {
  std::vector<std::string> compared = compared_strategies(context.scenario);
  compared.push_back(context.scenario.engine.job.strategy);
  std::set<std::string> reported;
  for (const Expectation& expectation : context.scenario.expectations) {
    const bool is_compared =
        expectation.strategy == "all" ||
        std::find(compared.begin(), compared.end(), expectation.strategy) != compared.end();
    if (is_compared || !reported.insert(expectation.strategy).second) continue;
    context.problems.error_at(
        "expect." + expectation.strategy,
        {"not-compared", "strategy " + expectation.strategy +
                             " is neither in engine.strategies nor engine.strategy: nothing would "
                             "be compared"},
        PlacePart::kKey);
  }
}

std::string divisors_text(std::uint32_t count) {
  std::string text;
  for (std::uint32_t i = 2; i <= count; ++i) {
    if (count % i == 0) text += (text.empty() ? "" : ", ") + std::to_string(i);
  }
  return text;
}

std::string count_text(std::uint32_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

/// Natural routing takes source partition p to worker p mod M.
void hint_folding(const CheckContext& context) {
  const std::uint32_t sources = context.scenario.topic.partitions;
  const std::uint32_t workers = context.scenario.engine.job.worker_count;
  const std::string facts = count_text(sources, "source partition") + " on " +
                            count_text(workers, "processing partition");
  if (sources < workers) {
    context.problems.warn_at(
        "engine.num_partitions",
        {"idle-partitions", facts + ": natural routing leaves " +
                                std::to_string(workers - sources) + " of them without rows"});
  } else if (sources % workers != 0) {
    const std::uint32_t most = (sources + workers - 1) / workers;
    const std::uint32_t percent = sources * 100 / (most * workers);
    context.problems.warn_at(
        "engine.num_partitions",
        {"uneven-partitions", facts + ": natural routing gives some " + std::to_string(most) +
                                  " and others " + std::to_string(most - 1) + ", so that at most " +
                                  std::to_string(percent) + " % of the capacity is reached; " +
                                  divisors_text(sources) + " divide evenly"});
  }
}

void hint_cores(const CheckContext& context) {
  const EngineSpec& engine = context.scenario.engine;
  if (engine.cores <= engine.job.worker_count) return;
  context.problems.warn_at(
      "engine.cores", {"idle-cores", std::to_string(engine.cores) + " cores for " +
                                         std::to_string(engine.job.worker_count) +
                                         " processing partitions: the others have nothing to run"});
}

void hint_queue(const CheckContext& context) {
  const EngineSpec& engine = context.scenario.engine;
  if (engine.job.queue_capacity_rows >= std::int64_t{engine.fetch.max_records}) return;
  context.problems.warn_at(
      "engine.queue_capacity",
      {"small-queue", "a fetch brings up to " + std::to_string(engine.fetch.max_records) +
                          " records and the queue holds " +
                          std::to_string(engine.job.queue_capacity_rows) +
                          ": batches wait for an empty queue"});
}

/// How many records the load makes: stages ramp linearly, and the last rate goes on to the end.
double records_of(const LoadSpec& load, VirtualDuration run) {
  constexpr double kSecondNs = 1e9;
  const double run_s = static_cast<double>(run.ns) / kSecondNs;
  if (load.stages.empty()) return load.rate * run_s;
  double records = 0.0;
  double begin_s = 0.0;
  double rate = load.stages.front().target_rate;
  for (const LoadStage& stage : load.stages) {
    const double length_s = static_cast<double>(stage.duration.ns) / kSecondNs;
    if (begin_s + length_s > run_s) break;
    records += (rate + stage.target_rate) / 2.0 * length_s;
    rate = stage.target_rate;
    begin_s += length_s;
  }
  return records + rate * (run_s - begin_s);
}

/// A comparison keeps the topic and every strategy's results: what would fill any memory is said before.
void check_record_count(const CheckContext& context) {
  const Scenario& scenario = context.scenario;
  if (!scenario.topic.recording.empty()) return;
  const double records = records_of(scenario.load, scenario.duration);
  if (records <= static_cast<double>(kRecordsMax)) return;
  const std::string_view path = scenario.load.stages.empty() ? "load.rate" : "load.stages";
  context.problems.error_at(
      path, {"too-many-records", "the run would have about " + number_text(std::floor(records)) +
                                     " records, at most " + std::to_string(kRecordsMax) +
                                     " can be held: a lower rate or a shorter duration"});
}

void hint_load(const CheckContext& context) {
  const LoadSpec& load = context.scenario.load;
  if (load.model == LoadModel::kClosed) {
    context.problems.warn_at(
        "load.model", {"closed-loop",
                       "in a closed loop slow answers lower the arrival rate, so that latency "
                       "looks better than it is (coordinated omission)"});
  }
  if (load.arrivals.name == "trace" && context.scenario.topic.recording.empty()) {
    context.problems.error_at("load.arrivals",
                              {"missing-key", "trace arrivals need topic.recording"});
  }
}

}  // namespace

void check_engine(const CheckContext& context) {
  check_strategies(context);
  check_options(context);
  check_expectations(context);
  hint_load(context);
  // Hints follow from the numbers: where some could not be read, they would be about others.
  if (context.problems.has_errors()) return;
  check_record_count(context);
  hint_queue(context);
  if (context.scenario.engine.job.processor == ProcessorKind::kSimple) return;
  hint_folding(context);
  hint_cores(context);
}

}  // namespace millrace
