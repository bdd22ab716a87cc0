// sim/scenario/scenario_job.cpp — from a scenario to what core/job takes.
#include "sim/scenario/scenario_job.hpp"

#include "core/base/text.hpp"
#include "core/route/partitioner.hpp"
#include "core/route/strategies.hpp"

namespace millrace {

namespace {

constexpr std::string_view kReferenceStrategies[] = {"always_hash", "smart_repartition",
                                                     "sticky_partition", "round_robin", "fan_in"};

/// Alignment compares names exactly; people do not always write them so.
std::string in_spelling_of(const std::vector<FieldSpec>& fields, const std::string& name) {
  std::string spelling = name;
  for (const FieldSpec& field : fields) {
    if (field.name == name) return name;
    if (equals_ignoring_case(field.name, name)) spelling = field.name;
  }
  return spelling;
}

}  // namespace

JobSpec job_spec_for(const Scenario& scenario, std::string_view strategy) {
  JobSpec spec = scenario.engine.job;
  const StrategyInfo* info = find_strategy(strategy);
  spec.strategy = info == nullptr ? std::string(strategy) : std::string(info->name);
  for (const Choice& config : scenario.engine.strategy_config) {
    // `auto` is given the options of all: it takes those of the strategy that it selects.
    if (info != nullptr && config.name != info->name) continue;
    spec.strategy_options.insert(spec.strategy_options.end(), config.parameters.begin(),
                                 config.parameters.end());
  }
  return spec;
}

TopicFacts topic_facts_of(const Scenario& scenario) {
  const TopicSpec& topic = scenario.topic;
  TopicFacts facts;
  facts.source_partition_count = topic.partitions;
  for (const std::string& column : topic.key) {
    facts.key_columns.push_back(in_spelling_of(topic.fields, column));
  }
  if (topic.partitioner == "explicit") {
    // The partition is a column's value: a function of the key only where that column is the key.
    facts.is_partitioner_function_of_key =
        facts.key_columns.size() == 1 &&
        equals_ignoring_case(facts.key_columns.front(), topic.partition_field);
  } else if (const PartitionerInfo* info = find_partitioner(topic.partitioner)) {
    set_partitioner(facts, info);
  }
  return facts;
}

std::vector<std::string> compared_strategies(const Scenario& scenario) {
  if (!scenario.engine.strategies.empty()) return scenario.engine.strategies;
  return {std::begin(kReferenceStrategies), std::end(kReferenceStrategies)};
}

}  // namespace millrace
