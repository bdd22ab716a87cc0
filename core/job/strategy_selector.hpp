// core/job/strategy_selector.hpp — the rules that choose a strategy, ours and Velostream's, each a
// pure function.
#pragma once

#include <string>

#include "core/job/job_plan.hpp"
#include "core/job/placement_facts.hpp"

namespace millrace {

/// Semantics §6, first rule that fits. Alternatives are left empty.
StrategyChoice select_by_rules(const PlacementFacts& facts, const JobSpec& spec);

/// The order of rules that Velostream's partitioner_selector implements (facts §3), with its own
/// reasons, right or wrong. CREATE STREAM … AS SELECT is not looked through there.
StrategyChoice select_as_velostream(const PlacementFacts& facts);

/// Each strategy but the chosen one, with why not, in list order.
std::vector<StrategyAlternative> alternatives_to(const StrategyChoice& choice,
                                                 const PlacementFacts& facts, const JobSpec& spec);

/// Those of the configured options that this strategy has: with `auto`, the others are meant for
/// other choices.
StrategyOptions options_of(const StrategyInfo& strategy, const StrategyOptions& configured);

}  // namespace millrace
