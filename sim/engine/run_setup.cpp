// sim/engine/run_setup.cpp — parse, bind, plan, price.
#include "sim/engine/run_setup.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/text.hpp"
#include "core/exec/catalog.hpp"
#include "core/sql/sql.hpp"
#include "sim/scenario/scenario_job.hpp"

namespace millrace {

namespace {

TopicDescription description_of(const TopicSpec& topic, const SchemaPtr& schema) {
  TopicDescription description;
  description.name = topic.name;
  description.schema = schema;
  if (!topic.timestamp.empty()) {
    description.event_time_column = schema->index_of(topic.timestamp);
  } else if (topic.recording.empty()) {
    description.event_time_column = schema->index_of(kEventTimeColumn);
  }
  description.has_record_timestamps = true;
  description.has_keys = true;
  return description;
}

/// The job's own partition count: the topic's when the run ends.
std::uint32_t partition_count_of(const TopicLog& log) {
  constexpr VirtualTime kEnd = {std::numeric_limits<std::int64_t>::max()};
  return std::max(log.partition_count(), log.partition_count_at(kEnd));
}

bool changes_plan(const std::vector<FaultStrike>& strikes) {
  return std::any_of(strikes.begin(), strikes.end(), [](const FaultStrike& strike) {
    return strike.info->name == "rescale" || strike.info->name == "switch_strategy";
  });
}

std::uint32_t workers_max(const JobPlan& plan, const std::vector<FaultStrike>& strikes) {
  std::uint32_t most = plan.spec.worker_count;
  for (const FaultStrike& strike : strikes) {
    if (strike.info->name != "rescale") continue;
    most = std::max(most, static_cast<std::uint32_t>(strike.parameters.integer("workers")));
  }
  return most;
}

bool asks_for_adaptive(const Scenario& scenario, const SimulationOptions& options) {
  const std::string& strategy =
      options.strategy.empty() ? scenario.engine.job.strategy : options.strategy;
  return equals_ignoring_case(strategy, "adaptive") && !options.use_simple_processor;
}

Result<std::shared_ptr<const JobPlan>> plan_of(const Scenario& scenario,
                                               const SimulationOptions& options,
                                               const TopicLog& log, bool changes_plan) {
  MILLRACE_TRY(Statement statement, parse_statement(scenario.query));
  const ExecCatalog catalog({description_of(scenario.topic, log.schema())});
  MILLRACE_TRY(QueryPlan query, bind(statement, catalog));
  const bool is_adaptive = asks_for_adaptive(scenario, options);
  const std::string& strategy =
      options.strategy.empty() ? scenario.engine.job.strategy : options.strategy;
  JobSpec spec = job_spec_for(scenario, is_adaptive ? "auto" : strategy);
  // A comparison asks for a strategy of its own; only without one does the statement's count.
  if (!options.strategy.empty()) statement.annotations.partitioning_strategy.reset();
  spec.processor =
      options.use_simple_processor ? ProcessorKind::kSimple : ProcessorKind::kCoordinator;
  if (options.use_simple_processor) {
    statement.annotations.job_mode = JobMode::kSimple;
  }
  spec.follows_keys = changes_plan;
  spec.allow_invalid = spec.allow_invalid || options.allow_invalid;
  TopicFacts facts = topic_facts_of(scenario);
  facts.source_partition_count = partition_count_of(log);
  MILLRACE_TRY(JobPlan plan, plan_job(std::make_shared<const QueryPlan>(std::move(query)),
                                      statement.annotations, spec, facts));
  return std::make_shared<const JobPlan>(std::move(plan));
}

}  // namespace

Result<std::shared_ptr<const RunSetup>> make_run_setup(std::shared_ptr<const Scenario> scenario,
                                                       SimulationOptions options,
                                                       std::shared_ptr<TopicLog> log) {
  auto setup = std::make_shared<RunSetup>();
  MILLRACE_TRY(setup->strikes, fault_strikes_of(*scenario));
  setup->is_adaptive = asks_for_adaptive(*scenario, options);
  const bool may_change = setup->is_adaptive || changes_plan(setup->strikes);
  MILLRACE_TRY(setup->plan, plan_of(*scenario, options, *log, may_change));
  setup->workers_max = workers_max(*setup->plan, setup->strikes);
  MILLRACE_TRY(setup->costs,
               CostModel::make(scenario->engine.cost_model, scenario->engine.costs_ns));
  MILLRACE_TRY(setup->jitter, parse_jitter(scenario->engine.jitter));
  setup->fetch = scenario->engine.fetch;
  if (setup->plan->spec.batch_rows > 0) setup->fetch.max_records = setup->plan->spec.batch_rows;
  setup->partition_count = partition_count_of(*log);
  setup->core_count = std::max<std::uint32_t>(1, scenario->engine.cores);
  setup->scenario = std::move(scenario);
  setup->options = std::move(options);
  setup->log = std::move(log);
  return std::shared_ptr<const RunSetup>(std::move(setup));
}

}  // namespace millrace
