// sim/scenario/scenario_job.hpp — what a job is told of a scenario: the spec for one strategy, and
// the facts about its topic.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/job/job_spec.hpp"
#include "sim/scenario/scenario.hpp"

namespace millrace {

/// The job of a scenario with this strategy ("auto" or any spelling) and the options that
/// `engine.strategy_config` gives it.
JobSpec job_spec_for(const Scenario& scenario, std::string_view strategy);

/// What the job is told of the topic: its partitions, and the key and partitioner as *declared*,
/// which producers may break.
TopicFacts topic_facts_of(const Scenario& scenario);

/// The strategies that `compare` runs, canonical names: engine.strategies, or the five.
std::vector<std::string> compared_strategies(const Scenario& scenario);

}  // namespace millrace
